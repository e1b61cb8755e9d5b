// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.event.BreakerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CacheMetricTest {
    private static CacheStats stats(OptionalLong entries, OptionalLong evictions) {
        LatencyStats loads = new LatencyStats(
                7, Duration.ofMillis(700), Duration.ofMillis(90), Duration.ofMillis(200), Duration.ofMillis(250));
        LatencyStats backend = new LatencyStats(
                40, Duration.ofMillis(80), Duration.ofMillis(1), Duration.ofMillis(9), Duration.ofMillis(30));
        return new CacheStats(
                30,
                20,
                12,
                5,
                2,
                3,
                4,
                6,
                8,
                9,
                10,
                11,
                13,
                14,
                entries,
                evictions,
                15,
                BreakerState.OPEN,
                false,
                loads,
                backend,
                1_000,
                2_000,
                3_000,
                16);
    }

    private static Map<String, Double> figures(CacheStats stats) {
        Map<String, Double> figures = new TreeMap<>();
        for (CacheMetric metric : CacheMetric.ALL) {
            for (CacheMetric.Series series : metric.series()) {
                String attribute = series.attribute()
                        .map(own -> "{" + own.name() + "=" + own.value() + "}")
                        .orElse("");
                series.reading().apply(stats).ifPresent(value -> figures.put(metric.name() + attribute, value));
            }
        }
        return figures;
    }

    @Test
    void everyFigure_isThatOfTheCounters() {
        assertThat(figures(stats(OptionalLong.of(17), OptionalLong.of(18))))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("cachex.backend.breaker", 1.0),
                        Map.entry("cachex.backend.calls", 40.0),
                        Map.entry("cachex.backend.failures", 14.0),
                        Map.entry("cachex.backend.io{direction=read}", 1_000.0),
                        Map.entry("cachex.backend.io{direction=write}", 2_000.0),
                        Map.entry("cachex.backend.latency{quantile=0.5}", 0.001),
                        Map.entry("cachex.backend.latency{quantile=0.99}", 0.009),
                        Map.entry("cachex.backend.latency{quantile=1}", 0.03),
                        Map.entry("cachex.backend.link", 0.0),
                        Map.entry("cachex.backend.queue", 13.0),
                        Map.entry("cachex.backend.time", 0.08),
                        Map.entry("cachex.cache.entries", 17.0),
                        Map.entry("cachex.cache.evictions", 18.0),
                        Map.entry("cachex.cache.invalidations", 11.0),
                        Map.entry("cachex.cache.requests{result=hit}", 10.0),
                        Map.entry("cachex.cache.requests{result=miss}", 12.0),
                        Map.entry("cachex.cache.requests{result=near_hit}", 20.0),
                        Map.entry("cachex.cache.stale", 4.0),
                        Map.entry("cachex.cache.stores{result=not_stored}", 9.0),
                        Map.entry("cachex.cache.stores{result=stored}", 8.0),
                        Map.entry("cachex.cache.undecodable", 10.0),
                        Map.entry("cachex.cache.waits", 3.0),
                        Map.entry("cachex.load.latency{quantile=0.5}", 0.09),
                        Map.entry("cachex.load.latency{quantile=0.99}", 0.2),
                        Map.entry("cachex.load.latency{quantile=1}", 0.25),
                        Map.entry("cachex.load.refreshes", 6.0),
                        Map.entry("cachex.load.runs{result=failure}", 2.0),
                        Map.entry("cachex.load.runs{result=success}", 5.0),
                        Map.entry("cachex.load.time", 0.7),
                        Map.entry("cachex.near.entries", 15.0),
                        Map.entry("cachex.near.evictions", 16.0),
                        Map.entry("cachex.near.size", 3_000.0)));
    }

    @Test
    void unknownFigures_areLeftOut() {
        assertThat(figures(stats(OptionalLong.empty(), OptionalLong.empty())))
                .doesNotContainKeys("cachex.cache.entries", "cachex.cache.evictions")
                .hasSize(30);
    }

    @Test
    void names_areSorted_andThereOnce() {
        List<String> names = CacheMetric.ALL.stream().map(CacheMetric::name).toList();
        assertThat(names).isSorted().doesNotHaveDuplicates();
    }
}
