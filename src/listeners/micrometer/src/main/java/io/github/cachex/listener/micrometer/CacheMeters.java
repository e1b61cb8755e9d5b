// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.micrometer;

import io.github.cachex.CacheMetric;
import io.github.cachex.CacheMetric.Kind;
import io.github.cachex.CacheStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The meters of one cache. Thread-safe. */
final class CacheMeters implements AutoCloseable {
    private static final Map<String, String> UNITS = Map.of("s", "seconds", "By", "bytes");
    private static final String NO_ERROR = "none";

    private final MeterRegistry registry;
    private final Tags tags;
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();
    private final Map<String, Timer> loads = new ConcurrentHashMap<>();

    CacheMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    /** Reads what {@code stats}, held weakly, counts, whenever somebody reads a meter. */
    void bind(Supplier<CacheStats> stats) {
        CacheStats now = stats.get();
        for (CacheMetric metric : CacheMetric.ALL) {
            for (CacheMetric.Series series : metric.series()) {
                if (series.reading().apply(now).isPresent()) {
                    Tags own = series.attribute()
                            .map(attribute -> tags.and(attribute.name(), attribute.value()))
                            .orElse(tags);
                    meters.add(meter(metric, own, stats, series.reading()));
                }
            }
        }
        StandardMeters.bind(registry, tags, stats, now).forEach(meters::add);
    }

    private Meter meter(
            CacheMetric metric, Tags own, Supplier<CacheStats> stats, Function<CacheStats, OptionalDouble> reading) {
        String unit = UNITS.get(metric.unit());
        return metric.kind() == Kind.COUNTER
                ? FunctionCounter.builder(metric.name(), stats, source -> read(source, reading))
                        .tags(own)
                        .baseUnit(unit)
                        .description(metric.description())
                        .register(registry)
                : Gauge.builder(metric.name(), stats, source -> read(source, reading))
                        .tags(own)
                        .baseUnit(unit)
                        .description(metric.description())
                        .register(registry);
    }

    private static double read(@Nullable Supplier<CacheStats> source, Function<CacheStats, OptionalDouble> reading) {
        return source == null ? Double.NaN : reading.apply(source.get()).orElse(Double.NaN);
    }

    void loaded(Duration took) {
        timer(NO_ERROR).record(took);
    }

    void failed(Duration took, Throwable failure) {
        timer(failure.getClass().getName()).record(took);
    }

    private Timer timer(String error) {
        return loads.computeIfAbsent(error, name -> {
            Timer timer = Timer.builder("cachex.load.duration")
                    .description("How long loaders ran")
                    .tags(tags.and("error", name))
                    .register(registry);
            meters.add(timer);
            return timer;
        });
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
        meters.clear();
    }
}
