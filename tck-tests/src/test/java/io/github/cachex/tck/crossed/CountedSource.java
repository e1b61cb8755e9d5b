// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.crossed;

import io.github.cachex.testkit.Barrier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is behind the caches: it counts the loads of each id, and can be changed, held and broken. Thread-safe. */
final class CountedSource {
    private final ConcurrentMap<String, Item> items = new ConcurrentHashMap<>();
    private final boolean empty;

    /** Creates one that has no values if {@code empty}. */
    CountedSource(boolean empty) {
        this.empty = empty;
    }

    /** What a load ends with that fails. */
    static final class SourceDown extends Exception {
        private static final long serialVersionUID = 1;

        SourceDown() {
            super("source down");
        }
    }

    private static final class Item {
        private final AtomicInteger version = new AtomicInteger(1);
        private final AtomicInteger loads = new AtomicInteger();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicReference<@Nullable Barrier> gate = new AtomicReference<>();
        private volatile boolean broken;
        private volatile boolean holdsAll;
    }

    private Item item(String id) {
        return items.computeIfAbsent(id, none -> new Item());
    }

    /** Loads {@code id}: what it is when the load begins. */
    @Nullable
    List<String> load(String id) throws SourceDown {
        Item item = item(id);
        List<String> value = now(id);
        boolean broken = item.broken;
        item.loads.incrementAndGet();
        item.most.accumulateAndGet(item.running.incrementAndGet(), Math::max);
        try {
            Barrier gate = item.holdsAll ? item.gate.get() : item.gate.getAndSet(null);
            if (gate != null) {
                gate.arrive();
            }
            if (broken) {
                throw new SourceDown();
            }
            return value;
        } finally {
            item.running.decrementAndGet();
        }
    }

    /** Returns the value of {@code id} now. */
    @Nullable
    List<String> now(String id) {
        return empty ? null : new ArrayList<>(List.of(id, "version " + item(id).version));
    }

    /** Holds the next load of {@code id} until the barrier is opened. */
    Barrier holdNext(String id) {
        return hold(id, false);
    }

    /** Holds all loads of {@code id} until the barrier is opened. */
    Barrier holdAll(String id) {
        return hold(id, true);
    }

    private Barrier hold(String id, boolean all) {
        Barrier gate = new Barrier();
        Item item = item(id);
        item.holdsAll = all;
        item.gate.set(gate);
        return gate;
    }

    void change(String id) {
        item(id).version.incrementAndGet();
    }

    void breakDown(String id, boolean broken) {
        item(id).broken = broken;
    }

    int loads(String id) {
        return item(id).loads.get();
    }

    boolean isLoading(String id) {
        return item(id).running.get() > 0;
    }

    /** Returns the most loads of {@code id} that ever ran at once. */
    int mostAtOnce(String id) {
        return item(id).most.get();
    }
}
