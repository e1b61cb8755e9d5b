// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * How old a value is served as fresh. One process changes the source and drops what is cached, again and again, and notes when
 * that was done; another reads all the while, and holds what it is given against that.
 */
public final class Ageing {
    private final Source source;
    private final int process;
    private final Order order;
    private final int from;

    public Ageing(Source source, int process, Order order) {
        this.source = source;
        this.process = process;
        this.order = order;
        this.from = order.number("from");
    }

    /** What is changed and read: the slots that follow the first one, which says when it is enough. */
    public enum Way {
        /** Dropped by id, kept in the reader's memory. */
        NEAR_BY_ID(true, false),
        /** Dropped by tag, kept in the reader's memory. */
        NEAR_BY_TAG(true, true),
        /** Dropped by tag, read from Redis. */
        REDIS_BY_TAG(false, true);

        private final boolean near;
        private final boolean tag;

        Way(boolean near, boolean tag) {
            this.near = near;
            this.tag = tag;
        }

        int slot(int from) {
            return from + 1 + ordinal();
        }

        /** Opens a cache for this way alone: a look at the marks after a drop by tag would also clear what was dropped by id. */
        private CacheHandler open(Order order, NearHits nearHits) {
            return WorkerMain.builder(order)
                    .name(order.text("name") + "-" + ordinal())
                    .property("cachex.near.enabled", String.valueOf(near))
                    .listener(nearHits)
                    .build();
        }

        private CacheKey<Long> key(int from) {
            return CacheKey.of(FencedCache.id(slot(from)), Long.class);
        }

        private CacheOptions options(int from) {
            return CacheOptions.ttl("10m").tags("slot-" + slot(from));
        }
    }

    /** Changes and drops until it is enough; answers how often. */
    public Order write() throws Exception {
        return Order.of("ok")
                .with(
                        "drops",
                        each(this::write).stream().mapToLong(Long::longValue).sum());
    }

    private long write(Way way) {
        int slot = way.slot(from);
        long drops = 0;
        try (CacheHandler cache = way.open(order, new NearHits())) {
            while (!source.isEnded(from)) {
                long version = source.change(slot);
                boolean applied = (way.tag
                                ? cache.invalidateTags("slot-" + slot)
                                : cache.invalidate(FencedCache.id(slot)))
                        .isApplied();
                // One that waits for Redis to recover binds this process alone.
                if (applied) {
                    source.bind(slot, version, System.nanoTime());
                    drops++;
                }
                LockSupport.parkNanos(order.large("pause") * 1_000_000);
            }
        }
        return drops;
    }

    private interface Act<T> {
        T of(Way way);
    }

    private static <T> List<T> each(Act<T> act) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Way.values().length);
        List<Future<T>> all = new ArrayList<>();
        for (Way way : Way.values()) {
            all.add(threads.submit(() -> act.of(way)));
        }
        List<T> answers = new ArrayList<>();
        for (Future<T> one : all) {
            answers.add(one.get());
        }
        threads.shutdown();
        return answers;
    }

    /** Reads until it is enough; answers how old the oldest value was, in ns, and when one older than {@code young} ms was seen last. */
    public Order read() throws Exception {
        List<Seen> all = each(this::read);
        Order answer = Order.of("ok");
        for (Way way : Way.values()) {
            Seen seen = all.get(way.ordinal());
            answer = answer.with("oldest:" + way, seen.oldest)
                    .with("reads:" + way, seen.reads)
                    .with("hits:" + way, seen.hits)
                    .with("near:" + way, seen.near);
        }
        return answer.with("last", all.stream().mapToLong(Seen::last).max().orElseThrow());
    }

    private record Seen(long oldest, long last, long reads, long hits, long near) {}

    private Seen read(Way way) {
        NearHits nearHits = new NearHits();
        try (CacheHandler cache = way.open(order, nearHits)) {
            return read(way, cache, nearHits);
        }
    }

    /** However long it takes: what is changed no more is right in the end. */
    private void awaitTheNewest(Way way, CacheHandler cache) {
        Awaitility.await("the newest " + way)
                .atMost(Duration.ofMinutes(1))
                .until(() -> cache.<Long, RuntimeException>fetch(
                                way.key(from), way.options(from), () -> source.beginLoad(way.slot(from), process))
                        >= source.binding(way.slot(from)));
    }

    private Seen read(Way way, CacheHandler cache, NearHits nearHits) {
        CacheKey<Long> key = way.key(from);
        CacheOptions options = way.options(from);
        long young = order.large("young") * 1_000_000;
        long oldest = 0;
        long last = 0;
        long reads = 0;
        long loads = 0;
        while (!source.isEnded(from)) {
            boolean[] loaded = new boolean[1];
            long asked = System.nanoTime();
            // Before the read: what becomes binding during it does not concern it.
            long binding = source.binding(way.slot(from));
            long version = cache.<Long, RuntimeException>fetch(key, options, () -> {
                loaded[0] = true;
                return source.beginLoad(way.slot(from), process);
            });
            long age = version < binding ? source.age(way.slot(from), version, asked) : 0;
            oldest = Math.max(oldest, age);
            last = age > young ? asked : last;
            reads++;
            loads += loaded[0] ? 1 : 0;
            LockSupport.parkNanos(200_000);
        }
        awaitTheNewest(way, cache);
        return new Seen(oldest, last, reads, reads - loads, nearHits.count());
    }
}
