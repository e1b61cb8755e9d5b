// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.micrometer;

import io.github.cachex.CacheStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The meters that Micrometer has for caches of any make, under its names. */
final class StandardMeters {
    private final MeterRegistry registry;
    private final Supplier<CacheStats> stats;
    private final List<Meter> bound = new ArrayList<>();

    private StandardMeters(MeterRegistry registry, Supplier<CacheStats> stats) {
        this.registry = registry;
        this.stats = stats;
    }

    /** Registers those of which {@code now} knows the figure, and returns them. */
    static List<Meter> bind(MeterRegistry registry, Tags tags, Supplier<CacheStats> stats, CacheStats now) {
        StandardMeters meters = new StandardMeters(registry, stats);
        meters.counter("cache.gets", tags.and("result", "hit"), "Values asked for that were found", CacheStats::hits);
        meters.counter(
                "cache.gets", tags.and("result", "miss"), "Values asked for that were not found", CacheStats::misses);
        meters.counter("cache.puts", tags, "Values stored", CacheStats::stored);
        if (now.evictions().isPresent()) {
            meters.counter("cache.evictions", tags, "Entries that the backend evicted", known(CacheStats::evictions));
        }
        if (now.entries().isPresent()) {
            meters.gauge("cache.size", tags, "Entries in the backend", known(CacheStats::entries));
        }
        return meters.bound;
    }

    private static ToDoubleFunction<CacheStats> known(Function<CacheStats, OptionalLong> figure) {
        return stats -> figure.apply(stats).orElse(0);
    }

    private void counter(String name, Tags tags, String description, ToDoubleFunction<CacheStats> figure) {
        bound.add(FunctionCounter.builder(name, stats, source -> figure.applyAsDouble(source.get()))
                .tags(tags)
                .description(description)
                .register(registry));
    }

    private void gauge(String name, Tags tags, String description, ToDoubleFunction<CacheStats> figure) {
        bound.add(Gauge.builder(name, stats, source -> figure.applyAsDouble(source.get()))
                .tags(tags)
                .description(description)
                .register(registry));
    }
}
