// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.CacheHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Fills of one process, and changes that race them. Slot after slot, every process at the same time: one thread asks for a value
 * that is in Redis and not here, another changes the source and tells the cache. When all is over, whoever still is given an old
 * value will be for as long as it is kept.
 */
public final class FillRace {
    private static final int PROCESSES = 2;

    private final Source source;
    private final int process;
    private final Subject cache;
    private final int from;
    private final int count;

    public FillRace(Source source, int process, Subject cache, Order order) {
        this.source = source;
        this.process = process;
        this.cache = cache;
        this.from = order.number("from");
        this.count = order.number("count");
    }

    /** What races the fills. */
    public enum Change {
        /** The value is dropped, by the processes in turn: a second time would heal what the first has done. */
        INVALIDATE,
        /** Every process puts another. */
        PUT
    }

    /** Opens the cache that {@code order} names, with the near cache that it asks for. */
    public static Subject subject(Order order) {
        CacheHandler.Builder builder = WorkerMain.builder(order).serializer(new SlowReads());
        return switch (order.text("race")) {
            case "METHOD" -> new MethodLike(new FencedCache(builder), WorkerMain.settings(order));
            case "UNGUARDED" ->
                new UnguardedNear(
                        new FencedCache(builder.property("cachex.near.enabled", "false")),
                        order.text("name"),
                        WorkerMain.settings(order));
            default -> new FencedCache(builder);
        };
    }

    /** Does the step that {@code order} names. */
    public Order step(Order order) throws Exception {
        return switch (order.text("step")) {
            case "prepare" -> prepare();
            case "race" -> race(order);
            case "judge" -> judge(order.large("patience"));
            default -> throw new IllegalArgumentException("no step " + order.text("step"));
        };
    }

    /** Puts the present version of every slot into Redis. */
    private Order prepare() {
        for (int slot = from; slot < from + count; slot++) {
            if (!cache.put(slot, source.version(slot))) {
                throw new IllegalStateException("slot " + slot + " could not be put");
            }
        }
        return Order.of("ok");
    }

    /** Races over all slots, {@code gap} ns for each, from the nanosecond {@code at} on. */
    private Order race(Order order) throws Exception {
        long at = order.large("at");
        long gap = order.large("gap");
        Change change = Change.valueOf(order.text("change"));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CountDownLatch there = new CountDownLatch(2);
        List<Future<?>> both = List.of(
                threads.submit(() -> each(there, at, gap, slot -> cache.fetch(slot, () -> load(slot)))),
                threads.submit(() -> each(there, at, gap, slot -> change(slot, change))));
        for (Future<?> one : both) {
            one.get();
        }
        threads.shutdown();
        return Order.of("ok");
    }

    private interface Act {
        void on(int slot) throws Subject.LoadException;
    }

    private long each(CountDownLatch there, long at, long gap, Act act) throws Exception {
        there.countDown();
        there.await();
        for (int i = 0; i < count; i++) {
            long mine = at + i * gap + ThreadLocalRandom.current().nextLong(gap);
            for (long left = mine - System.nanoTime(); left > 0; left = mine - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            act.on(from + i);
        }
        return count;
    }

    private Long load(int slot) {
        long version = source.beginLoad(slot, process);
        source.endLoad(slot, process);
        return version;
    }

    private void change(int slot, Change change) {
        if (change == Change.INVALIDATE && slot % PROCESSES != process) {
            return;
        }
        long version = source.change(slot);
        boolean certain = change == Change.PUT ? cache.put(slot, version) : cache.invalidate(slot);
        if (!certain) {
            throw new IllegalStateException("slot " + slot + " could not be changed");
        }
    }

    /** Answers for how many slots this process is given another version than the binding one, after {@code patience} ms still. */
    private Order judge(long patience) throws Subject.LoadException {
        List<Integer> wrong = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
        for (int slot = from; slot < from + count; slot++) {
            // What is on its way to this process may take a moment.
            while (ask(slot) != source.binding(slot) && System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
            }
            if (ask(slot) != source.binding(slot)) {
                wrong.add(slot);
            }
        }
        return Order.of("ok").with("wrong", wrong.size());
    }

    private long ask(int slot) throws Subject.LoadException {
        return cache.fetch(slot, () -> load(slot));
    }
}
