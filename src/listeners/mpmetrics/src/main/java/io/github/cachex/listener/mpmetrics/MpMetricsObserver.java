// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.mpmetrics;

import io.github.cachex.CacheMetric;
import io.github.cachex.CacheObserver;
import io.github.cachex.CacheStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Gives MicroProfile Metrics the figures of each cache, under the names that Prometheus reads them by, such as
 * {@code cachex_cache_requests_total{cache="posts",result="miss"}}. In no tag is a key or a value. Where CDI is, the jar on the class
 * path is enough; elsewhere a builder is given one: {@code CacheHandler.builder().observer(MpMetricsObserver.of(registry))}.
 *
 * <p>All of them are gauges, since MicroProfile Metrics knows no counter that is read from elsewhere; those that only grow end in
 * {@code _total}. Hits cost nothing for it: figures are read when somebody collects. Thread-safe.
 */
public final class MpMetricsObserver implements CacheObserver, AutoCloseable {
    private static final Map<String, String> UNITS = Map.of("s", "_seconds", "By", "_bytes");

    private final MetricRegistry registry;
    private final Map<String, List<MetricID>> registered = new ConcurrentHashMap<>();

    private MpMetricsObserver(MetricRegistry registry) {
        this.registry = registry;
    }

    /** Returns one that reports to {@code registry}. */
    public static MpMetricsObserver of(MetricRegistry registry) {
        return new MpMetricsObserver(Objects.requireNonNull(registry, "registry"));
    }

    @Override
    public void opened(String name, Supplier<CacheStats> stats) {
        CacheStats now = stats.get();
        List<MetricID> ids = new ArrayList<>();
        for (CacheMetric metric : CacheMetric.ALL) {
            for (CacheMetric.Series series : metric.series()) {
                if (series.reading().apply(now).isPresent()) {
                    ids.add(register(metric, series, name, stats));
                }
            }
        }
        registered.put(name, ids);
    }

    private MetricID register(CacheMetric metric, CacheMetric.Series series, String cache, Supplier<CacheStats> stats) {
        Metadata metadata = Metadata.builder()
                .withName(name(metric))
                .withDescription(metric.description())
                .withUnit(MetricUnits.NONE) // the name says it already, and some servers would say it again
                .build();
        Tag ofCache = new Tag("cache", cache);
        Tag[] tags = series.attribute()
                .map(attribute -> new Tag[] {ofCache, new Tag(attribute.name(), attribute.value())})
                .orElseGet(() -> new Tag[] {ofCache});
        registry.gauge(metadata, () -> series.reading().apply(stats.get()).orElse(Double.NaN), tags);
        return new MetricID(metadata.getName(), tags);
    }

    private static String name(CacheMetric metric) {
        return metric.name().replace('.', '_')
                + UNITS.getOrDefault(metric.unit(), "")
                + (metric.kind() == CacheMetric.Kind.COUNTER ? "_total" : "");
    }

    @Override
    public void closed(String name) {
        List<MetricID> ids = registered.remove(name);
        if (ids != null) {
            ids.forEach(registry::remove);
        }
    }

    /** Removes the metrics of all caches that were not closed. */
    @Override
    public void close() {
        List.copyOf(registered.keySet()).forEach(this::closed);
    }
}
