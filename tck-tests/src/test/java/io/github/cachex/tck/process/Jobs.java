// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.error.CacheBackendException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Jobs that one process puts, and another takes away. */
public final class Jobs {
    private static final CacheOptions LOUD = CacheOptions.defaults().backendErrors(ErrorPolicy.THROW);

    private final CacheHandler cache;
    private final Order order;

    public Jobs(CacheHandler cache, Order order) {
        this.cache = cache;
        this.order = order;
    }

    private static CacheKey<String> key(int job) {
        return CacheKey.of("job" + job, String.class);
    }

    /** The job that says that no more are put. */
    public static CacheKey<String> over(int from) {
        return CacheKey.of("over" + from, String.class);
    }

    /** Puts every other job. */
    public Order put() {
        for (int job = order.number("from") + order.number("first"); job < order.number("to"); job += 2) {
            try {
                cache.put(key(job), "job " + job, LOUD);
            } catch (CacheBackendException e) {
                // Nobody knows whether it was put.
            }
        }
        return Order.of("ok");
    }

    /** Takes jobs until no more are put; answers which it was given. */
    public Order take() {
        List<Integer> taken = new ArrayList<>();
        boolean over;
        do {
            over = cache.get(over(order.number("from"))).isPresent();
            for (int job = order.number("from"); job < order.number("to"); job++) {
                if (found(job).isPresent()) {
                    taken.add(job);
                }
            }
        } while (!over);
        return Order.of("ok").with("taken", taken.toString().replaceAll("[\\[\\] ]", ""));
    }

    private Optional<String> found(int job) {
        try {
            return cache.getAndRemove(key(job));
        } catch (CacheBackendException e) {
            // Nor whether it was taken: it is not handed out here, then.
            return Optional.empty();
        }
    }
}
