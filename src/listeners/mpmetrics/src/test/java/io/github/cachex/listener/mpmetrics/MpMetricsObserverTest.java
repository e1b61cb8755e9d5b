// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.mpmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheMetric;
import io.github.cachex.Caches;
import io.smallrye.metrics.SharedMetricRegistries;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What SmallRye Metrics exports of caches. */
class MpMetricsObserverTest {
    private static final CacheKey<String> SECRET = CacheKey.of("secret-key", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("secret-other", String.class);

    private final MetricRegistry registry = SharedMetricRegistries.getOrCreate(MetricRegistry.APPLICATION_SCOPE);
    private final Caches caches = CacheHandler.builder()
            .observer(MpMetricsObserver.of(registry))
            .property("cachex.jmx.enabled", "false")
            .buildCaches();

    @AfterEach
    void close() {
        caches.close();
    }

    @Test
    void series_haveWhatLoadersAndCallersCounted() throws Exception {
        CacheHandler posts = caches.cache("posts");
        for (int i = 0; i < 5; i++) {
            posts.fetch(SECRET, () -> "secret-value");
        }
        assertThatThrownBy(() -> posts.fetch(OTHER, () -> {
                    throw new IllegalArgumentException("secret-text");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        posts.invalidate("secret-key");
        caches.cache("authors").get(SECRET);

        Exported exported = Exported.now();
        double hits = exported.value("cachex_cache_requests_total{cache=\"posts\",result=\"hit\"}")
                        .orElseThrow()
                + exported.value("cachex_cache_requests_total{cache=\"posts\",result=\"near_hit\"}")
                        .orElseThrow();
        assertThat(hits).isEqualTo(4);
        assertThat(exported.value("cachex_cache_requests_total{cache=\"posts\",result=\"miss\"}"))
                .contains(2.0);
        assertThat(exported.value("cachex_cache_requests_total{cache=\"authors\",result=\"miss\"}"))
                .contains(1.0);
        assertThat(exported.value("cachex_load_runs_total{cache=\"posts\",result=\"success\"}"))
                .contains(1.0);
        assertThat(exported.value("cachex_load_runs_total{cache=\"posts\",result=\"failure\"}"))
                .contains(1.0);
        assertThat(exported.value("cachex_cache_invalidations_total{cache=\"posts\"}"))
                .contains(1.0);
        assertThat(exported.value("cachex_backend_breaker{cache=\"posts\"}")).contains(0.0);
        assertThat(exported.value("cachex_backend_link{cache=\"posts\"}")).contains(1.0);
        assertThat(exported.value("cachex_backend_queue{cache=\"posts\"}")).contains(0.0);
        assertThat(exported.value("cachex_load_time_seconds_total{cache=\"posts\"}"))
                .contains(posts.stats().loadTime().total().toNanos() / 1e9);
        assertThat(exported.series().toString()).doesNotContain("secret");
    }

    @Test
    void eachFigure_isExported() throws Exception {
        caches.cache("posts").get(SECRET);

        Exported exported = Exported.now();
        for (CacheMetric metric : CacheMetric.ALL) {
            assertThat(exported.series().keySet())
                    .as(metric.name())
                    .anyMatch(series -> series.startsWith(metric.name().replace('.', '_')));
        }
    }

    @Test
    void seriesOfAClosedCache_areGone() throws Exception {
        caches.cache("posts").get(SECRET);
        assertThat(Exported.now().series()).isNotEmpty();
        caches.close();

        assertThat(Exported.now().series()).isEmpty();
        assertThat(registry.getNames()).noneMatch(name -> name.startsWith("cachex"));
    }

    @Test
    void closedObserver_hasRemovedWhatWasLeft() throws Exception {
        MpMetricsObserver observer = MpMetricsObserver.of(registry);
        try (CacheHandler left = CacheHandler.builder()
                .name("left")
                .observer(observer)
                .property("cachex.jmx.enabled", "false")
                .build()) {
            assertThat(left.get(SECRET)).isEmpty();
            assertThat(Exported.now().series()).isNotEmpty();
            observer.close();
            assertThat(Exported.now().series()).isEmpty();
        }
    }
}
