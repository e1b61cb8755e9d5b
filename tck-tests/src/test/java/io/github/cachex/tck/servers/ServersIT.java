// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.examples.zones.RedisAtHand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.RedisClient;

/** The probe on application servers, one after the other, each in a process of its own over a Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServersIT {
    private static final Path PARTS = Path.of("target", "servers");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Archives archives = new Archives(PARTS.resolve("probe.war"));
    private RedisAtHand redis;
    private RedisClient client;

    @BeforeAll
    void startRedis() throws IOException {
        redis = RedisAtHand.start();
        client = RedisClient.create(redis.uri());
    }

    @AfterAll
    void stopRedis() throws IOException {
        client.close();
        redis.close();
    }

    /** All of them, or those that {@code cachex.servers} names. */
    static Stream<Arguments> servers() {
        List<ServerKind> kinds = Optional.ofNullable(System.getProperty("cachex.servers"))
                .map(names ->
                        Stream.of(names.split(",")).map(ServerKind::called).toList())
                .orElse(List.of(ServerKind.values()));
        return Jdk.wanted().stream().flatMap(jdk -> kinds.stream().map(kind -> Arguments.of(kind, jdk)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("servers")
    void server(ServerKind kind, Jdk jdk) throws Exception {
        client.flushAll();
        try (ApplicationServer server = kind.server(PARTS, kind + "-" + jdk.feature())) {
            server.environment("CACHEX_BACKEND_REDIS_URI", redis.uri());
            server.environment("CACHEX_CACHE_NAMED_TTL", "40m");
            server.environment("PROBE_NODE", server.toString());
            server.property("cachex.cache.background.ttl", "50m");
            server.property("client/mp-rest/url", server.url() + "probe/");
            server.with(PARTS.resolve("probe.war"));
            Probed probed = new Probed(server, "probe/");
            Card card = new Card(kind.toString(), jdk);
            card.start(server, probed);
            checkBeans(card, probed);
            Questions.background(card, probed, "application-loader=true,jndi=true,other-thread=true,request=true");
            checkSettings(card, probed);
            checkOthers(card, server, probed);
            if (kind.takesEar()) {
                checkEar(card, server);
            }
            card.show();
        }
    }

    private static void checkBeans(Card card, Probed probed) {
        for (String bean :
                List.of("in-application", "in-request", "dependent", "singleton", "groups", "handler", "named")) {
            card.check("library's bean " + bean, () -> probed.loadsOnce(bean, "probe/ask/" + bean + "/k"));
        }
        for (String bean : List.of(
                "war", "in-session", "session-handler", "in-conversation", "stateless", "stateful", "ejb-singleton")) {
            card.check("WAR's bean " + bean, () -> probed.loadsOnce(bean, "probe/ask/" + bean + "/k"));
        }
        card.check("bean of a transaction", () -> probed.loadsOnce("in-transaction", "probe/ask/with-transaction/k"));
        card.check("REST resource", () -> probed.loadsOnce("resource", "resource/k"));
        card.check("REST client", () -> probed.loadsOnce("client", "client/k"));
        Questions.ask(card, probed);
    }

    private void checkSettings(Card card, Probed probed) {
        card.check("configuration file of the WAR", () -> livesAtMost("groups:k", Duration.ofMinutes(20)));
        card.check("environment variable", () -> livesAtMost("named:handler:k", Duration.ofMinutes(40)));
        card.check(
                "system property",
                () -> livesAtMost("background:k", Duration.ofMinutes(50).plusHours(1)));
        card.check("stored by the server's JSON-B", () -> {
            assertThat(new String(
                            client.get(stored("beans:in-application:k").getBytes(StandardCharsets.UTF_8)),
                            StandardCharsets.ISO_8859_1))
                    .contains("\"bean\":\"in-application\"");
            assertThat(probed.answer("probe/json-b")).isEqualTo("org.eclipse.yasson.JsonBindingProvider");
        });
    }

    /** The jitter takes up to a tenth of the ttl away; the minutes are the test's own. */
    private void livesAtMost(String id, Duration ttl) {
        Duration left = Duration.ofMillis(client.pttl(stored(id)));
        assertThat(left).isBetween(ttl.multipliedBy(9).dividedBy(10).minusMinutes(3), ttl);
    }

    private String stored(String id) {
        return client.keys("*{" + id + "}").iterator().next();
    }

    /** Other applications beside the first. */
    private void checkOthers(Card card, ApplicationServer server, Probed probed) throws Exception {
        server.deploy(List.of(
                archives.withPrefix("other.war", "other"),
                archives.withPrefix("shared.war", "probe"),
                archives.wrong()));
        Probed other = new Probed(server, "other/");
        Probed shared = new Probed(server, "shared/");
        for (Probed application : List.of(probed, other, shared)) {
            card.check(
                    application.context() + " is up",
                    () -> await().atMost(PATIENCE).until(application::isUp));
        }
        card.check(
                "another application with a cache of its own",
                () -> other.loadsOnce("in-application", "probe/ask/in-application/k"));
        card.check("another application with a shared cache", () -> {
            assertThat(shared.ask("war", "k")).isEqualTo(probed.ask("war", "k"));
            assertThat(shared.loads("war", "k")).isZero();
        });
        card.check("an invalidation in the one holds in the other", () -> {
            String before = shared.ask("in-application", "k");
            probed.answer("probe/drop-both/k");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(shared.ask("in-application", "k")).isNotEqualTo(before));
        });
        card.check(
                "mistakes are shown",
                () -> await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(server.logged())
                                .contains(
                                        "4 mistakes",
                                        "unknownParameter",
                                        "unreadableTtl",
                                        "nothingToStore",
                                        "outOfReach")));
    }

    private void checkEar(Card card, ApplicationServer server) throws Exception {
        server.deploy(List.of(archives.pair()));
        Probed one = new Probed(server, "one/ear/");
        Probed two = new Probed(server, "two/ear/");
        for (Probed application : List.of(one, two)) {
            card.check(
                    application.context() + " is up",
                    () -> await().atMost(PATIENCE).until(application::isUp));
        }
        card.check("library of an EAR", () -> one.loadsOnce("in-application", "probe/ask/in-application/ear"));
        card.check("WAR of an EAR", () -> {
            String first = server.get("/one/resource/ear");
            assertThat(first.strip()).isEqualTo("resource ear 1 " + server);
            assertThat(server.get("/one/resource/ear")).isEqualTo(first);
        });
        card.check("both WARs of an EAR share", () -> {
            assertThat(two.ask("in-application", "ear")).isEqualTo(one.ask("in-application", "ear"));
            assertThat(one.loads("in-application", "ear")).isEqualTo(1);
        });
    }
}
