// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The slow source. It counts itself how often this node asked it, so that no figure is the cache's own word. */
@ApplicationScoped
public class Warehouse {
    static final long USUAL_MILLIS = 300;

    private final Map<String, AtomicLong> loads = new ConcurrentHashMap<>();
    private final AtomicInteger asking = new AtomicInteger();
    private volatile long delayMillis = USUAL_MILLIS;
    private volatile boolean broken;

    @Inject
    Nodes nodes;

    /** Returns the product, as slowly as the page wants it; throws while the page has it broken. */
    Product ask(String id) throws WarehouseException {
        Range item = Range.of(id);
        loads.computeIfAbsent(id, none -> new AtomicLong()).incrementAndGet();
        asking.incrementAndGet();
        try {
            pause();
            if (broken) {
                throw new WarehouseException(item.label());
            }
            return new Product(id, item.label(), item.category(), price(item), nodes.own(), System.currentTimeMillis());
        } finally {
            asking.decrementAndGet();
        }
    }

    void delay(long millis) {
        delayMillis = millis;
    }

    void broken(boolean isBroken) {
        broken = isBroken;
    }

    long delayMillis() {
        return delayMillis;
    }

    boolean isBroken() {
        return broken;
    }

    /** Returns how often this node asked for {@code id}. */
    long loads(String id) {
        AtomicLong count = loads.get(id);
        return count == null ? 0 : count.get();
    }

    /** Returns how often this node asked for anything. */
    long loads() {
        return loads.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** Returns how many of this node's loads are under way. */
    int asking() {
        return asking.get();
    }

    /** Up to a tenth more or less: one sees that a value is another one. */
    private static long price(Range item) {
        return item.cents() + ThreadLocalRandom.current().nextLong(-item.cents() / 10, item.cents() / 10 + 1);
    }

    private void pause() {
        try {
            Thread.sleep(delayMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
