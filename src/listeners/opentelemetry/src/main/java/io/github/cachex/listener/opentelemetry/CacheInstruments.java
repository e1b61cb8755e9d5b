// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.opentelemetry;

import io.github.cachex.CacheMetric;
import io.github.cachex.CacheStats;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The observable instruments of all caches: one look at the counters of a cache for each collection. Thread-safe. */
final class CacheInstruments implements AutoCloseable {
    private final Meter meter;
    private final List<Instrument> instruments;
    private final Map<String, BatchCallback> observed = new ConcurrentHashMap<>();

    CacheInstruments(Meter meter) {
        this.meter = meter;
        this.instruments = CacheMetric.ALL.stream()
                .map(metric -> new Instrument(metric, measurement(meter, metric)))
                .toList();
    }

    private record Instrument(CacheMetric metric, ObservableMeasurement measurement) {
        /** Records as the instrument was built: the SDK has one class of measurement for both kinds of numbers. */
        void record(double value, Attributes attributes) {
            if (isTime(metric)) {
                ((ObservableDoubleMeasurement) measurement).record(value, attributes);
            } else {
                ((ObservableLongMeasurement) measurement).record((long) value, attributes);
            }
        }
    }

    /** Times are fractions of seconds, all else is counted. */
    private static boolean isTime(CacheMetric metric) {
        return metric.unit().equals("s");
    }

    private record Reading(Instrument instrument, Function<CacheStats, OptionalDouble> value, Attributes attributes) {
        void record(CacheStats stats) {
            value.apply(stats).ifPresent(known -> instrument.record(known, attributes));
        }
    }

    private static ObservableMeasurement measurement(Meter meter, CacheMetric metric) {
        if (metric.kind() == CacheMetric.Kind.GAUGE) {
            var gauge = meter.gaugeBuilder(metric.name()).setUnit(metric.unit()).setDescription(metric.description());
            return isTime(metric) ? gauge.buildObserver() : gauge.ofLongs().buildObserver();
        }
        var counter = meter.counterBuilder(metric.name()).setUnit(metric.unit()).setDescription(metric.description());
        return isTime(metric) ? counter.ofDoubles().buildObserver() : counter.buildObserver();
    }

    /** Reports what {@code stats} of the cache {@code name} counts, whenever OpenTelemetry collects. */
    void observe(String name, Supplier<CacheStats> stats) {
        List<Reading> readings = new ArrayList<>();
        for (Instrument instrument : instruments) {
            for (CacheMetric.Series series : instrument.metric().series()) {
                AttributesBuilder attributes = Attributes.builder().put(CacheAttributes.NAME, name);
                series.attribute().ifPresent(own -> attributes.put(CacheAttributes.of(own.name()), own.value()));
                readings.add(new Reading(instrument, series.reading(), attributes.build()));
            }
        }
        ObservableMeasurement[] others =
                instruments.stream().skip(1).map(Instrument::measurement).toArray(ObservableMeasurement[]::new);
        BatchCallback callback = meter.batchCallback(
                () -> {
                    CacheStats now = stats.get();
                    readings.forEach(reading -> reading.record(now));
                },
                instruments.get(0).measurement(),
                others);
        BatchCallback before = observed.put(name, callback);
        if (before != null) {
            before.close();
        }
    }

    /** Reports nothing more of the cache {@code name}. */
    void forget(String name) {
        BatchCallback callback = observed.remove(name);
        if (callback != null) {
            callback.close();
        }
    }

    @Override
    public void close() {
        List.copyOf(observed.keySet()).forEach(this::forget);
    }
}
