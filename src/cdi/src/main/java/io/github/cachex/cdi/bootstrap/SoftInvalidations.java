// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.Planner.Plans;
import io.github.cachex.core.config.Configuration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Finds soft invalidations of caches that keep nothing stale, so that their entries are simply invalidated. */
final class SoftInvalidations {
    private final Map<String, String> methods = new TreeMap<>();
    private final Set<String> stale = new HashSet<>();

    /** Notes what the method of that {@code name} asks for. */
    void add(String name, Plans plans) {
        plans.values().stream()
                .filter(plan -> !plan.settings().freshness().staleTtl().isZero())
                .forEach(plan -> stale.add(plan.cache()));
        plans.invalidations().stream().filter(plan -> plan.isSoft()).forEach(plan -> methods.put(name, plan.cache()));
    }

    void warn(Configuration configuration, Consumer<String> warnings) {
        methods.forEach((name, cache) -> {
            if (!stale.contains(cache)
                    && configuration.cache(cache).freshness().staleTtl().isZero()) {
                warnings.accept(name + ": @CachexInvalidate(soft = true), but cache '" + cache
                        + "' keeps nothing stale, so that its entries are invalidated; set stale-ttl for the cache or in"
                        + " @CachexFetch, or remove soft");
            }
        });
    }
}
