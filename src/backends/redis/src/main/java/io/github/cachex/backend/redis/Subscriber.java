// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Collection;

/** Listens to channels on one connection. Used once. What it is asked to send comes from one thread at a time. */
interface Subscriber {
    /**
     * Connects and listens until the connection breaks or {@link #hangUp} is called; then returns or throws.
     *
     * @param home a channel that is listened to all the while, this JVM's own
     * @param listener told what is heard, on the calling thread
     */
    void listen(String home, SubscriptionListener listener);

    /**
     * Asks to hear {@code channels} too, or again; answered by {@link SubscriptionListener#subscribed}. Once the listener was told {@code
     * opened}.
     */
    void subscribe(Collection<String> channels);

    /** Asks to hear {@code channel} no longer. */
    void unsubscribe(String channel);

    /** Asks for {@code text} back, so that all said before arrives before it. Returns when it is sent. */
    void beat(String text);

    /** Returns whether it has listened for so long that another should in its place, wherever the address leads by now. */
    boolean isOver();

    /** Ends {@link #listen}, from any thread and at any time. */
    void hangUp();

    /** Is told what a subscriber hears. */
    interface SubscriptionListener {
        /** Channels may be subscribed to from now on. */
        void opened();

        /** What is said on {@code channel} is heard from now on. */
        void subscribed(String channel);

        /** {@code channel} was asked for and is refused; returns whether nothing more is to be said of that. */
        default boolean refused(String channel) {
            return false;
        }

        /** Something was said on {@code channel}. */
        void message(String channel, byte[] message);

        /** A beat came back. */
        void beaten(String text);
    }
}
