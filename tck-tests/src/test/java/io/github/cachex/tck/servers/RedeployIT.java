// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that is deployed again and again, while it is asked, leaves nothing behind. */
class RedeployIT {
    private static final int REDEPLOYS = 5;
    private static final int CALLERS = 4;
    private static final int CROWD = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    static List<ServerKind> servers() {
        return Stream.of(ServerKind.PAYARA_SERVER, ServerKind.WILDFLY, ServerKind.OPEN_LIBERTY)
                .filter(Chosen::is)
                .toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("servers")
    void redeployedAgainAndAgain_nothingGrows(ServerKind kind) throws Exception {
        String name = "redeploy " + kind;
        try (Started started = Started.of("redeploy", Duration.ofMillis(100), kind);
                Load load = new Load(started.probes().get(0), CALLERS)) {
            ApplicationServer server = started.servers().get(0);
            redeploy(server, load);
            load.awaitAnswers(100);
            Left first = left(started);
            for (int round = 1; round < REDEPLOYS; round++) {
                redeploy(server, load);
                load.awaitAnswers(100);
            }
            Left loaded = left(started);
            String about = " after " + REDEPLOYS + " redeploys under load, " + load.answers() + " answers";
            Show.atMost(name, loaded.ownThreads(), first.ownThreads(), "threads of Cachex and its client" + about);
            Show.atMost(name, loaded.connections(), Started.POOL + 1, "connections, with the link," + about);
            // Servers keep what requests were under way in: WildFly keeps a copy per redeploy so, without Cachex as
            // well.
            for (int round = 0; round < REDEPLOYS; round++) {
                load.holdWhile(() -> redeployUnasked(started));
            }
            AtomicReference<Left> held = new AtomicReference<>(left(started));
            await("idle threads of the server let go").atMost(PATIENCE).untilAsserted(() -> {
                held.set(left(started));
                assertThat(held.get().copies()).isLessThanOrEqualTo(loaded.copies());
            });
            Show.atMost(
                    name,
                    held.get().copies(),
                    loaded.copies(),
                    "copies of the classes after " + REDEPLOYS + " more, between requests");
        }
    }

    /** Keeps all threads of the server busy with the newest deployment first: idle ones still hold what they did last. */
    private static Left left(Started started) throws Exception {
        Probed probed = started.probes().get(0);
        String batch = UUID.randomUUID().toString();
        ExecutorService threads = Executors.newFixedThreadPool(CROWD);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int caller = 0; caller < CROWD; caller++) {
                String key = batch + "-" + caller;
                answers.add(threads.submit(() -> probed.ask("in-application", key)));
            }
            for (Future<String> answer : answers) {
                answer.get();
            }
        } finally {
            threads.shutdown();
        }
        return Left.in(started.servers().get(0), started);
    }

    /** Is done when Redis has lost the connections of the old deployment, and has one of the new: nobody asks the old one while it goes. */
    private static void redeployUnasked(Started started) throws Exception {
        Set<String> before = started.connected();
        started.servers().get(0).deploy(List.of(Started.WAR));
        await("Redis has connections of another deployment alone")
                .atMost(PATIENCE)
                .until(() -> {
                    Set<String> now = started.connected();
                    return !now.isEmpty() && now.stream().noneMatch(before::contains);
                });
    }

    private static void redeploy(ApplicationServer server, Load load) throws Exception {
        String before = load.probed().answer("probe/instance");
        server.deploy(List.of(Started.WAR));
        await("another deployment answers").atMost(PATIENCE).until(() -> {
            try {
                return !load.probed().answer("probe/instance").equals(before);
            } catch (IOException e) {
                return false; // between the two
            }
        });
    }
}
