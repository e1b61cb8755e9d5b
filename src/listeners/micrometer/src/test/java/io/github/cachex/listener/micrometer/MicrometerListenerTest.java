// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheMetric;
import io.github.cachex.CacheStats;
import io.github.cachex.testkit.FakeBackend;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicrometerListenerTest {
    private static final CacheKey<String> KEY = CacheKey.of("secret-key", String.class);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerListener listener = MicrometerListener.of(registry);
    private final CacheHandler cache = cache(listener);

    private static CacheHandler cache(MicrometerListener listener) {
        return CacheHandler.builder()
                .name("posts")
                .backend(FakeBackend.create())
                .listener(listener)
                .observer(listener)
                .build();
    }

    @AfterEach
    void close() {
        cache.close();
        registry.close();
    }

    private double value(String name, String... tags) {
        Meter meter =
                registry.get(name).tags(Tags.of("cache", "posts").and(tags)).meter();
        return meter.measure().iterator().next().getValue();
    }

    @Test
    void everyFigure_isThatOfTheCache() {
        cache.fetch(KEY, () -> "one");
        cache.fetch(KEY, () -> "two");
        cache.invalidate("other");
        CacheStats stats = cache.stats();
        for (CacheMetric metric : CacheMetric.ALL) {
            for (CacheMetric.Series series : metric.series()) {
                String[] tags = series.attribute()
                        .map(own -> new String[] {own.name(), own.value()})
                        .orElse(new String[0]);
                series.reading()
                        .apply(stats)
                        .ifPresent(figure -> assertThat(value(metric.name(), tags))
                                .as(metric.name())
                                .isEqualTo(figure));
            }
        }
        assertThat(value("cachex.cache.requests", "result", "miss")).isEqualTo(1);
        assertThat(value("cachex.load.duration", "error", "none")).isEqualTo(1);
    }

    @Test
    void figuresOfAnyCache_haveMicrometersNames() {
        cache.fetch(KEY, () -> "one");
        cache.fetch(KEY, () -> "two");
        assertThat(value("cache.gets", "result", "hit")).isEqualTo(1);
        assertThat(value("cache.gets", "result", "miss")).isEqualTo(1);
        assertThat(value("cache.puts")).isEqualTo(1);
        assertThat(value("cache.size")).isEqualTo(cache.stats().entries().orElseThrow());
    }

    @Test
    void figuresThatAreNotKnown_haveNoMeter() {
        cache.fetch(KEY, () -> "one");
        assertThat(cache.stats().evictions()).isEmpty();
        assertThat(registry.find("cache.evictions").meters()).isEmpty();
        assertThat(registry.find("cachex.cache.evictions").meters()).isEmpty();
    }

    @Test
    void failedLoad_isCountedWithItsClass() {
        assertThatThrownBy(() -> cache.fetch(KEY, () -> {
                    throw new IllegalStateException("the secret value");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(value("cachex.load.duration", "error", "java.lang.IllegalStateException"))
                .isEqualTo(1);
    }

    @Test
    void closedCache_hasNoMeters() {
        cache.fetch(KEY, () -> "one");
        cache.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void listenerThatIsClosed_leavesNoMeters() {
        cache.fetch(KEY, () -> "one");
        listener.close();
        assertThat(registry.getMeters()).isEmpty();
        listener.closed("posts");
    }

    @Test
    void cachesOfOneName_areToldApartByTags() {
        MicrometerListener other = MicrometerListener.of(registry, Tags.of("application", "other"));
        try (CacheHandler second = cache(other)) {
            cache.fetch(KEY, () -> "one");
            second.fetch(KEY, () -> "one");
            second.fetch(KEY, () -> "one");
            assertThat(value("cache.gets", "result", "hit", "application", "other"))
                    .isEqualTo(1);
        }
        assertThat(registry.find("cache.gets").meters()).hasSize(2);
    }

    /** An application may forget a cache without closing it: the registry lives on. */
    @Test
    void cache_isHeldWeakly() {
        WeakReference<Supplier<CacheStats>> forgotten = new WeakReference<>(open());
        Awaitility.await("the cache to be collected").until(() -> {
            System.gc();
            return forgotten.get() == null;
        });
        assertThat(registry.get("cachex.near.entries")
                        .tag("cache", "forgotten")
                        .gauge()
                        .value())
                .isNaN();
    }

    private @Nullable Supplier<CacheStats> open() {
        CacheStats stats = cache.stats();
        Supplier<CacheStats> source = new Supplier<>() {
            @Override
            public CacheStats get() {
                return stats;
            }
        };
        listener.opened("forgotten", source);
        return source;
    }

    @Test
    void prometheus_isToldNoKey() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (CacheHandler scraped = cache(MicrometerListener.of(prometheus))) {
            scraped.fetch(KEY, () -> "the secret value");
            assertThat(prometheus.scrape())
                    .contains("cache_gets_total{cache=\"posts\",result=\"miss\"} 1.0")
                    .contains("cachex_cache_requests_total{cache=\"posts\",result=\"miss\"} 1.0")
                    .contains("cachex_load_duration_seconds_count{cache=\"posts\",error=\"none\"} 1")
                    .contains("cachex_backend_link{cache=\"posts\"} 1.0")
                    .contains("cachex_load_latency_seconds{cache=\"posts\",quantile=\"0.99\"}")
                    .doesNotContain("secret");
        }
    }
}
