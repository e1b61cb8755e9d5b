// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.cdi.bootstrap.CachexExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntToLongFunction;

/**
 * An application on Weld SE whose cache is switched off and on while it works: threads that ask for slots, by an annotated method and by
 * the handler, and one that changes every other slot and says so in all ways there are. One per process.
 */
final class SwitchNode implements AutoCloseable {
    private static final String CACHE = "switched";
    /** How often a slot is asked for at most, a millisecond apart, until others' changes have arrived: while a link may be silent. */
    private static final int ASKED = 5_000;

    private static Source source;
    private static int process;

    private final SeContainer container;
    private final Versions versions;
    private final ExecutorService pool = Executors.newFixedThreadPool(3);
    private final List<Future<?>> working = new ArrayList<>();
    private final AtomicLong probe = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong byMethod = new AtomicLong();
    private final AtomicLong byHandler = new AtomicLong();
    /** Held shared by each call, so that whoever holds it alone knows that none is under way. */
    private final ReadWriteLock calls = new ReentrantReadWriteLock(true);

    private long nearAtTurn;

    private SwitchNode(SeContainer container) {
        this.container = container;
        this.versions = container.select(Versions.class).get();
    }

    static SwitchNode start(Source source, int process, Order order) {
        SwitchNode.source = source;
        SwitchNode.process = process;
        WorkerMain.settings(order).forEach(System::setProperty);
        return new SwitchNode(SeContainerInitializer.newInstance()
                .disableDiscovery() // the example's beans are on this class path too
                .addExtensions(new CachexExtension())
                .addBeanClasses(Versions.class, Changes.class)
                .initialize());
    }

    /**
     * Sets the configuration of {@code order}, and waits until the annotated methods cache, or until they do not; answers how many values
     * came out of this JVM's memory since the last time.
     */
    Order turn(Order order) {
        long near = versions.nearHits() - nearAtTurn;
        WorkerMain.settings(order).forEach(System::setProperty);
        boolean on = order.text("on").equals("true");
        while (isCached() != on) {
            LockSupport.parkNanos(1_000_000);
        }
        // A call that began before the turn may still count its hit.
        calls.writeLock().lock();
        try {
            nearAtTurn = versions.nearHits();
        } finally {
            calls.writeLock().unlock();
        }
        return Order.of("ok").with("near", near);
    }

    private boolean isCached() {
        long id = probe.incrementAndGet();
        return versions.probe(id).equals(versions.probe(id));
    }

    /** Begins to ask on two threads and to change on one, until the slot {@code end} is ended. */
    Order work(Order order) {
        int from = order.number("from");
        int count = order.number("count");
        int end = order.number("end");
        working.add(pool.submit(() -> read(from, count, end, versions::byMethod, byMethod)));
        working.add(pool.submit(() -> read(from, count, end, versions::byHandler, byHandler)));
        working.add(pool.submit(() -> write(from, count, end)));
        return Order.of("ok");
    }

    /** Waits for the end of the work; answers how many reads there were so far, and how many of them were given old values. */
    Order rest() throws InterruptedException, ExecutionException {
        for (Future<?> one : working) {
            one.get();
        }
        working.clear();
        return Order.of("ok").with("reads", reads).with("method", byMethod).with("handler", byHandler);
    }

    /** What this JVM has changed must be seen at once in it; what the other has, a little later. */
    private void read(int from, int count, int end, IntToLongFunction fetch, AtomicLong old) {
        while (!source.isEnded(end)) {
            int slot = from + ThreadLocalRandom.current().nextInt(count);
            long oldest = (slot - from) % 2 == process ? source.binding(slot) : 0;
            old.addAndGet(asked(fetch, slot) < oldest ? 1 : 0);
            reads.incrementAndGet();
            LockSupport.parkNanos(100_000);
        }
    }

    private long asked(IntToLongFunction fetch, int slot) {
        calls.readLock().lock();
        try {
            return fetch.applyAsLong(slot);
        } finally {
            calls.readLock().unlock();
        }
    }

    /** Changes slots of this process, so that each has one writer; counts how often it is then given what was before. */
    private void write(int from, int count, int end) {
        while (!source.isEnded(end)) {
            int slot = from + process + 2 * ThreadLocalRandom.current().nextInt(count / 2);
            long version = source.change(slot);
            versions.changed(slot, version);
            source.bind(slot, version);
            byMethod.addAndGet(asked(versions::byMethod, slot) < version ? 1 : 0);
            byHandler.addAndGet(asked(versions::byHandler, slot) < version ? 1 : 0);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Asks for each slot, which nobody changes now, until it is given the last version; answers how many never are. */
    Order check(Order order) {
        int from = order.number("from");
        int count = order.number("count");
        return Order.of("ok")
                .with("method", old(from, count, versions::byMethod))
                .with("handler", old(from, count, versions::byHandler));
    }

    private static int old(int from, int count, IntToLongFunction fetch) {
        int old = 0;
        for (int slot = from; slot < from + count; slot++) {
            int asked = 0;
            while (fetch.applyAsLong(slot) < source.binding(slot) && asked < ASKED) {
                asked++;
                LockSupport.parkNanos(1_000_000);
            }
            old += asked == ASKED ? 1 : 0;
        }
        return old;
    }

    @Override
    public void close() {
        pool.shutdownNow();
        container.close();
    }

    /** The slow thing. */
    @ApplicationScoped
    public static class Versions {
        private final AtomicLong probes = new AtomicLong();

        @Inject
        @Cachex(CACHE)
        CacheHandler cache;

        @Inject
        Changes changes;

        /** Loads the version of {@code slot}. */
        @CachexFetch(cache = CACHE, key = "slot:{0}", ttl = "1h", tags = "slot-{0}")
        public Long byMethod(int slot) {
            return load(slot);
        }

        long nearHits() {
            return cache.stats().nearHits();
        }

        long byHandler(int slot) {
            return cache.<Long, RuntimeException>fetch(key(slot), options(slot), () -> load(slot));
        }

        private static long load(int slot) {
            long version = source.beginLoad(slot, process);
            source.endLoad(slot, process);
            return version;
        }

        private static CacheKey<Long> key(int slot) {
            return CacheKey.of("slot:" + slot, Long.class);
        }

        private static CacheOptions options(int slot) {
            return CacheOptions.ttl("1h").tags("slot-" + slot);
        }

        /** Says in one of all ways that {@code slot} is in {@code version}. */
        void changed(int slot, long version) {
            switch (ThreadLocalRandom.current().nextInt(8)) {
                case 0 -> changes.invalidated(slot);
                case 1 -> changes.invalidatedByTag(slot);
                case 2 -> changes.saved(slot, version);
                case 3 -> cache.invalidate("slot:" + slot);
                case 4 -> cache.invalidateTags("slot-" + slot);
                case 5 -> cache.put(key(slot), version, options(slot));
                case 6 -> cache.refresh(key(slot), options(slot), () -> load(slot));
                default -> cache.invalidateMatching("slo?:" + slot);
            }
        }

        /** Returns another number each time it is called. */
        @CachexFetch(cache = CACHE, key = "probe:{0}")
        public Long probe(long id) {
            return probes.incrementAndGet();
        }
    }

    /** Says what has changed. */
    @ApplicationScoped
    public static class Changes {
        @CachexInvalidate(cache = CACHE, key = "slot:{0}")
        public void invalidated(int slot) {}

        @CachexInvalidate(cache = CACHE, tags = "slot-{0}")
        public void invalidatedByTag(int slot) {}

        @CachexPut(cache = CACHE, key = "slot:{0}", ttl = "1h", tags = "slot-{0}")
        public Long saved(int slot, long version) {
            return version;
        }
    }
}
