// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.documented;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheMetric;
import io.github.cachex.listener.micrometer.MicrometerListener;
import io.github.cachex.listener.opentelemetry.OpenTelemetryListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** How caches that no CDI made are reported. */
class MetricsTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);

    @Test
    void openTelemetry() {
        InMemoryMetricReader reader = InMemoryMetricReader.create();
        try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(reader).build())
                .build()) {
            try (CacheHandler cache = reported(sdk)) {
                cache.fetch(KEY, () -> "one");
                assertThat(reader.collectAllMetrics())
                        .anyMatch(metric -> metric.getName().equals("cachex.load.duration"));
            }
        }
    }

    private static CacheHandler reported(OpenTelemetry openTelemetry) {
        // snippet: opentelemetry
        OpenTelemetryListener telemetry = OpenTelemetryListener.of(openTelemetry);
        CacheHandler posts = CacheHandler.builder()
                .name("posts")
                .listener(telemetry)
                .observer(telemetry)
                .build();
        // end
        return posts;
    }

    @Test
    void micrometer() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (CacheHandler cache = reported(registry)) {
            cache.fetch(KEY, () -> "one");
            assertThat(registry.get("cachex.load.duration").timer().count()).isEqualTo(1);
        }
    }

    private static CacheHandler reported(MeterRegistry registry) {
        // snippet: micrometer
        MicrometerListener metrics = MicrometerListener.of(registry);
        CacheHandler posts = CacheHandler.builder()
                .name("posts")
                .listener(metrics)
                .observer(metrics)
                .build();
        // end
        return posts;
    }

    @Test
    void page_hasEveryFigure() throws IOException {
        String page = Files.readString(Path.of("..", "src", "docs", "metrics.md"));
        assertThat(CacheMetric.ALL)
                .allSatisfy(metric -> assertThat(page)
                        .contains("| `" + metric.name() + "` | "
                                + metric.kind().name().toLowerCase(Locale.ROOT) + " | "));
    }
}
