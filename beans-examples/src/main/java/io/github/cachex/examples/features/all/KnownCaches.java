// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.all;

import io.github.cachex.CacheObserver;
import io.github.cachex.CacheStats;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

// snippet: observer
@ApplicationScoped
public class KnownCaches implements CacheObserver {
    private final Map<String, Supplier<CacheStats>> caches = new ConcurrentHashMap<>();

    @Override
    public void opened(String name, Supplier<CacheStats> stats) {
        caches.put(name, stats);
    }

    @Override
    public void closed(String name) {
        caches.remove(name);
    }

    /** Reads the counters when somebody asks: a hit costs nothing more for it. */
    public Map<String, Long> loads() {
        Map<String, Long> loads = new TreeMap<>();
        caches.forEach((name, stats) -> loads.put(name, stats.get().loads()));
        return loads;
    }
}
// end
