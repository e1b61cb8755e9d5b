// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.spi.CallBudget;
import java.util.OptionalLong;

/**
 * A {@link CasStore} that tells all who listen, in every JVM, what they are to be told along with a change: in the same step, so that
 * a change is never without its message. With it a {@link CasBackend} wakes those who wait, and lets each JVM keep values of its own.
 * Messages arrive in the order of the changes to one name. Thread-safe.
 */
public interface TellingStore extends CasStore {
    /** Does what {@link #put(String, long, byte[], long, CallBudget)} does, and tells {@code message} if it succeeds. */
    OptionalLong put(String name, long expected, byte[] bytes, long goneAt, String message, CallBudget budget);

    /** Does what {@link #delete(String, long, CallBudget)} does, and tells {@code message} if it succeeds. */
    boolean delete(String name, long expected, String message, CallBudget budget);

    /** Tells {@code message}, where nothing had to be changed. */
    void tell(String message, CallBudget budget);

    /** Returns the most bytes that a message may have in UTF-8. */
    int longestMessage();

    /**
     * Begins to listen for {@code listener}. Connects in the background, again and again where that fails, and never throws because the
     * store is sick. Ends with the store.
     */
    Listening listen(Listener listener);

    /** Somebody who listens. Thread-safe. */
    interface Listening extends AutoCloseable {
        /** Has {@code task} run on the thread on which the listener is called, as soon as it listens; dropped when it never will. */
        void run(Runnable task);

        /** Asks for a sign of life over the very connection on which messages arrive; answered by {@link Listener#alive}. */
        void beat();

        /** Ends it. Calling it again does nothing. */
        @Override
        void close();
    }

    /** Is called on one thread of the store's, one call at a time; quick, does not block and does not throw. */
    interface Listener {
        /** From now on every message arrives, until {@link #disconnected}. */
        void connected();

        /** Messages may be missed from now on. */
        void disconnected();

        /** Somebody, perhaps this JVM, told {@code text}. */
        void told(String text);

        /** A beat was answered that was sent at {@code sentAt}, by {@link System#nanoTime}; all that was told before has arrived. */
        void alive(long sentAt);
    }
}
