// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.transaction;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the transaction that the calling thread is in, whoever manages it. Thread-safe. */
@FunctionalInterface
public interface Transactions {
    /** For where there are none. */
    Transactions NONE = Optional::empty;

    /**
     * Returns the transaction of the calling thread; empty if there is none, or one that has been committed. Asked on every
     * miss and write, so it is quick; never throws.
     */
    Optional<Transaction> current();

    /** The transaction of the calling thread. Used on that thread alone, right after it was asked for. */
    interface Transaction {
        /** Returns what has become of it so far. */
        State state();

        /** Returns what was kept under {@code key} in this transaction; null if nothing was. */
        @Nullable
        Object resource(Object key);

        /**
         * Keeps {@code resource} under {@code key} until the transaction ends, and tells {@code listener} then, once, on
         * whatever thread ends it; returns whether it will. It will not where the transaction cannot be committed any more.
         */
        boolean enlist(Object key, Object resource, Consumer<Ending> listener);
    }

    /** What has become of a transaction so far. */
    enum State {
        /** It may be committed. */
        OPEN,
        /** It goes on, and will be rolled back. */
        DOOMED,
        /** It was rolled back, or is being so, while its thread is still in it. */
        ROLLED_BACK
    }

    /** How a transaction ended. */
    enum Ending {
        /** All of it took effect. */
        COMMITTED,
        /** Nothing of it did. */
        ROLLED_BACK,
        /** Nobody can tell, or a part of it did. */
        UNKNOWN
    }
}
