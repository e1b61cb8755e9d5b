// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.transaction;

import io.github.cachex.core.transaction.Transactions.State;
import io.github.cachex.core.transaction.Transactions.Transaction;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The part that an engine takes in transactions: what each of them has put off until it is committed. Thread-safe. */
public final class Enlistment {
    private final Transactions transactions;
    /** How many transactions have put anything off, so that where none has, nobody asks which one this is. */
    private final AtomicInteger open = new AtomicInteger();

    /** Creates the part in {@code transactions}. */
    public Enlistment(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns whether any transaction may have put something off. */
    boolean isAny() {
        return open.get() != 0;
    }

    /** Returns the calling thread's transaction; null if it is in none. */
    @Nullable
    Transaction current() {
        return transactions.current().orElse(null);
    }

    /** Returns what {@code current} has put off; null if it has not met this engine. */
    @Nullable
    PendingCommit of(Transaction current) {
        return isAny() && current.resource(this) instanceof PendingCommit met ? met : null;
    }

    /** Lets {@code current} meet this engine; returns null if it may not be committed any more. */
    @Nullable
    PendingCommit meet(Transaction current) {
        if (current.state() != State.OPEN) {
            return null;
        }
        if (current.resource(this) instanceof PendingCommit met) {
            return met;
        }
        PendingCommit met = new PendingCommit(open::decrementAndGet);
        // Before it is told of: it may end at any time.
        open.incrementAndGet();
        if (current.enlist(this, met, met::ended)) {
            return met;
        }
        open.decrementAndGet();
        return null;
    }
}
