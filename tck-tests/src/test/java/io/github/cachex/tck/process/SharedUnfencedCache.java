// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The control of a stampede: what one writes by hand who knows what a crowd costs. One thread of a process asks for the
 * others, and who stored a value tells those who wait for it in other processes.
 */
final class SharedUnfencedCache extends UnfencedCache {
    private static final String STORED = "unfenced:stored";

    private final ConcurrentMap<Integer, CompletableFuture<Long>> asked = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Semaphore> waiting = new ConcurrentHashMap<>();
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final Jedis subscriber;

    SharedUnfencedCache(int port, int leaseMillis, int index) {
        super(port, leaseMillis, index);
        this.subscriber = new Jedis("127.0.0.1", port, 0);
        Thread listener = new Thread(this::listen, "unfenced-listener");
        listener.setDaemon(true);
        listener.start();
        try {
            subscribed.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void listen() {
        try {
            subscriber.subscribe(
                    new JedisPubSub() {
                        @Override
                        public void onSubscribe(String channel, int count) {
                            subscribed.countDown();
                        }

                        @Override
                        public void onMessage(String channel, String slot) {
                            news(Integer.parseInt(slot)).release();
                        }
                    },
                    STORED);
        } catch (JedisException e) {
            // Closed by the test.
        }
    }

    private Semaphore news(int slot) {
        return waiting.computeIfAbsent(slot, any -> new Semaphore(0));
    }

    @Override
    public Long fetch(int slot, Load load) throws LoadException {
        CompletableFuture<Long> mine = new CompletableFuture<>();
        CompletableFuture<Long> others = asked.putIfAbsent(slot, mine);
        if (others != null) {
            return others.join();
        }
        try {
            mine.complete(super.fetch(slot, load));
        } catch (Throwable failure) {
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            asked.remove(slot);
            waiting.remove(slot);
        }
        return mine.join();
    }

    @Override
    void awaitOther(int slot) {
        try {
            if (!news(slot).tryAcquire(1, TimeUnit.SECONDS)) {
                throw new IllegalStateException("slot " + slot + " was not stored within a second");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void stored(Jedis jedis, int slot) {
        jedis.publish(STORED, String.valueOf(slot));
    }

    @Override
    public void close() {
        subscriber.close();
        super.close();
    }
}
