// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheMetric;
import io.github.cachex.CacheOptions;
import io.github.cachex.CacheStats;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.Show;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenTelemetryListenerTest {
    private static final int CROWD = 32;
    private static final CacheKey<String> KEY = CacheKey.of("secret-key", String.class);

    private final Collected collected = new Collected();
    private final OpenTelemetryListener listener = OpenTelemetryListener.of(collected.sdk);
    private final CacheHandler cache = CacheHandler.builder()
            .name("posts")
            .backend(FakeBackend.create())
            .listener(listener)
            .observer(listener)
            .build();

    @AfterEach
    void close() {
        cache.close();
        collected.close();
    }

    @Test
    void everyFigure_isThatOfTheCache() {
        cache.fetch(KEY, () -> "one");
        cache.fetch(KEY, () -> "two");
        cache.invalidate("other");
        Map<String, Double> figures = collected.figures();
        CacheStats stats = cache.stats();
        for (CacheMetric metric : CacheMetric.ALL) {
            for (CacheMetric.Series series : metric.series()) {
                Map<String, String> attributes = new TreeMap<>(Map.of("cachex.cache.name", "posts"));
                series.attribute().ifPresent(own -> attributes.put("cachex.cache." + own.name(), own.value()));
                series.reading()
                        .apply(stats)
                        .ifPresent(value -> assertThat(figures).containsEntry(metric.name() + attributes, value));
            }
        }
        assertThat(figures)
                .containsEntry("cachex.cache.requests{cachex.cache.name=posts, cachex.cache.result=miss}", 1.0)
                .containsEntry("cachex.load.duration{cachex.cache.name=posts}", 1.0)
                .containsEntry("cachex.cache.invalidations{cachex.cache.name=posts}", 1.0);
    }

    @Test
    void failedLoad_isCountedWithItsClass() {
        assertThatThrownBy(() -> cache.fetch(KEY, () -> {
                    throw new IllegalStateException("the secret value");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(collected.figures())
                .containsEntry(
                        "cachex.load.duration{cachex.cache.name=posts, error.type=java.lang.IllegalStateException}",
                        1.0);
        SpanData span = collected.spans().get(0);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().get(CacheAttributes.ERROR)).isEqualTo("java.lang.IllegalStateException");
        assertThat(span.toString()).doesNotContain("secret");
    }

    @Test
    void closedCache_isNotReported() {
        cache.fetch(KEY, () -> "one");
        cache.close();
        assertThat(collected.figures()).containsOnlyKeys("cachex.load.duration{cachex.cache.name=posts}");
    }

    @Test
    void listenerThatIsClosed_reportsNothing() {
        cache.fetch(KEY, () -> "one");
        listener.close();
        assertThat(collected.figures()).containsOnlyKeys("cachex.load.duration{cachex.cache.name=posts}");
        listener.closed("posts");
    }

    @Test
    void cacheThatIsOpenedAgain_isReportedOnce() {
        cache.fetch(KEY, () -> "one");
        listener.opened("posts", cache::stats);
        listener.closed("posts");
        assertThat(collected.figures()).containsOnlyKeys("cachex.load.duration{cachex.cache.name=posts}");
    }

    @Test
    void span_isAChildOfTheCallers_andTheParentOfWhatTheLoaderDoes() {
        var tracer = collected.sdk.getTracer("test");
        Span request = tracer.spanBuilder("request").startSpan();
        try (Scope scope = request.makeCurrent()) {
            cache.fetch(KEY, () -> {
                tracer.spanBuilder("query").startSpan().end();
                return "one";
            });
            assertThat(Span.current()).isSameAs(request);
        }
        request.end();
        SpanData query = span("query");
        SpanData load = span("cachex load");
        assertThat(query.getParentSpanId()).isEqualTo(load.getSpanId());
        assertThat(load.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
        assertThat(load.getKind()).isEqualTo(SpanKind.INTERNAL);
        assertThat(load.getAttributes().asMap()).isEqualTo(Map.of(CacheAttributes.NAME, "posts"));
    }

    @Test
    void loadOnAnotherThread_isAChildOfTheCallersSpan() {
        Span request = collected.sdk.getTracer("test").spanBuilder("request").startSpan();
        try (Scope scope = request.makeCurrent()) {
            cache.fetch(
                    KEY,
                    CacheOptions.ttl("1h").hardTimeout("1m"),
                    () -> Thread.currentThread().getName());
        }
        Awaitility.await("the span").until(() -> !collected.spans().isEmpty());
        assertThat(span("cachex load").getParentSpanId())
                .isEqualTo(request.getSpanContext().getSpanId());
    }

    @Test
    void crowd_makesOneSpan() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        List<Future<String>> answers = new ArrayList<>();
        ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
        try {
            for (int i = 0; i < CROWD; i++) {
                answers.add(crowd.submit(Context.current()
                        .wrap(() -> cache.<String, RuntimeException>fetch(KEY, () -> {
                            loads.incrementAndGet();
                            return "one";
                        }))));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("one");
            }
        } finally {
            crowd.shutdownNow();
        }
        long spans = collected.spans().stream()
                .filter(span -> span.getName().equals("cachex load"))
                .count();
        assertThat(loads).hasValue(1);
        Show.exactly("trace", spans, 1, "load spans of " + CROWD + " callers of one key");
        Show.exactly(
                "trace",
                collected.spans().stream()
                        .filter(span -> span.toString().contains(KEY.id()))
                        .count(),
                0,
                "spans that tell a key");
    }

    private SpanData span(String name) {
        return collected.spans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
