// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CacheMetric;
import io.github.cachex.core.jmx.CacheMXBean;
import io.github.cachex.examples.servers.ServerProcess;
import io.github.cachex.testkit.Show;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What operators ask a server: its checks of health, its metrics, its MBeans and its recordings. */
final class OperatorQuestions {
    private static final String CACHE = "metered";
    private static final int KEYS = 4;
    private static final int CALLS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** Of the backend as a whole; Redis does not tell them. */
    private static final Set<String> UNKNOWN = Set.of("cachex_cache_entries", "cachex_cache_evictions");

    private OperatorQuestions() {}

    /** Checks what {@code server} says of the cache's backend among its checks of readiness, and not among those of liveness. */
    static void health(Card card, ServerProcess server) {
        card.check("health", () -> {
            JsonObject ready = json(server.get(server.management() + "health/ready"));
            List<JsonObject> checks = ready.getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                    .filter(check -> check.getString("name").equals("cachex"))
                    .toList();
            assertThat(checks).hasSize(1);
            JsonObject data = checks.get(0).getJsonObject("data");
            String told = checks.get(0).getString("status") + ", backend " + data.getString("backend") + ", breaker "
                    + data.getString("breaker") + ", link " + data.getString("link");
            assertThat(told).isEqualTo("UP, backend redis, breaker closed, link up");
            assertThat(server.get(server.management() + "health/live")).doesNotContain("\"cachex\"");
            Show.figure("health " + server, told + "; liveness does not name it");
        });
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** Asks {@code probed} for a few keys, each several times; returns how many loads that was. */
    private static int ask(Probed probed) throws Exception {
        for (int call = 0; call < CALLS; call++) {
            probed.ask(CACHE, "k" + call % KEYS);
        }
        int loads = 0;
        for (int key = 0; key < KEYS; key++) {
            loads += probed.loads(CACHE, "k" + key);
        }
        return loads;
    }

    /** Checks that what {@code server} exports of MicroProfile Metrics is what loader and callers have counted. */
    static void metrics(Card card, ServerProcess server, Probed probed) {
        card.check("MicroProfile Metrics", () -> {
            int loads = ask(probed);
            Exposition exported = Exposition.of(server.get(server.management() + "metrics"));
            List<String> wrong = new ArrayList<>();
            compare(wrong, "loads", exported.sum("cachex_load_runs_total", CACHE, "success"), loads);
            compare(wrong, "failed loads", exported.sum("cachex_load_runs_total", CACHE, "failure"), 0);
            compare(wrong, "misses", exported.sum("cachex_cache_requests_total", CACHE, "miss"), loads);
            compare(
                    wrong,
                    "hits",
                    exported.sum("cachex_cache_requests_total", CACHE, "hit", "near_hit"),
                    CALLS - loads);
            compare(wrong, "stored", exported.sum("cachex_cache_stores_total", CACHE, "stored"), loads);
            compare(wrong, "links", exported.sum("cachex_backend_link", CACHE), 1);
            compare(wrong, "breakers", exported.sum("cachex_backend_breaker", CACHE), 0);
            Set<String> missing = expected();
            missing.removeAll(exported.names(CACHE));
            wrong.addAll(missing);
            Show.exactly(
                    "metrics " + server + " MicroProfile Metrics",
                    wrong.size(),
                    0,
                    "of " + exported.names(CACHE).size() + " names missing or other than the " + loads + " loads and "
                            + CALLS + " calls that were counted " + wrong);
        });
    }

    private static void compare(List<String> wrong, String what, double figure, double counted) {
        if (figure != counted) {
            wrong.add(what + " " + figure + " instead of " + counted);
        }
    }

    private static Set<String> expected() {
        Set<String> names = new TreeSet<>();
        for (CacheMetric metric : CacheMetric.ALL) {
            String unit = metric.unit().equals("s") ? "_seconds" : metric.unit().equals("By") ? "_bytes" : "";
            String end = metric.kind() == CacheMetric.Kind.COUNTER ? "_total" : "";
            String name = metric.name().replace('.', '_') + unit;
            if (!UNKNOWN.contains(name)) {
                names.add(name + end);
            }
        }
        return names;
    }

    /** Checks what a console reads and does, and what a recording holds, of the application {@code application}. */
    static void beansAndEvents(Card card, ServerProcess server, Probed probed, String application) {
        card.check("MBeans and Flight Recorder", () -> {
            int before = ask(probed);
            Jcmd.run(server, "JFR.start", "name=cachex", "settings=none");
            int loads;
            try (RemoteBeans beans = RemoteBeans.of(server)) {
                CacheMXBean bean = beans.cache(application, CACHE);
                assertThat(bean.getLoads()).isEqualTo(before);
                assertThat(bean.clear()).isEqualTo("APPLIED");
                loads = ask(probed) - before;
                assertThat(loads).as("loads after the clear of a console").isEqualTo(KEYS);
                assertThat(bean.getLoads()).isEqualTo(before + loads);
                assertThat(bean.getMethods().values())
                        .allSatisfy(method -> assertThat(method.getLoads()).isEqualTo(before + loads));
            }
            List<RecordedEvent> events = recorded(server);
            assertThat(events)
                    .filteredOn(event -> event.getEventType().getName().equals("cachex.Load")
                            && event.getString("cache").equals(CACHE))
                    .hasSize(loads)
                    .allSatisfy(
                            event -> assertThat(event.getString("application")).isEqualTo(application));
            assertThat(events)
                    .filteredOn(event -> event.getEventType().getName().equals("cachex.Invalidation"))
                    .anySatisfy(
                            event -> assertThat(event.getString("selectedBy")).isEqualTo("all"));
            Show.figure(
                    "jmx-jfr " + server,
                    "a console read " + (before + loads) + " loads and cleared; " + events.size()
                            + " events of Cachex recorded, " + loads + " of loads");
        });
    }

    private static List<RecordedEvent> recorded(ServerProcess server) throws Exception {
        Path file = Files.createTempFile("cachex", ".jfr");
        try {
            Jcmd.run(server, "JFR.stop", "name=cachex", "filename=" + file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().startsWith("cachex."))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    /** An action of an operator. */
    interface Undeployment {
        void run() throws Exception;
    }

    /** Checks that the beans of {@code applications} are apart, and gone with the one that {@code undeployment} takes. */
    static void applications(
            Card card, ServerProcess server, Set<String> applications, String going, Undeployment undeployment) {
        card.check("MBeans of several applications", () -> {
            try (RemoteBeans beans = RemoteBeans.of(server)) {
                assertThat(beans.applicationsWith("beans")).isEqualTo(applications);
                undeployment.run();
                Set<String> left = new TreeSet<>(applications);
                left.remove(going);
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(beans.applicationsWith("beans")).isEqualTo(left));
                Show.figure(
                        "jmx-jfr " + server,
                        "MBeans of " + new TreeSet<>(applications) + " are apart; those of " + going
                                + " went with its undeployment");
            }
        });
    }
}
