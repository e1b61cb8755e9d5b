// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.event.BreakerState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A figure of a cache under the name that every metrics library is given, so that one dashboard serves them all. Read from the counters
 * of a cache whenever a library collects; nothing is done for it in between.
 *
 * @param name in lower case, its words separated by dots
 * @param kind whether it only grows
 * @param unit in UCUM: {@code s}, {@code By}, or what is counted, in braces
 * @param description what it is, in words
 * @param series its values: one, or one for each value of an attribute
 */
public record CacheMetric(String name, Kind kind, String unit, String description, List<Series> series) {
    /** Every figure, sorted by name. */
    public static final List<CacheMetric> ALL = List.of(
            gauge("cachex.backend.breaker", "{breaker}", "1 while the backend is sick: not called; else 0")
                    .with(stats -> stats.breaker() == BreakerState.OPEN ? 1 : 0),
            counter("cachex.backend.calls", "{call}", "Calls of the backend").with(CacheStats::backendCalls),
            counter("cachex.backend.failures", "{call}", "Calls of the backend that failed")
                    .with(CacheStats::backendFailures),
            counter("cachex.backend.io", "By", "Bytes of entries that the backend was asked for or given")
                    .with("direction", "read", CacheStats::bytesRead)
                    .with("direction", "write", CacheStats::bytesWritten),
            gauge("cachex.backend.latency", "s", "How long calls of the backend took in the last minutes")
                    .withQuantiles(CacheStats::backendTime),
            gauge("cachex.backend.link", "{link}", "1 while changes by other JVMs arrive at once, 0 otherwise")
                    .with(stats -> stats.linkUp() ? 1 : 0),
            gauge("cachex.backend.queue", "{invalidation}", "Invalidations that the backend has not got yet")
                    .with(CacheStats::queuedInvalidations),
            counter("cachex.backend.time", "s", "How long calls of the backend took together")
                    .with(stats -> seconds(stats.backendTime().total())),
            gauge("cachex.cache.entries", "{entry}", "Entries in the backend, where it knows")
                    .withKnown(
                            stats -> stats.entries().stream().asDoubleStream().findFirst()),
            counter("cachex.cache.evictions", "{entry}", "Entries that the backend evicted, where it knows")
                    .withKnown(
                            stats -> stats.evictions().stream().asDoubleStream().findFirst()),
            counter("cachex.cache.invalidations", "{invalidation}", "Invalidations made here")
                    .with(CacheStats::invalidations),
            counter("cachex.cache.requests", "{request}", "Values asked for, by where a fresh one was found")
                    .with("result", "near_hit", CacheStats::nearHits)
                    .with("result", "hit", CacheStats::backendHits)
                    .with("result", "miss", CacheStats::misses),
            counter("cachex.cache.stale", "{value}", "Values served past their ttl")
                    .with(CacheStats::staleServed),
            counter("cachex.cache.stores", "{value}", "Loaded and put values, by whether they were stored")
                    .with("result", "stored", CacheStats::stored)
                    .with("result", "not_stored", CacheStats::notStored),
            counter("cachex.cache.undecodable", "{entry}", "Entries that could not be read and counted as a miss")
                    .with(CacheStats::undecodable),
            counter("cachex.cache.waits", "{wait}", "Callers that waited for a load of another thread or JVM")
                    .with(CacheStats::waits),
            gauge("cachex.load.latency", "s", "How long loaders took in the last minutes")
                    .withQuantiles(CacheStats::loadTime),
            counter("cachex.load.refreshes", "{load}", "Loads in the background")
                    .with(CacheStats::refreshes),
            counter("cachex.load.runs", "{load}", "Loads that ended, by whether the loader answered")
                    .with("result", "success", CacheStats::loads)
                    .with("result", "failure", CacheStats::loadFailures),
            counter("cachex.load.time", "s", "How long loaders took together")
                    .with(stats -> seconds(stats.loadTime().total())),
            gauge("cachex.near.entries", "{entry}", "Values held in this JVM").with(CacheStats::nearEntries),
            counter("cachex.near.evictions", "{entry}", "Values that this JVM evicted for want of room")
                    .with(CacheStats::nearEvictions),
            gauge("cachex.near.size", "By", "Bytes of the entries of what this JVM holds")
                    .with(CacheStats::nearBytes));

    private static final double NANOS = 1e9;

    /** Copies {@code series}. */
    public CacheMetric {
        series = List.copyOf(series);
    }

    /** Whether a figure only grows. */
    public enum Kind {
        /** Counted since the cache was built: it only grows. */
        COUNTER,
        /** As it is now: it may fall. */
        GAUGE
    }

    /**
     * Values of a figure over time.
     *
     * @param attribute what tells it from the others of the figure; empty for the only one
     * @param reading reads the value; empty where it is not known, for such a cache always
     */
    public record Series(Optional<Attribute> attribute, Function<CacheStats, OptionalDouble> reading) {}

    /**
     * What tells a series from others of the same figure. Never a key or a value.
     *
     * @param name such as {@code result}
     * @param value such as {@code miss}
     */
    public record Attribute(String name, String value) {}

    private static CacheMetric counter(String name, String unit, String description) {
        return new CacheMetric(name, Kind.COUNTER, unit, description, List.of());
    }

    private static CacheMetric gauge(String name, String unit, String description) {
        return new CacheMetric(name, Kind.GAUGE, unit, description, List.of());
    }

    private CacheMetric with(ToDoubleFunction<CacheStats> value) {
        return withKnown(stats -> OptionalDouble.of(value.applyAsDouble(stats)));
    }

    private CacheMetric withKnown(Function<CacheStats, OptionalDouble> reading) {
        return with(new Series(Optional.empty(), reading));
    }

    private CacheMetric with(String attribute, String is, ToDoubleFunction<CacheStats> value) {
        return with(new Series(
                Optional.of(new Attribute(attribute, is)), stats -> OptionalDouble.of(value.applyAsDouble(stats))));
    }

    /** The longest counts as that which all are below. */
    private CacheMetric withQuantiles(Function<CacheStats, LatencyStats> latency) {
        return with("quantile", "0.5", stats -> seconds(latency.apply(stats).p50()))
                .with("quantile", "0.99", stats -> seconds(latency.apply(stats).p99()))
                .with("quantile", "1", stats -> seconds(latency.apply(stats).max()));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS;
    }

    private CacheMetric with(Series more) {
        return new CacheMetric(
                name,
                kind,
                unit,
                description,
                Stream.concat(series.stream(), Stream.of(more)).toList());
    }
}
