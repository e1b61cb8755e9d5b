// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.opentelemetry;

import io.github.cachex.CacheObserver;
import io.github.cachex.CacheStats;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.LoadTracer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives OpenTelemetry the figures of each cache, how long loaders ran, and a span {@code cachex load} for each of their runs. In no
 * attribute is a key or a value. Where CDI is, the jar on the class path is enough; elsewhere a builder is given one as both:
 *
 * <pre>{@code
 * OpenTelemetryListener telemetry = OpenTelemetryListener.of(openTelemetry);
 * CacheHandler.builder().listener(telemetry).observer(telemetry)
 * }</pre>
 *
 * <p>Hits cost nothing for it: figures are read from the counters of a cache when OpenTelemetry collects. Thread-safe.
 */
public final class OpenTelemetryListener implements CacheListener, CacheObserver, AutoCloseable {
    /** The name of the meter and of the tracer. */
    public static final String SCOPE = "io.github.cachex";

    private final CacheInstruments instruments;
    private final LoadTimes loads;
    private final SpanTracer tracer;

    private OpenTelemetryListener(Meter meter, Tracer tracer) {
        this.instruments = new CacheInstruments(meter);
        this.loads = new LoadTimes(meter);
        this.tracer = new SpanTracer(tracer);
    }

    /** Returns one that reports to {@code telemetry}. */
    public static OpenTelemetryListener of(OpenTelemetry telemetry) {
        return of(telemetry.getMeter(SCOPE), telemetry.getTracer(SCOPE));
    }

    /** Returns one that reports to {@code meter} and {@code tracer}. */
    public static OpenTelemetryListener of(Meter meter, Tracer tracer) {
        return new OpenTelemetryListener(
                Objects.requireNonNull(meter, "meter"), Objects.requireNonNull(tracer, "tracer"));
    }

    /** Returns one that reports to {@link GlobalOpenTelemetry}, which must have been set before: asking for it settles what it is. */
    public static OpenTelemetryListener ofGlobal() {
        return of(GlobalOpenTelemetry.get());
    }

    @Override
    public void opened(String name, Supplier<CacheStats> stats) {
        instruments.observe(name, stats);
    }

    @Override
    public void closed(String name) {
        instruments.forget(name);
    }

    @Override
    public boolean wants(Class<? extends CacheEvent> type) {
        return type == CacheEvent.Loaded.class || type == CacheEvent.LoadFailed.class;
    }

    @Override
    public void on(CacheEvent event) {
        if (event instanceof CacheEvent.Loaded loaded) {
            loads.loaded(loaded);
        } else if (event instanceof CacheEvent.LoadFailed failed) {
            loads.failed(failed);
        }
    }

    @Override
    public Optional<LoadTracer> loadTracer() {
        return Optional.of(tracer);
    }

    /** Lets go of all caches that were not closed: nothing is reported of them any more. */
    @Override
    public void close() {
        instruments.close();
    }
}
