// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.opentelemetry;

import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.util.List;

/** The histogram of how long loaders ran. */
final class LoadTimes {
    private static final double NANOS = 1e9;
    /** Those that the semantic conventions of OpenTelemetry give requests; loaders are such, and some are slow. */
    private static final List<Double> BOUNDS =
            List.of(0.001, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0, 30.0);

    private final DoubleHistogram durations;

    LoadTimes(Meter meter) {
        DoubleHistogramBuilder builder =
                meter.histogramBuilder("cachex.load.duration").setUnit("s").setDescription("How long loaders ran");
        advise(builder);
        this.durations = builder.build();
    }

    /** Has the histogram count by bounds that suit seconds. Where the API is older than 1.32, applications choose them by a view. */
    private static void advise(DoubleHistogramBuilder builder) {
        try {
            DoubleHistogramBuilder.class
                    .getMethod("setExplicitBucketBoundariesAdvice", List.class)
                    .invoke(builder, BOUNDS);
        } catch (ReflectiveOperationException e) {
            LineLogger.named("io.github.cachex")
                    .log(LogMessage.DETAIL.with("cachex.load.duration has the bounds that the SDK chooses: " + e));
        }
    }

    void loaded(CacheEvent.Loaded loaded) {
        record(loaded.took(), Attributes.of(CacheAttributes.NAME, loaded.cache()));
    }

    void failed(CacheEvent.LoadFailed failed) {
        record(
                failed.took(),
                Attributes.of(
                        CacheAttributes.NAME,
                        failed.cache(),
                        CacheAttributes.ERROR,
                        failed.failure().getClass().getName()));
    }

    private void record(Duration took, Attributes attributes) {
        durations.record(took.toNanos() / NANOS, attributes);
    }
}
