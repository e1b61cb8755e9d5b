// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Takes what servers export by OTLP over HTTP: the last value of each figure, and all spans. */
final class OtlpReceiver implements AutoCloseable {
    private final Map<String, Double> figures = new ConcurrentHashMap<>();
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private interface Reading {
        void of(InputStream body) throws IOException;
    }

    OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/metrics", exchange -> take(exchange, this::metrics));
        server.createContext("/v1/traces", exchange -> take(exchange, this::traces));
        server.createContext("/v1/logs", exchange -> take(exchange, InputStream::readAllBytes));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void take(HttpExchange exchange, Reading reading) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (exchange;
                InputStream body =
                        zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            reading.of(body);
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void metrics(InputStream body) throws IOException {
        ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().stream()
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .forEach(this::metric);
    }

    private void metric(Metric metric) {
        Stream.concat(metric.getSum().getDataPointsList().stream(), metric.getGauge().getDataPointsList().stream())
                .forEach(point -> figures.put(metric.getName() + attributes(point.getAttributesList()), value(point)));
        metric.getHistogram()
                .getDataPointsList()
                .forEach(point -> figures.put(
                        metric.getName() + attributes(point.getAttributesList()), (double) point.getCount()));
    }

    private static double value(NumberDataPoint point) {
        return point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
    }

    static Map<String, String> attributes(List<KeyValue> attributes) {
        Map<String, String> sorted = new TreeMap<>();
        attributes.forEach(own -> sorted.put(own.getKey(), own.getValue().getStringValue()));
        return sorted;
    }

    private void traces(InputStream body) throws IOException {
        ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .forEach(spans::add);
    }

    /** Returns the last value of each figure, under its name and sorted attributes; of a histogram the count. */
    Map<String, Double> figures() {
        return Map.copyOf(figures);
    }

    /** Returns the spans of that name. */
    List<Span> spans(String name) {
        return spans.stream().filter(span -> span.getName().equals(name)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
