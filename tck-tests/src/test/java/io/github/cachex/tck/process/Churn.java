// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.tck.redis.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Readers and writers of one process, until the source says that it is enough.
 *
 * <p>A writer changes the source first, then tells the cache; once that is certain it makes the version binding. A reader
 * looks up the binding version, asks the cache afterwards, and must not be given an older one.
 *
 * <p>Even slots are invalidated by every process. Odd slots belong to one writer, who also puts: two writers who put would
 * overtake each other on their own account, whatever the cache does.
 */
final class Churn {
    private static final int PROCESSES = 3;

    private final Source source;
    private final int process;
    private final Subject cache;
    private final AtomicLong stale = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong uncertain = new AtomicLong();
    private final AtomicLong puts = new AtomicLong();
    private final AtomicLong absentPuts = new AtomicLong();
    private final ConcurrentLinkedQueue<String> examples = new ConcurrentLinkedQueue<>();

    Churn(Source source, int process, Subject cache) {
        this.source = source;
        this.process = process;
        this.cache = cache;
    }

    /** Runs over {@code count} slots from {@code from} until the slot {@code from} is ended; answers what happened. */
    Order run(Order order) throws Exception {
        int from = order.number("from");
        int count = order.number("count");
        int readers = order.number("readers");
        int writers = order.number("writers");
        ExecutorService pool = Executors.newFixedThreadPool(readers + writers);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            all.add(pool.submit(() -> read(from, count)));
        }
        for (int i = 0; i < writers; i++) {
            int writer = process + PROCESSES * i;
            all.add(pool.submit(() -> write(from, count, writer, PROCESSES * writers, order.number("pause"))));
        }
        for (Future<?> one : all) {
            one.get();
        }
        pool.shutdown();
        return Order.of("ok")
                .with("stale", stale)
                .with("writes", writes)
                .with("uncertain", uncertain)
                .with("puts", puts)
                .with("absentPuts", absentPuts)
                .with("examples", examples);
    }

    private Object read(int from, int count) throws Subject.LoadException {
        while (!source.isEnded(from)) {
            int slot = from + random(count);
            long binding = source.binding(slot);
            if (random(8) == 0) {
                cache.get(slot).ifPresent(version -> judge(slot, binding, version, true, "get"));
            } else {
                boolean[] loaded = new boolean[1];
                long version = cache.fetch(slot, () -> {
                    loaded[0] = true;
                    return load(slot);
                });
                judge(slot, binding, version, !loaded[0], "fetch");
            }
        }
        return Optional.empty();
    }

    private void judge(int slot, long binding, long version, boolean hit, String how) {
        source.countRead(slot, hit);
        if (version < binding) {
            stale.incrementAndGet();
            if (examples.size() < 5) {
                examples.add(how + " of slot " + slot + " gave " + version + " after " + binding + " was binding"
                        + (hit ? "" : ", from its own load"));
            }
        }
    }

    private Long load(int slot) {
        long version = source.beginLoad(slot, process);
        // Mostly quick; now and then long enough that writes, and processes that are stopped, fall into it.
        Pause.millis(random(20) == 0 ? 20 + random(60) : random(3));
        source.endLoad(slot, process);
        return version;
    }

    private Object write(int from, int count, int writer, int writers, int pause) {
        while (!source.isEnded(from)) {
            LockSupport.parkNanos((1 + random(pause)) * 1_000_000L);
            int slot = from + random(count);
            if (slot % 2 == 0) {
                invalidate(slot);
            } else if (slot / 2 % writers == writer) {
                overwrite(slot);
            }
        }
        return Optional.empty();
    }

    private void invalidate(int slot) {
        long version = source.change(slot);
        note(slot, version, cache.invalidate(slot));
    }

    private void overwrite(int slot) {
        switch (random(3)) {
            case 0 -> invalidate(slot);
            case 1 -> {
                long version = source.change(slot);
                note(slot, version, cache.put(slot, version));
                puts.incrementAndGet();
            }
            default -> {
                invalidate(slot);
                putIfAbsent(slot, source.version(slot));
            }
        }
    }

    private void putIfAbsent(int slot, long version) {
        try {
            if (cache.putIfAbsent(slot, version)) {
                absentPuts.incrementAndGet();
                source.bind(slot, version);
            }
        } catch (CacheBackendException e) {
            uncertain.incrementAndGet();
        }
    }

    private void note(int slot, long version, boolean certain) {
        if (certain) {
            writes.incrementAndGet();
            source.bind(slot, version);
        } else {
            uncertain.incrementAndGet();
        }
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
