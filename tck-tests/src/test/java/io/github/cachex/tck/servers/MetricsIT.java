// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.examples.servers.ServerProcess;
import io.github.cachex.examples.zones.RedisAtHand;
import io.github.cachex.listener.opentelemetry.OpenTelemetryListener;
import io.github.cachex.testkit.Show;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What servers report of a cache is what its loader and its callers counted. */
class MetricsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int KEYS = 5;
    private static final int ASKED = 4;
    private static final int CROWD = 20;
    private static final String CACHE = "beans";

    /** What a figure is called, and how much it is to be. */
    private static Map<String, Double> expected(int loads, int calls) {
        return Map.of("loads", (double) loads, "misses", (double) loads, "hits", (double) (calls - loads));
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN_LIBERTY_EE11", "WILDFLY"})
    void openTelemetry(ServerKind kind) throws Exception {
        // Its telemetry does not go with the REST client of Jakarta EE 10, which the other one has.
        boolean liberty = kind == ServerKind.OPEN_LIBERTY_EE11;
        if (!Chosen.is(liberty ? ServerKind.OPEN_LIBERTY : kind)) {
            return;
        }
        try (RedisAtHand redis = RedisAtHand.start();
                OtlpReceiver receiver = new OtlpReceiver();
                ApplicationServer server = kind.server(Started.PARTS, "metrics-" + kind)) {
            server.environment("CACHEX_BACKEND_REDIS_URI", redis.uri());
            server.environment("OTEL_SDK_DISABLED", "false");
            server.environment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
            server.environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url());
            server.environment("OTEL_METRICS_EXPORTER", "otlp");
            server.environment("OTEL_METRIC_EXPORT_INTERVAL", "1000");
            server.environment("OTEL_BSP_SCHEDULE_DELAY", "200");
            server.environment("PROBE_NODE", server.toString());
            prepare(server);
            Path archive = RuntimeKind.ARCHIVES.withLibraryOf("metered.war", OpenTelemetryListener.class);
            if (liberty) {
                server.file("servers/example/configDropins/overrides/telemetry.xml", """
                        <server>
                          <featureManager>
                            <feature>mpTelemetry-2.1</feature>
                          </featureManager>
                          <webApplication location="%s" contextRoot="/metered">
                            <classloader apiTypeVisibility="+third-party"/>
                          </webApplication>
                        </server>
                        """.formatted(
                                archive.toAbsolutePath()));
            } else {
                server.property("jboss.server.default.config", "standalone-microprofile.xml");
                server.with(archive);
            }
            Probed probed = started(server, "metered/");
            int calls = ask(probed);
            await("figures of " + kind)
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(figures(receiver)).containsAllEntriesOf(expected(KEYS, calls)));
            Show.exactly(
                    "metrics " + kind + " opentelemetry",
                    figures(receiver).get("loads"),
                    KEYS,
                    "loads, and " + calls + " calls, as loader and callers counted them");
            checkTrace(kind, probed, receiver);
        }
    }

    private static void prepare(ServerProcess server) {
        server.property("cachex.ttl", "3h");
        server.property("probe.delay.in-application", "20");
        server.property("client/mp-rest/url", server.url() + "probe/");
        server.argument("-XX:TieredStopAtLevel=1");
    }

    private static Probed started(ServerProcess server, String context) throws Exception {
        server.start();
        Probed probed = new Probed(server, context);
        await(server + " starts").atMost(Duration.ofMinutes(10)).until(probed::isUp);
        return probed;
    }

    /** Asks for a few things a few times, and returns how often that was. */
    private static int ask(Probed probed) throws IOException, InterruptedException {
        int calls = 0;
        for (int i = 0; i < KEYS * ASKED; i++, calls++) {
            probed.ask("in-application", "metered" + i % KEYS);
        }
        int loads = 0;
        for (int i = 0; i < KEYS; i++) {
            loads += probed.loads("in-application", "metered" + i);
        }
        assertThat(loads).isEqualTo(KEYS);
        return calls;
    }

    private static Map<String, Double> figures(OtlpReceiver receiver) {
        Map<String, Double> all = receiver.figures();
        Map<String, Double> figures = new HashMap<>();
        String of = "{cachex.cache.name=" + CACHE;
        figures.put("loads", all.getOrDefault("cachex.load.duration" + of + "}", 0.0));
        figures.put("misses", requests(all, of, "miss"));
        figures.put("hits", requests(all, of, "hit") + requests(all, of, "near_hit"));
        return figures;
    }

    private static double requests(Map<String, Double> all, String of, String result) {
        return all.getOrDefault("cachex.cache.requests" + of + ", cachex.cache.result=" + result + "}", 0.0);
    }

    /** Returns the spans of the loads of the cache that is asked: what is warmed at the start has others. */
    private static List<Span> loadSpans(OtlpReceiver receiver) {
        return receiver.spans("cachex load").stream()
                .filter(span ->
                        OtlpReceiver.attributes(span.getAttributesList()).equals(Map.of("cachex.cache.name", CACHE)))
                .toList();
    }

    private static void checkTrace(ServerKind kind, Probed probed, OtlpReceiver receiver) throws Exception {
        await("the spans of " + kind)
                .atMost(PATIENCE)
                .until(() -> loadSpans(receiver).size() == KEYS);
        ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            answers.add(crowd.submit(() -> probed.ask("in-application", "crowd")));
        }
        for (Future<String> answer : answers) {
            answer.get();
        }
        crowd.shutdown();
        probed.ask("in-application", "last");
        await("the last span of " + kind)
                .atMost(PATIENCE)
                .until(() -> loadSpans(receiver).size() >= KEYS + 2);
        List<Span> loads = loadSpans(receiver);
        Show.exactly(
                "trace " + kind,
                loads.size() - KEYS - 1,
                probed.loads("in-application", "crowd"),
                "load spans of " + CROWD + " callers at once");
        assertThat(loads).allSatisfy(span -> {
            assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_INTERNAL);
            assertThat(span.getParentSpanId().isEmpty()).isFalse();
            assertThat(span.toString()).doesNotContain("metered").doesNotContain("crowd");
        });
    }

    @Test
    void micrometer() throws Exception {
        try (RedisAtHand redis = RedisAtHand.start();
                ServerProcess server = RuntimeKind.QUARKUS.make(
                        "metrics-quarkus", Path.of("target", "servers", "run", "metrics-quarkus"), List.of())) {
            server.environment("CACHEX_BACKEND_REDIS_URI", redis.uri());
            server.environment("PROBE_NODE", server.toString());
            server.property("cachex.prefix", "probe");
            prepare(server);
            Probed probed = started(server, "");
            int calls = ask(probed);
            String text = server.get("/q/metrics");
            double loads = value(text, "cachex_load_duration_seconds_count", "error=\"none\"");
            double hits = value(text, "cache_gets_total", "result=\"hit\"");
            assertThat(value(text, "cache_gets_total", "result=\"miss\"")).isEqualTo(KEYS);
            assertThat(value(text, "cachex_cache_requests_total", "result=\"miss\""))
                    .isEqualTo(KEYS);
            assertThat(hits).isEqualTo(calls - KEYS);
            Show.exactly(
                    "metrics quarkus micrometer",
                    loads,
                    KEYS,
                    "loads, and " + calls + " calls, as loader and callers counted them");
            assertThat(text).doesNotContain("metered");
        }
    }

    private static double value(String text, String name, String label) {
        Matcher line = Pattern.compile(
                        "^" + name + "\\{[^}]*cache=\"" + CACHE + "\"[^}]*" + label + "[^}]*} (\\S+)$",
                        Pattern.MULTILINE)
                .matcher(text);
        assertThat(line.find()).as(name + ' ' + label + " in " + text).isTrue();
        return Double.parseDouble(line.group(1));
    }
}
