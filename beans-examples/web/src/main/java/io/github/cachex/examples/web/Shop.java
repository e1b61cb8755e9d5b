// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where customers ask; takes the time, and notes how each answer came about. */
@ApplicationScoped
public class Shop {
    private final AtomicInteger askers = new AtomicInteger();

    @Inject
    Catalogue catalogue;

    @Inject
    Counters counters;

    @Inject
    Warehouse warehouse;

    @Inject
    Nodes nodes;

    Answer ask(String id) {
        askers.incrementAndGet();
        counters.begin();
        long start = System.nanoTime();
        Product product = null;
        try {
            product = catalogue.find(id);
        } catch (WarehouseException e) {
            // Nothing stale was there to stand in; the answer says so.
        } finally {
            askers.decrementAndGet();
        }
        return answer(product, counters.end(), Duration.ofNanos(System.nanoTime() - start));
    }

    private Answer answer(@Nullable Product product, Set<Happening> happened, Duration took) {
        Happening best = product == null
                ? Happening.FAILED
                : happened.stream()
                        // A load that failed is the reason for a stale value, not the answer.
                        .filter(happening -> happening != Happening.FAILED)
                        .findFirst()
                        // Nothing is told where caching is switched off: the warehouse was asked.
                        .orElse(Happening.LOADED);
        return new Answer(nodes.own(), product, best.name(), took.toMillis());
    }

    /** Returns how many callers wait right now for what others load, on this node or another. */
    int waiting() {
        return Math.max(0, askers.get() - warehouse.asking());
    }
}
