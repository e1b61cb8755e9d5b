// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.transaction.Transactions;
import io.github.cachex.core.transaction.Transactions.State;
import io.github.cachex.core.transaction.Transactions.Transaction;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What an engine's transactions have put off until they are committed. Thread-safe. */
final class Deferrals {
    private final Transactions transactions;
    /** How many transactions have put anything off, so that where none has, nobody asks which one this is. */
    private final AtomicInteger open = new AtomicInteger();

    Deferrals(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns whether any transaction may have put something off. */
    boolean areAny() {
        return open.get() != 0;
    }

    /** Returns the state of the calling thread's transaction; null if it is in none. */
    @Nullable
    State state() {
        Optional<Transaction> current = transactions.current();
        return current.isPresent() ? current.get().state() : null;
    }

    /** Returns what the calling thread's transaction has put off; null if it is in none, or has not met this engine. */
    @Nullable
    Deferred here() {
        if (!areAny()) {
            return null;
        }
        Optional<Transaction> current = transactions.current();
        return current.isPresent() && current.get().resource(this) instanceof Deferred met ? met : null;
    }

    /** Lets the calling thread's transaction meet this engine; returns null if it is in none that may be committed. */
    @Nullable
    Deferred meet() {
        Transaction current = transactions.current().orElse(null);
        if (current == null || current.state() != State.OPEN) {
            return null;
        }
        if (current.resource(this) instanceof Deferred met) {
            return met;
        }
        Deferred met = new Deferred(open::decrementAndGet);
        // Before it is told of: it may end at any time.
        open.incrementAndGet();
        if (current.enlist(this, met, met::ended)) {
            return met;
        }
        open.decrementAndGet();
        return null;
    }
}
