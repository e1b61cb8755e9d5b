// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Listens through the application's client, on one connection of its pool. There is no heartbeat: a dead connection shows
 * when its client notices, and until then those who wait ask by themselves.
 */
final class HandedInSubscriber implements Subscriber {
    private final UnifiedJedis jedis;
    private @Nullable Events listening;
    private boolean hungUp;

    HandedInSubscriber(UnifiedJedis jedis) {
        this.jedis = jedis;
    }

    @Override
    public void listen(Collection<String> channels, Runnable subscribed, Consumer<String> message) {
        try {
            jedis.subscribe(new Events(channels.size(), subscribed, message), channels.toArray(String[]::new));
        } finally {
            end();
        }
    }

    /** Notes that there is something to hang up, unless that has been asked for already. */
    private synchronized boolean begin(Events events) {
        listening = hungUp ? null : events;
        return !hungUp;
    }

    private synchronized void end() {
        listening = null;
    }

    @Override
    public synchronized void hangUp() {
        hungUp = true;
        if (listening != null) {
            try {
                listening.unsubscribe();
            } catch (JedisException e) {
                // Its connection broke, which ends it too.
            }
        }
    }

    private final class Events extends JedisPubSub {
        private final int channels;
        private final Runnable subscribed;
        private final Consumer<String> message;

        Events(int channels, Runnable subscribed, Consumer<String> message) {
            this.channels = channels;
            this.subscribed = subscribed;
            this.message = message;
        }

        @Override
        public void onSubscribe(String channel, int count) {
            if (count == channels) {
                if (begin(this)) {
                    subscribed.run();
                } else {
                    unsubscribe();
                }
            }
        }

        @Override
        public void onMessage(String channel, String text) {
            message.accept(text);
        }
    }
}
