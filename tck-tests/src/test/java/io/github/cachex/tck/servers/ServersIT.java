// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.examples.zones.RedisAtHand;
import io.github.cachex.tck.deployment.WrongGuards;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The probe on application servers, one after the other, each in a process of its own over a Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServersIT {
    private static final Path PARTS = Path.of("target", "servers");
    private static final Duration START = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int TRANSACTIONS = 100;

    private final Archives archives = new Archives(PARTS.resolve("probe.war"));
    private RedisAtHand redis;
    private RedisEntries entries;

    @BeforeAll
    void startRedis() throws IOException {
        redis = RedisAtHand.start();
        entries = new RedisEntries(redis.uri());
    }

    @AfterAll
    void stopRedis() throws IOException {
        entries.close();
        redis.close();
    }

    static List<Arguments> servers() throws IOException {
        List<Arguments> servers = new ArrayList<>();
        // TomEE is no whole Jakarta EE 10; it is one of the other runtimes.
        for (ServerKind kind : EnumSet.complementOf(EnumSet.of(ServerKind.TOMEE))) {
            if (Chosen.is(kind)) {
                Jdk.wanted(kind).forEach(jdk -> servers.add(Arguments.of(kind, jdk)));
            }
        }
        return servers;
    }

    @ParameterizedTest(name = "{0} on {1}", allowZeroInvocations = true)
    @MethodSource("servers")
    void server(ServerKind kind, Jdk jdk) throws Exception {
        entries.forget();
        try (ApplicationServer server = kind.server(PARTS, kind + "-" + jdk.version())) {
            server.environment("CACHEX_BACKEND_REDIS_URI", redis.uri());
            server.environment("CACHEX_CACHE_NAMED_TTL", "40m");
            server.environment("PROBE_NODE", server.toString());
            server.property("cachex.cache.background.ttl", "50m");
            // No value ends while a busy machine is asked about it.
            server.property("cachex.ttl", "3h");
            server.property("client/mp-rest/url", server.url() + "probe/");
            server.observed();
            server.with(PARTS.resolve("probe.war"));
            Probed probed = new Probed(server, "probe/");
            Card card = new Card(kind.toString(), jdk);
            card.start(server, probed);
            Questions.ask(card, probed);
            checkBeans(card, probed);
            card.check("transactions", () -> checkTransactions(kind, probed));
            Questions.background(card, probed, "application-loader=true,jndi=true,other-thread=true,request=true");
            HttpQuestions.ask(card, kind.toString(), server);
            checkSettings(card, probed);
            checkOperators(card, kind, server, probed);
            checkOthers(card, kind, server, probed);
            if (kind.takesEar()) {
                checkEar(card, server);
            }
            card.show();
        }
    }

    private static void checkOperators(Card card, ServerKind kind, ApplicationServer server, Probed probed) {
        OperatorQuestions.health(card, server);
        if (kind.hasMetrics()) {
            OperatorQuestions.metrics(card, server, probed);
        }
        OperatorQuestions.beansAndEvents(card, server, probed, "probe");
    }

    private static void checkBeans(Card card, Probed probed) {
        for (String bean : List.of(
                "war", "in-session", "session-handler", "in-conversation", "stateless", "stateful", "ejb-singleton")) {
            card.check("WAR's bean " + bean, () -> probed.loadsOnce(bean, "probe/ask/" + bean + "/k"));
        }
        card.check("bean of a transaction", () -> probed.loadsOnce("in-transaction", "probe/ask/with-transaction/k"));
        card.check("WAR's REST resource", () -> probed.loadsOnce("own", "own/k"));
        Questions.resource(card, probed);
        Questions.client(card, probed);
    }

    /** What others see of a put and an invalidation before a transaction ends, and after it. */
    private static void checkTransactions(ServerKind kind, Probed probed) throws IOException, InterruptedException {
        int unstored = 0;
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < TRANSACTIONS; i++) {
            boolean commit = i % 2 == 0;
            String seen = probed.answer("transactions/" + (commit ? "commit" : "roll-back") + "/k" + i);
            if (commit && seen.equals("old old, nothing nothing")) {
                unstored++;
            } else if (!seen.equals(commit ? "old old, new nothing" : "old old, old old")) {
                wrong.add((commit ? "commit " : "rollback ") + i + ": " + seen);
            }
        }
        Show.exactly(
                "transactions " + kind,
                wrong.size(),
                0,
                "of " + TRANSACTIONS + " commits and rollbacks seen wrongly " + wrong);
        // The message of the write right before may come when the transaction has put: then it counts as somebody
        // else's.
        Show.atMost("transactions " + kind, unstored, TRANSACTIONS / 4.0, "puts dropped after their commit");
    }

    private void checkSettings(Card card, Probed probed) {
        card.check("configuration file", () -> entries.livesAtMost("groups:k", Duration.ofMinutes(20)));
        Questions.outside(card, entries);
        card.check(
                "the server's JSON-B",
                () -> assertThat(probed.answer("probe/json-b")).isEqualTo("org.eclipse.yasson.JsonBindingProvider"));
    }

    /** Other applications beside the first. */
    private void checkOthers(Card card, ServerKind kind, ApplicationServer server, Probed probed) throws Exception {
        server.deploy(List.of(
                archives.withPrefix("other.war", "other"),
                archives.withPrefix("shared.war", "probe"),
                archives.wrong()));
        Probed other = new Probed(server, "other/");
        Probed shared = new Probed(server, "shared/");
        for (Probed application : List.of(probed, other, shared)) {
            card.check(
                    application.context() + " is up",
                    () -> await().atMost(START).until(application::isUp));
        }
        card.check(
                "another application with a cache of its own",
                () -> other.loadsOnce("in-application", "probe/ask/in-application/k"));
        card.check("another application with a shared cache", () -> {
            assertThat(shared.ask("war", "k")).isEqualTo(probed.ask("war", "k"));
            assertThat(shared.loads("war", "k")).isZero();
        });
        card.check("an invalidation in the one holds in the other", () -> {
            shared.ask("in-application", "k");
            probed.answer("probe/drop-both/k");
            await().atMost(PATIENCE).until(() -> {
                shared.ask("in-application", "k");
                return shared.loads("in-application", "k") == 1;
            });
        });
        if (kind.takesEar()) {
            OperatorQuestions.applications(
                    card, server, Set.of("probe", "other", "shared"), "shared", () -> server.undeploy("shared.war"));
        }
        Questions.mistakes(card, server, WrongGuards.ALL);
    }

    private void checkEar(Card card, ApplicationServer server) throws Exception {
        server.deploy(List.of(archives.pair()));
        Probed one = new Probed(server, "one/ear/");
        Probed two = new Probed(server, "two/ear/");
        for (Probed application : List.of(one, two)) {
            card.check(
                    application.context() + " is up",
                    () -> await().atMost(START).until(application::isUp));
        }
        card.check("library of an EAR", () -> one.loadsOnce("in-application", "probe/ask/in-application/ear"));
        card.check("WAR of an EAR", () -> {
            String first = server.get("/one/own/ear");
            assertThat(first.strip()).isEqualTo("own ear 1 " + server);
            assertThat(server.get("/one/own/ear")).isEqualTo(first);
        });
        card.check("both WARs of an EAR share", () -> {
            assertThat(two.ask("in-application", "ear")).isEqualTo(one.ask("in-application", "ear"));
            assertThat(one.loads("in-application", "ear")).isEqualTo(1);
        });
    }
}
