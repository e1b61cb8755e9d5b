// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.examples.zones.RedisAtHand;
import io.github.cachex.tck.jsr107.TckRun;
import io.github.cachex.testkit.Show;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JSR-107's own tests of its annotations, run inside of application servers. */
class Jsr107IT {
    private static final Path PARTS = Path.of("target", "servers");
    private static final Duration START = Duration.ofMinutes(5);

    static List<ServerKind> servers() {
        return Stream.of(ServerKind.WILDFLY, ServerKind.OPEN_LIBERTY, ServerKind.PAYARA_MICRO)
                .filter(Chosen::is)
                .toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("servers")
    void annotations_doWhatTheirTestsAsk(ServerKind kind) throws Exception {
        try (RedisAtHand redis = RedisAtHand.start();
                ApplicationServer server = kind.server(PARTS, "jsr107-" + kind)) {
            server.environment("CACHEX_BACKEND_REDIS_URI", redis.uri());
            server.runOn(Jdk.wanted(kind).get(0).home());
            server.with(new Archives(PARTS.resolve("probe.war")).jsr107());
            server.start();
            await(kind + " starts").atMost(START).until(() -> server.answers("/jsr107/jsr107/up"));

            List<String> results = List.of(server.get("/jsr107/jsr107").strip().split("\n\n"));

            assertThat(results).containsOnly(TckRun.PASSED);
            Show.exactly(
                    "jsr107 " + kind,
                    results.size(),
                    TckRun.TESTS,
                    "tests of JSR-107's annotations passed inside of the server");
        }
    }
}
