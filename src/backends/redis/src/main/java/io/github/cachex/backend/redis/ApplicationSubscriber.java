// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Listens through the application's client, on one of its connections. A beat is a message to this JVM's own channel, sent as any
 * command is: Jedis's subscriber does not stand pings in RESP3.
 */
abstract class ApplicationSubscriber implements Subscriber {
    /** What a beat begins with on the own channel, as no key does. */
    private static final byte BEAT = 0;

    private static final AtomicLong LAST_NUMBER = new AtomicLong();

    private final Client client;
    /** The nodes of a cluster hand on to each other what is said to one of them, and the links on all have the same channel. */
    private final String own = (char) BEAT + "" + LAST_NUMBER.incrementAndGet() + ":";

    private volatile @Nullable Events events;
    private volatile boolean hungUp;

    ApplicationSubscriber(Client client) {
        this.client = client;
    }

    /** Subscribes {@code events} to {@code first} on a connection, and returns or throws when that ends. */
    abstract void listen(BinaryJedisPubSub events, byte[] first);

    /** Cuts the connection, and returns whether it could be cut. */
    abstract boolean cut();

    final boolean isHungUp() {
        return hungUp;
    }

    @Override
    public final void listen(String home, SubscriptionListener listener) {
        Events listening = new Events(home, listener);
        events = listening;
        listen(listening, Scripts.bytes(home));
    }

    @Override
    public final void subscribe(Collection<String> channels) {
        Events listening = events;
        if (listening != null && !hungUp) {
            listening.subscribe(channels.stream().map(Scripts::bytes).toArray(byte[][]::new));
        }
    }

    @Override
    public final void unsubscribe(String channel) {
        Events listening = events;
        if (listening != null && !hungUp) {
            listening.unsubscribe(new byte[][] {Scripts.bytes(channel)});
        }
    }

    @Override
    public void beat(String text) {
        Events listening = events;
        if (listening != null && !hungUp) {
            byte[] beat = Scripts.bytes(own + text);
            long unused = client.run(jedis -> jedis.publish(Scripts.bytes(listening.home), beat));
        }
    }

    /** How long its connections live is the application's to say. */
    @Override
    public boolean isOver() {
        return false;
    }

    @Override
    public final void hangUp() {
        hungUp = true;
        Events listening = events;
        try {
            if (!cut() && listening != null && listening.isSubscribed()) {
                listening.unsubscribe();
            }
        } catch (JedisException e) {
            // It broke by itself, which ends it too.
        }
    }

    private final class Events extends BinaryJedisPubSub {
        private final String home;
        private final SubscriptionListener listener;
        private boolean opened;

        Events(String home, SubscriptionListener listener) {
            this.home = home;
            this.listener = listener;
        }

        @Override
        public void onSubscribe(byte[] channel, int count) {
            if (!opened) {
                opened = true;
                if (hungUp) {
                    unsubscribe();
                    return;
                }
                listener.opened();
            }
            listener.subscribed(text(channel));
        }

        @Override
        public void onMessage(byte[] channel, byte[] message) {
            String name = text(channel);
            if (name.equals(home) && message.length > 0 && message[0] == BEAT) {
                String beat = text(message);
                if (beat.startsWith(own)) {
                    listener.beaten(beat.substring(own.length()));
                }
            } else {
                listener.message(name, message);
            }
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
