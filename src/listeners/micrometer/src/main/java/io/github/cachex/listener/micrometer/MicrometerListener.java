// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.micrometer;

import io.github.cachex.CacheObserver;
import io.github.cachex.CacheStats;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Gives Micrometer the figures of each cache, and how long loaders ran: {@code cache.gets} and the others that it has for caches of any
 * make, and {@code cachex.*} beside them. In no tag is a key or a value. Where CDI is, the jar on the class path is enough; elsewhere a
 * builder is given one as both:
 *
 * <pre>{@code
 * MicrometerListener metrics = MicrometerListener.of(registry);
 * CacheHandler.builder().listener(metrics).observer(metrics)
 * }</pre>
 *
 * <p>Hits cost nothing for it: figures are read from the counters of a cache when somebody reads the meters. They hold the cache weakly,
 * and are removed when it is closed. Thread-safe.
 */
public final class MicrometerListener implements CacheListener, CacheObserver, AutoCloseable {
    private final MeterRegistry registry;
    private final Tags common;
    private final Map<String, CacheMeters> meters = new ConcurrentHashMap<>();

    private MicrometerListener(MeterRegistry registry, Tags common) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.common = common;
    }

    /** Returns one that registers its meters with {@code registry}. */
    public static MicrometerListener of(MeterRegistry registry) {
        return of(registry, List.of());
    }

    /** Returns one whose meters have {@code tags} too, so that caches of the same name in one registry are told apart. */
    public static MicrometerListener of(MeterRegistry registry, Iterable<Tag> tags) {
        return new MicrometerListener(registry, Tags.of(tags));
    }

    /** Returns one that registers its meters with {@link Metrics#globalRegistry}. */
    public static MicrometerListener ofGlobal() {
        return of(Metrics.globalRegistry);
    }

    private CacheMeters meters(String cache) {
        return meters.computeIfAbsent(cache, name -> new CacheMeters(registry, common.and("cache", name)));
    }

    @Override
    public void opened(String name, Supplier<CacheStats> stats) {
        meters(name).bind(stats);
    }

    @Override
    public void closed(String name) {
        CacheMeters closed = meters.remove(name);
        if (closed != null) {
            closed.close();
        }
    }

    @Override
    public boolean wants(Class<? extends CacheEvent> type) {
        return type == CacheEvent.Loaded.class || type == CacheEvent.LoadFailed.class;
    }

    @Override
    public void on(CacheEvent event) {
        if (event instanceof CacheEvent.Loaded loaded) {
            meters(loaded.cache()).loaded(loaded.took());
        } else if (event instanceof CacheEvent.LoadFailed failed) {
            meters(failed.cache()).failed(failed.took(), failed.failure());
        }
    }

    /** Removes the meters of all caches that were not closed. */
    @Override
    public void close() {
        List.copyOf(meters.keySet()).forEach(this::closed);
    }
}
