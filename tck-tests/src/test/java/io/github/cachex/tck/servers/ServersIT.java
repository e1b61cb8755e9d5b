// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.examples.zones.RedisAtHand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.RedisClient;

/** One WAR on three servers, side by side over one Redis. A server that cannot start fails the suite. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServersIT {
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ASKERS = 10;
    private static final Path PARTS = Path.of("target", "servers");

    private final List<ApplicationServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private RedisAtHand redis;
    private RedisClient client;
    private Path wrong;

    @BeforeAll
    void startAllServersAtOnce() throws Exception {
        Path right = PARTS.resolve("example.war");
        wrong = WrongWar.make(right, PARTS.resolve("wrong.war"));
        redis = RedisAtHand.start();
        client = RedisClient.create(redis.uri());
        for (ServerKind kind : EnumSet.of(ServerKind.PAYARA_MICRO, ServerKind.WILDFLY, ServerKind.OPEN_LIBERTY)) {
            ApplicationServer server = kind.server(PARTS, kind.toString());
            server.environment("CACHEX_BACKEND_REDIS_URI", redis.uri());
            server.environment("CACHEX_CACHE_LANGUAGES_TTL", "40m");
            server.environment("EXAMPLE_SERVER", kind.toString());
            server.with(right);
            if (kind == ServerKind.PAYARA_MICRO) {
                server.with(wrong);
            }
            servers.add(server);
            server.start();
        }
        for (ApplicationServer server : servers) {
            await(server + " starts").atMost(START).until(() -> server.answers("/example/loads"));
        }
        await("the warm-up ends").atMost(PATIENCE).until(() -> isStored("countries:DE") && isStored("countries:FR"));
    }

    @AfterAll
    void stopAll() throws Exception {
        threads.shutdownNow();
        for (ApplicationServer server : servers) {
            server.close();
        }
        if (redis != null) {
            client.close();
            redis.close();
        }
    }

    List<ApplicationServer> servers() {
        return servers;
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void card(ApplicationServer server) {
        int place = servers.indexOf(server);
        String country = List.of("JP", "BR", "KE").get(place);
        String language = List.of("ja", "pt", "sw").get(place);
        List<String> cold = List.of(
                        List.of("NO", "SE", "FI", "DK", "IS"),
                        List.of("CL", "PE", "EC", "UY", "PY"),
                        List.of("NZ", "AU", "FJ", "WS", "TO"))
                .get(place);
        new Card(server.toString())
                .check("warmed key", () -> {
                    assertThat(loadsWhile(server, () -> server.get("/example/countries/DE")))
                            .isZero();
                    assertThat(server.get("/example/countries/DE")).contains("Deutschland");
                })
                .check("annotated hit", () -> loadedOnce(server, "countries/" + country))
                .check("injected handler", () -> loadedOnce(server, "languages/" + language))
                .check(
                        "property of the WAR goes before the annotation",
                        () -> livesAtMost("countries:" + country, Duration.ofMinutes(20)))
                .check(
                        "environment goes before the default",
                        () -> livesAtMost("languages:" + language, Duration.ofMinutes(40)))
                .check("one load over the servers together", () -> {
                    for (String code : cold) {
                        loadedOnceTogether("countries/" + code);
                    }
                })
                .check(
                        "listener bean hears the loads",
                        () -> assertThat(server.get("/example/heard")).isEqualTo(server.get("/example/loads")))
                .check("deployment error shown", () -> showsMistakes(server))
                .show();
    }

    private static int loadsWhile(ApplicationServer server, Card.Check action) throws Exception {
        int before = loads(server);
        action.run();
        return loads(server) - before;
    }

    private static int loads(ApplicationServer server) throws Exception {
        return Integer.parseInt(server.get("/example/loads").strip());
    }

    /** Asks twice; the second answer comes from the cache and is the same. */
    private void loadedOnce(ApplicationServer server, String path) throws Exception {
        List<String> answers = new ArrayList<>();
        assertThat(loadsWhile(server, () -> answers.add(server.get("/example/" + path))))
                .isEqualTo(1);
        assertThat(loadsWhile(server, () -> answers.add(server.get("/example/" + path))))
                .isZero();
        assertThat(answers.get(0)).contains("\"loadedBy\":\"" + server + "\"").isEqualTo(answers.get(1));
    }

    /** All servers are asked at once, by several threads each; the loads are counted where they happen. */
    private void loadedOnceTogether(String path) throws Exception {
        int before = loadsOfAll();
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < ASKERS * servers.size(); i++) {
            ApplicationServer asked = servers.get(i % servers.size());
            answers.add(threads.submit(() -> asked.get("/example/" + path)));
        }
        String first = answers.get(0).get();
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo(first);
        }
        assertThat(loadsOfAll() - before).isEqualTo(1);
    }

    private int loadsOfAll() throws Exception {
        int all = 0;
        for (ApplicationServer server : servers) {
            all += loads(server);
        }
        return all;
    }

    /** The jitter takes up to a tenth of the ttl away; the seconds are the test's own. */
    private void livesAtMost(String id, Duration ttl) {
        Duration left = Duration.ofMillis(client.pttl(stored(id)));
        assertThat(left).isBetween(ttl.multipliedBy(9).dividedBy(10).minusSeconds(90), ttl);
    }

    private boolean isStored(String id) {
        return !client.keys("*{" + id + "}").isEmpty();
    }

    private String stored(String id) {
        return client.keys("*{" + id + "}").iterator().next();
    }

    private void showsMistakes(ApplicationServer server) throws Exception {
        if (!server.toString().equals(ServerKind.PAYARA_MICRO.toString())) {
            server.deploy(wrong);
        }
        await(server + " shows the mistakes")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.logged())
                        .contains("4 mistakes", "unknownParameter", "unreadableTtl", "nothingToStore", "outOfReach"));
    }
}
