// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Listens through the application's client, on one connection of its pool. A beat is a message to this JVM's own channel, sent
 * through the pool: Jedis's subscriber does not stand pings in RESP3.
 *
 * <p>The connection of a client with one pool can be cut. Other clients do not show theirs: if it hangs, so does the listening
 * thread, until the connection breaks.
 */
final class ApplicationSubscriber implements Subscriber {
    /** What a beat begins with on the own channel, as no key does. */
    private static final byte BEAT = 0;

    private final UnifiedJedis jedis;
    private volatile @Nullable Events events;
    private volatile @Nullable Connection connection;
    private volatile boolean hungUp;

    ApplicationSubscriber(UnifiedJedis jedis) {
        this.jedis = jedis;
    }

    @Override
    public void listen(String home, SubscriptionListener listener) {
        Events listening = new Events(home, listener);
        events = listening;
        byte[] first = Scripts.bytes(home);
        if (jedis instanceof RedisClient client) {
            try (Connection borrowed = client.getPool().getResource()) {
                listen(borrowed, listening, first);
            }
        } else {
            jedis.subscribe(listening, first);
        }
    }

    private void listen(Connection borrowed, Events listening, byte[] first) {
        connection = borrowed;
        try {
            if (!hungUp) {
                listening.proceed(borrowed, first);
            }
        } finally {
            // However this ended, the connection may still be subscribed, and nobody else may have it.
            borrowed.setBroken();
        }
    }

    @Override
    public void subscribe(Collection<String> channels) {
        Events listening = events;
        if (listening != null && !hungUp) {
            listening.subscribe(channels.stream().map(Scripts::bytes).toArray(byte[][]::new));
        }
    }

    @Override
    public void unsubscribe(String channel) {
        Events listening = events;
        if (listening != null && !hungUp) {
            listening.unsubscribe(new byte[][] {Scripts.bytes(channel)});
        }
    }

    @Override
    public void beat(String text) {
        Events listening = events;
        if (listening != null && !hungUp) {
            jedis.publish(Scripts.bytes(listening.home), Scripts.bytes((char) BEAT + text));
        }
    }

    /** How long its connections live is the application's to say. */
    @Override
    public boolean isOver() {
        return false;
    }

    @Override
    public void hangUp() {
        hungUp = true;
        Connection borrowed = connection;
        Events listening = events;
        try {
            if (borrowed != null) {
                borrowed.forceDisconnect();
            } else if (listening != null && listening.isSubscribed()) {
                listening.unsubscribe();
            }
        } catch (IOException | JedisException e) {
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
                listener.beaten(text(message).substring(1));
            } else {
                listener.message(name, message);
            }
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
