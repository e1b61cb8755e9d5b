// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Loader;
import io.github.cachex.listener.micrometer.MicrometerListener;
import io.github.cachex.listener.opentelemetry.OpenTelemetryListener;
import io.github.cachex.tck.redis.Monitored;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Show;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A near hit costs no more with every library of metrics than without. */
class MeteredNearHitTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final Loader<String, RuntimeException> LOADER = () -> "value";

    private final InMemoryMetricReader reader = InMemoryMetricReader.create();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private CacheHandler metered() {
        OpenTelemetrySdk sdk = closing(OpenTelemetrySdk.builder()
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(reader).build())
                .build());
        OpenTelemetryListener telemetry = OpenTelemetryListener.of(sdk);
        MicrometerListener metrics = MicrometerListener.of(registry);
        CacheHandler node = closing(builder(
                        redis().uri(),
                        "cachex.near.ttl",
                        "1h",
                        "cachex.ttl",
                        "1h",
                        "cachex.link.heartbeat",
                        "10m",
                        "cachex.link.dead",
                        "1h")
                .listener(telemetry)
                .observer(telemetry)
                .listener(metrics)
                .observer(metrics)
                .build());
        Awaitility.await("a near hit").until(() -> {
            node.fetch(KEY, LOADER);
            return node.stats().nearHits() > 0;
        });
        return node;
    }

    @Test
    void nearHit_allocatesNothing_andIsCounted() {
        CacheHandler node = metered();
        long[] misses = new long[1];
        double hits = Allocation.perOperation(times -> misses[0] += misses(node, times));
        assertThat(misses[0]).as("other values than the one kept").isZero();
        Show.exactly("near-hit-allocation", hits, 0, "bytes of a near hit with OpenTelemetry and Micrometer");
        assertThat(registry.get("cachex.cache.requests")
                        .tag("result", "near_hit")
                        .functionCounter()
                        .count())
                .isEqualTo(node.stats().nearHits());
        assertThat(reader.collectAllMetrics())
                .anyMatch(metric -> metric.getName().equals("cachex.cache.requests"));
    }

    private static long misses(CacheHandler node, int times) {
        long misses = 0;
        for (int i = 0; i < times; i++) {
            misses += "value".equals(node.<String, RuntimeException>fetch(KEY, LOADER)) ? 0 : 1;
        }
        return misses;
    }

    @Test
    void nearHit_asksRedisNothing() throws IOException {
        CacheHandler node = metered();
        int hits = 20_000;
        try (Monitored monitored = Monitored.on(redis())) {
            monitored.take();
            assertThat(misses(node, hits)).isZero();
            long commands = monitored.take().stream()
                    .filter(command -> !command.name().equals("ping"))
                    .count();
            Show.exactly(
                    "near-hit-commands",
                    commands,
                    0,
                    "Redis commands of " + hits + " near hits with OpenTelemetry and Micrometer");
        }
    }
}
