// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.examples.servers.ServerProcess;
import io.github.cachex.examples.zones.RedisAtHand;
import io.github.cachex.tck.deployment.WrongGuards;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The probe in each runtime beside the big servers, one after the other, over a Redis. */
class RuntimesIT {
    private static final Duration END = Duration.ofMinutes(10);

    private static RedisAtHand redis;

    @BeforeAll
    static void startRedis() throws IOException {
        redis = RedisAtHand.start();
    }

    @AfterAll
    static void stopRedis() throws IOException {
        redis.close();
    }

    static List<Arguments> runtimes() throws IOException {
        List<Arguments> runtimes = new ArrayList<>();
        for (RuntimeKind kind :
                Stream.of(RuntimeKind.values()).filter(Chosen::is).toList()) {
            kind.jdks().forEach(jdk -> runtimes.add(Arguments.of(kind, jdk)));
        }
        return runtimes;
    }

    @ParameterizedTest(name = "{0} on {1}", allowZeroInvocations = true)
    @MethodSource("runtimes")
    void runtime(RuntimeKind kind, Jdk jdk) throws Exception {
        try (ServerProcess process = kind.on(jdk);
                RedisEntries entries = new RedisEntries(redis.uri())) {
            entries.forget();
            process.environment("CACHEX_BACKEND_REDIS_URI", redis.uri());
            process.environment("CACHEX_CACHE_NAMED_TTL", "40m");
            process.environment("PROBE_NODE", process.toString());
            process.property("cachex.prefix", "probe");
            process.property("cachex.cache.background.ttl", "50m");
            // No value ends while a busy machine is asked about it.
            process.property("cachex.ttl", "3h");
            Probed probed = kind.probed(process);
            process.property("client/mp-rest/url", process.url() + probed.context());
            Card card = new Card(kind.toString(), jdk);
            card.start(process, probed);
            Questions.ask(card, probed);
            Questions.background(card, probed, kind.background());
            Questions.outside(card, entries);
            card.check("JSON-B", () -> assertThat(probed.answer("probe/json-b")).isEqualTo(kind.jsonB()));
            checkRest(card, kind, probed);
            if (kind == RuntimeKind.HELIDON) {
                OperatorQuestions.health(card, process);
                OperatorQuestions.metrics(card, process, probed);
                OperatorQuestions.beansAndEvents(card, process, probed, "probe");
            }
            if (process instanceof ApplicationServer server) {
                checkWrongApplication(card, server);
            } else {
                checkWrongProgram(card, kind, jdk);
            }
            card.show();
        }
    }

    private static void checkRest(Card card, RuntimeKind kind, Probed probed) {
        if (kind.hasRest()) {
            Questions.resource(card, probed);
        }
        if (kind.hasRestClient()) {
            Questions.client(card, probed);
        }
    }

    private static void checkWrongApplication(Card card, ApplicationServer server) throws Exception {
        server.deploy(List.of(RuntimeKind.ARCHIVES.wrong()));
        Questions.mistakes(card, server, WrongGuards.ALL);
        card.check(
                "a wrong application is not there",
                () -> assertThat(server.request("GET", "/wrong/probe/loads").statusCode())
                        .isEqualTo(404));
    }

    /** Starts another process, which ends by itself. */
    private static void checkWrongProgram(Card card, RuntimeKind kind, Jdk jdk) throws Exception {
        try (ServerProcess wrong = kind.wrong(jdk)) {
            wrong.start();
            card.check("a wrong program ends", () -> {
                assertThat(wrong.process().waitFor(END.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(wrong.process().exitValue()).isEqualTo(1);
            });
            Questions.mistakes(card, wrong, kind.wrongGuards());
        }
    }
}
