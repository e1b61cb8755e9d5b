// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.opentelemetry;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An SDK of OpenTelemetry and what it was given. */
final class Collected implements AutoCloseable {
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build();

    Collection<MetricData> metrics() {
        return metrics.collectAllMetrics();
    }

    /** Returns every figure, under its name and attributes; of a histogram the count. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>();
        for (MetricData metric : metrics()) {
            metric.getLongSumData().getPoints().forEach(point -> put(figures, metric, point, point.getValue()));
            metric.getLongGaugeData().getPoints().forEach(point -> put(figures, metric, point, point.getValue()));
            metric.getDoubleSumData().getPoints().forEach(point -> put(figures, metric, point, point.getValue()));
            metric.getDoubleGaugeData().getPoints().forEach(point -> put(figures, metric, point, point.getValue()));
            for (HistogramPointData point : metric.getHistogramData().getPoints()) {
                put(figures, metric, point, point.getCount());
            }
        }
        return figures;
    }

    private static void put(Map<String, Double> figures, MetricData metric, PointData point, double value) {
        Map<String, Object> attributes = new TreeMap<>();
        point.getAttributes().forEach((key, of) -> attributes.put(key.getKey(), of));
        figures.put(metric.getName() + attributes, value);
    }

    List<SpanData> spans() {
        return spans.getFinishedSpanItems();
    }

    /** Forgets the spans. */
    void forget() {
        spans.reset();
    }

    @Override
    public void close() {
        sdk.close();
    }
}
