// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.monitoring;

import io.github.cachex.CacheHandler;
import io.github.cachex.listener.micrometer.MicrometerListener;
import io.github.cachex.listener.opentelemetry.OpenTelemetryListener;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A library that gives Prometheus the figures of caches, and what it writes when Prometheus asks. */
abstract class Exporter implements AutoCloseable {
    private final String name;

    private Exporter(String name) {
        this.name = name;
    }

    /** Returns each of them, with no cache yet. */
    static List<Exporter> all() {
        return List.of(new OpenTelemetry(), new Micrometer());
    }

    /** Has the caches of {@code builder} report to it. */
    abstract CacheHandler.Builder reportedBy(CacheHandler.Builder builder);

    /** Returns what Prometheus gets. */
    abstract String exposition();

    @Override
    public abstract void close();

    @Override
    public final String toString() {
        return name;
    }

    private static final class Micrometer extends Exporter {
        private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

        Micrometer() {
            super("micrometer");
        }

        @Override
        CacheHandler.Builder reportedBy(CacheHandler.Builder builder) {
            MicrometerListener listener = MicrometerListener.of(registry);
            return builder.listener(listener).observer(listener);
        }

        @Override
        String exposition() {
            return registry.scrape();
        }

        @Override
        public void close() {
            registry.close();
        }
    }

    private static final class OpenTelemetry extends Exporter {
        private final PrometheusMetricReader reader = PrometheusMetricReader.create();
        private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(reader).build())
                .build();

        OpenTelemetry() {
            super("opentelemetry");
        }

        @Override
        CacheHandler.Builder reportedBy(CacheHandler.Builder builder) {
            OpenTelemetryListener listener = OpenTelemetryListener.of(sdk);
            return builder.listener(listener).observer(listener);
        }

        @Override
        String exposition() {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            try {
                ExpositionFormats.init().getPrometheusTextFormatWriter().write(text, reader.collect());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return text.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            sdk.close();
        }
    }
}
