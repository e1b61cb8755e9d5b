// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.all;

import io.github.cachex.CacheHealth;
import io.github.cachex.Caches;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;

// snippet: console
@ApplicationScoped
public class CacheConsole {
    @Inject
    Caches caches;

    /** Share of hits by cache, where it was asked for anything. */
    public Map<String, Double> hitRates() {
        Map<String, Double> rates = new TreeMap<>();
        caches.stats().forEach((name, stats) -> stats.hitRate().ifPresent(rate -> rates.put(name, rate)));
        return rates;
    }

    public boolean clear(String name) {
        return caches.find(name).map(cache -> cache.clear().isApplied()).orElse(false);
    }

    public CacheHealth health() {
        return caches.health();
    }
}
// end
