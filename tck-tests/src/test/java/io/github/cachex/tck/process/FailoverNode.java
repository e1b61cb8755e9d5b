// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.bootstrap.CachexExtension;
import io.github.cachex.tck.redis.Pause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
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
 * An application on Weld SE under load: threads that call an annotated method, and one that changes the source and invalidates. What
 * callers were given is held against what was binding when they asked. Times count once the slot {@code from} is started: until then
 * classes are loaded. One per process.
 */
final class FailoverNode {
    private static final int EXAMPLES = 1_000;
    private static Source source;
    private static int process;

    private final int from;
    private final int count;
    private final int readers;
    /** What takes longer, in ns, is counted. */
    private final long quick;

    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong slow = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final ConcurrentLinkedQueue<String> examples = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> stale = new ConcurrentLinkedQueue<>();
    private long writes;
    private long queued;
    /** The longest time from one applied invalidation to the next, and its end. */
    private long gap;

    private FailoverNode(Order order) {
        from = order.number("from");
        count = order.number("count");
        readers = order.number("readers");
        quick = order.large("quick");
    }

    /** Works until the slot {@code from} is ended; answers what happened. */
    static Order run(Source source, int process, Order order) throws Exception {
        FailoverNode.source = source;
        FailoverNode.process = process;
        WorkerMain.settings(order).forEach(System::setProperty);
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new CachexExtension())
                .addBeanClasses(Versions.class)
                .initialize()) {
            return new FailoverNode(order).work(container.select(Versions.class).get());
        }
    }

    private Order work(Versions versions) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(readers + 1);
        List<Future<?>> all = new ArrayList<>();
        all.add(pool.submit(() -> write(versions)));
        for (int i = 0; i < readers; i++) {
            all.add(pool.submit(() -> read(versions)));
        }
        for (Future<?> one : all) {
            one.get();
        }
        pool.shutdown();
        return Order.of("ok")
                .with("longest", longest)
                .with("slow", slow)
                .with("failures", failures)
                .with("stale", String.join(" ", stale))
                .with("writes", writes)
                .with("queued", queued)
                .with("gap", gap)
                .with("examples", examples);
    }

    private Object read(Versions versions) {
        while (!source.isEnded(from)) {
            int slot = from + ThreadLocalRandom.current().nextInt(count);
            long binding = source.binding(slot);
            long bound = binding == 0 ? 0 : source.bound(slot, binding);
            long began = System.nanoTime();
            try {
                long version = versions.of(slot);
                noteTime(System.nanoTime() - began);
                source.countRead(slot, false);
                if (version < binding && stale.size() < EXAMPLES) {
                    stale.add(bound + ":" + slot + "=" + version + "<" + binding);
                }
            } catch (RuntimeException e) {
                failures.incrementAndGet();
                examples.add(String.valueOf(e));
            }
            LockSupport.parkNanos(500_000);
        }
        return Optional.empty();
    }

    private void noteTime(long nanos) {
        if (source.isStarted(from)) {
            longest.accumulateAndGet(nanos, Math::max);
            slow.addAndGet(nanos > quick ? 1 : 0);
        }
    }

    /** Changes slots of its own, so that each has one writer. */
    private Object write(Versions versions) {
        long last = System.nanoTime();
        while (!source.isEnded(from)) {
            int slot = from + process + 3 * ThreadLocalRandom.current().nextInt(count / 3);
            long version = source.change(slot);
            if (versions.invalidate(slot)) {
                long now = System.nanoTime();
                source.bind(slot, version, now);
                source.ready(from + process, ++writes);
                gap = source.isStarted(from) ? Math.max(gap, now - last) : 0;
                last = now;
            } else {
                queued++;
            }
            LockSupport.parkNanos(3_000_000);
        }
        return Optional.empty();
    }

    /** The slow thing. */
    @ApplicationScoped
    public static class Versions {
        @Inject
        @Cachex("failover")
        CacheHandler cache;

        /** Loads the version of {@code slot}. */
        @CachexFetch(cache = "failover", key = "slot:{0}")
        public long of(int slot) {
            long version = source.beginLoad(slot, process);
            Pause.millis(2);
            source.endLoad(slot, process);
            return version;
        }

        boolean invalidate(int slot) {
            return cache.invalidate(FencedCache.id(slot)).isApplied();
        }
    }
}
