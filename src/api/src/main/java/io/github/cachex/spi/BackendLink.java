// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

/**
 * How the JVMs that share a backend hear of each other's writes at once. Thread-safe.
 *
 * <p>What an implementation must keep is tested by {@code LinkContract}.
 */
public interface BackendLink {
    /**
     * Begins to listen for {@code listener}, for the caches that it then joins. Connects in the background, again and again
     * where that fails, and never throws because the backend is sick.
     */
    LinkSession open(LinkListener listener);

    /**
     * Returns whether other JVMs are told what this one changes in {@code cache}. False from the first change on that was made but
     * could not be told, for want of a right for example, until that is over: then whoever changes something also makes a mark,
     * which others look for at each heartbeat. Quick; never throws.
     */
    default boolean announces(CacheSpace cache) {
        return true;
    }

    /**
     * Returns whether it tells of the keys that other JVMs change, and not of marks alone: only then does a JVM keep values of its own.
     * Always the same.
     */
    default boolean tellsChanges() {
        return true;
    }

    /** What one listener has joined. Thread-safe. */
    interface LinkSession extends AutoCloseable {
        /** Begins to hear of {@code cache}; {@link LinkListener#joined} tells when. Joining again does nothing. */
        void join(CacheSpace cache);

        /**
         * Asks for a sign of life over the very connection on which messages arrive, so that all that was sent before it has
         * arrived when it does. Answered, if at all, by {@link LinkListener#alive}. Quick; never throws.
         */
        void beat();

        /** Stops listening. Calling it again does nothing. */
        @Override
        void close();
    }

    /**
     * Hears what happens in caches. Called on the backend's own thread, one call at a time and in the order of the backend,
     * so an implementation is quick, does not block, does not throw and completes nobody's future.
     */
    interface LinkListener {
        /**
         * From now on every message about {@code cache} arrives, until {@link #disconnected}. Messages may have been missed
         * before. Called again after each reconnection.
         */
        void joined(CacheSpace cache);

        /** The connection broke: nothing is heard until {@link #joined} is called again. */
        void disconnected();

        /**
         * A {@link LinkSession#beat} was answered; all messages that the backend sent before {@code sentAt} have arrived.
         *
         * @param sentAt when it was sent, by {@link System#nanoTime}
         */
        void alive(long sentAt);

        /** The entry of {@code id} was written, removed or expired by anyone, this JVM included; but not stored under a lease. */
        void changed(CacheSpace cache, String id);

        /** Marks were made by anyone, this JVM included. */
        void marked(CacheSpace cache, TagState state);

        /** Something about {@code cache} was said that is not understood here: anything may have changed. */
        void unknown(CacheSpace cache);
    }
}
