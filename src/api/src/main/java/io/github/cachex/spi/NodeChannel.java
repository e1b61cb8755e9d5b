// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.OptionalInt;

/**
 * How the nodes of an application, those with the same prefix and version, ask each other what they are doing. It is silent but while
 * somebody asks, and apart from what {@link BackendLink} hears: a message here touches no value. Whoever may publish may say anything on
 * it, so nothing that is heard is trusted. Thread-safe.
 */
public interface NodeChannel {
    /** No message is longer, in bytes; longer ones are neither sent nor handed on. */
    int MOST_BYTES = 131_072;

    /**
     * Begins to listen for {@code listener} to what is asked in {@code namespace}, {@code prefix:version}, along with the first cache
     * whose link is opened, or the first question that is asked here. Never throws because the backend is sick. At most one session of a
     * namespace is open at a time.
     */
    NodeSession open(String namespace, NodeListener listener);

    /** One node's place on the channel. Thread-safe. */
    interface NodeSession extends AutoCloseable {
        /** Returns the id of this JVM, 16 hexadecimal digits, of which no two nodes have the same. */
        String id();

        /**
         * Returns whether what others answer would be heard. Where it would not, begins to listen, so that it may be true soon. Quick;
         * never throws.
         */
        boolean isHeard();

        /**
         * Asks all nodes, this one among them.
         *
         * @return how many were told, where the backend says so; empty otherwise
         * @throws io.github.cachex.error.CacheBackendException when it could not be asked
         */
        OptionalInt ask(byte[] question, CallBudget budget);

        /**
         * Answers the node of {@code id} alone.
         *
         * @throws io.github.cachex.error.CacheBackendException when it could not be answered
         */
        void answer(String id, byte[] answer, CallBudget budget);

        /** Stops listening. Calling it again does nothing. */
        @Override
        void close();
    }

    /**
     * Hears what nodes say. Called on the backend's own threads, so an implementation is quick, does not block and does not throw. The
     * same message may come more than once.
     */
    interface NodeListener {
        /** A node, perhaps this one, asks all. */
        void asked(byte[] question);

        /** A node answers a question of this one. */
        void answered(byte[] answer);
    }
}
