// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Two processes around one slot. The reader holds its value and says so; the writer changes the source and tells the cache, each
 * round in another way; the reader asks until it is given the new version. Both ask on, and must not be given the old one again.
 */
public final class Coherence {
    /** How often each asks again after it saw the new version. */
    private static final int AGAIN = 20;

    /** How often a reader asks for what it should hold, at most: until it trusts its link once more, a minute long. */
    private static final int ASKED = 60_000;

    private final Source source;
    private final int process;
    private final CacheHandler cache;
    private final NearHits nearHits;
    private final int slot;
    private final int rounds;
    private final CacheKey<Long> key;
    private final CacheOptions options;

    public Coherence(Source source, int process, CacheHandler cache, NearHits nearHits, Order order) {
        this.source = source;
        this.process = process;
        this.cache = cache;
        this.nearHits = nearHits;
        this.slot = order.number("slot");
        this.rounds = order.number("rounds");
        this.key = CacheKey.of(FencedCache.id(slot), Long.class);
        this.options = CacheOptions.ttl("10m").tags("slots", "slot-" + slot);
    }

    /** What the two processes answered. */
    public record Answers(Order written, Order read) {}

    /** Lets the processes of {@code cluster} play {@code rounds} rounds on the cache {@code coherent}, after some that load the classes. */
    public static Answers run(Cluster cluster, int rounds) {
        play(cluster, 25);
        return play(cluster, rounds);
    }

    private static Answers play(Cluster cluster, int rounds) {
        begin(cluster, rounds);
        return new Answers(
                cluster.workers().get(0).answer(), cluster.workers().get(1).answer());
    }

    /**
     * Lets the first process of {@code cluster} write and the second read, for {@code rounds} rounds, and returns the slot of which they
     * do; what they answer is to be awaited.
     */
    public static int begin(Cluster cluster, int rounds) {
        int slot = cluster.freshSlot();
        cluster.source().change(slot);
        Order order = Order.of("coherence")
                .with("name", "coherent")
                .with("slot", slot)
                .with("rounds", rounds);
        cluster.workers().get(1).tell(order.with("role", "read"));
        cluster.workers().get(0).tell(order.with("role", "write"));
        return slot;
    }

    private long ask() {
        return cache.<Long, RuntimeException>fetch(key, options, () -> source.beginLoad(slot, process));
    }

    /** Changes the source and drops what is cached, once in each round; answers how often it was then given an old version. */
    public Order write() {
        long old = 0;
        for (int round = 1; round <= rounds; round++) {
            ask();
            await(round);
            long version = source.change(slot);
            long began = System.nanoTime();
            drop(round, version);
            for (int i = 0; i < AGAIN; i++) {
                old += ask() < version ? 1 : 0;
            }
            source.bind(slot, version, began);
        }
        return Order.of("ok").with("old", old);
    }

    private void await(int round) {
        while (source.ready(slot) < round) {
            LockSupport.parkNanos(50_000);
        }
    }

    private void drop(int round, long version) {
        switch (round % 5) {
            case 0 -> cache.put(key, version, options);
            case 1 -> cache.invalidate(key.id());
            case 2 -> cache.invalidateTags("slot-" + slot);
            case 3 -> cache.invalidateMatching("sl?t:" + slot + "*");
            default -> cache.clear();
        }
    }

    /** Asks in each round until it is given the new version; answers how long that took. */
    public Order read() {
        long[] delays = new long[rounds];
        long near = 0;
        long old = 0;
        for (int round = 1; round <= rounds; round++) {
            near += holds() ? 1 : 0;
            long version = source.version(slot) + 1;
            source.ready(slot, round);
            while (ask() < version) {
                LockSupport.parkNanos(20_000);
            }
            long seen = System.nanoTime();
            for (int i = 0; i < AGAIN; i++) {
                old += ask() < version ? 1 : 0;
            }
            while (source.binding(slot) < version) {
                LockSupport.parkNanos(20_000);
            }
            delays[round - 1] = seen - source.bound(slot, version);
        }
        Arrays.sort(delays);
        return Order.of("ok")
                .with("near", near)
                .with("old", old)
                .with("p50", micros(delays[rounds / 2]))
                .with("p99", micros(delays[rounds * 99 / 100]))
                .with("most", micros(delays[rounds - 1]));
    }

    /** Asks until the value comes out of this JVM's memory, but not for ever. */
    private boolean holds() {
        for (int i = 0; i < ASKED; i++) {
            long before = nearHits.count();
            ask();
            if (nearHits.count() > before) {
                return true;
            }
            LockSupport.parkNanos(i < 50 ? 100_000 : 1_000_000);
        }
        return false;
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }
}
