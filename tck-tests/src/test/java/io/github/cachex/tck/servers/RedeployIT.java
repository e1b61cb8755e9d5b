// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.awaitility.Awaitility.await;

import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.tck.system.Show;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that is deployed again and again, while it is asked, leaves nothing behind. */
class RedeployIT {
    private static final int REDEPLOYS = 5;
    private static final int CALLERS = 4;
    private static final int CROWD = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static List<ServerKind> servers() {
        return Stream.of(ServerKind.PAYARA_SERVER, ServerKind.WILDFLY, ServerKind.OPEN_LIBERTY)
                .filter(Chosen::is)
                .toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("servers")
    void redeployedUnderLoad_nothingGrows(ServerKind kind) throws Exception {
        Series series = redeployed(kind, Started.WAR);
        Left first = series.left().get(0);
        Left last = series.left().get(series.left().size() - 1);
        String name = "redeploy " + kind;
        String about = " after " + REDEPLOYS + " redeploys under load, " + series.answered() + " answers";
        Show.atMost(name, last.ownThreads(), first.ownThreads(), "threads of Cachex and its client" + about);
        Show.atMost(name, last.connections(), Started.POOL + 1, "connections, with the link," + about);
        if (last.copies() > first.copies()) {
            // Servers keep a deployment for requests that were under way in it. What they keep without Cachex is
            // theirs.
            Series without = redeployed(kind, new Archives(Started.WAR).withoutCachex());
            int kept = without.left().stream().mapToInt(Left::copies).max().orElseThrow();
            Show.atMost(name, last.copies(), kept, "copies of the classes, as of a WAR without Cachex," + about);
        } else {
            Show.atMost(name, last.copies(), first.copies(), "copies of the classes" + about);
        }
    }

    /** What was there after each redeploy but the first: the server itself has settled then. */
    private record Series(List<Left> left, int answered) {}

    private static Series redeployed(ServerKind kind, Path war) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try (Started started = Started.of(Duration.ofMillis(100), war, kind)) {
            ApplicationServer server = started.servers().get(0);
            Probed probed = started.probes().get(0);
            List<Future<Integer>> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.add(threads.submit(() -> askUntil(over, probed, answered)));
            }
            List<Left> left = new ArrayList<>();
            for (int round = 0; round < REDEPLOYS; round++) {
                redeploy(server, war, probed, answered);
                left.add(left(server, started, probed));
            }
            over.set(true);
            for (Future<Integer> caller : callers) {
                caller.get();
            }
            return new Series(left, answered.get());
        } finally {
            over.set(true);
            threads.shutdown();
        }
    }

    /** Keeps all threads of the server busy with the newest deployment first: idle ones still hold what they did last. */
    private static Left left(ApplicationServer server, Started started, Probed probed) throws Exception {
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
        return Left.in(server, started);
    }

    private static void redeploy(ApplicationServer server, Path war, Probed probed, AtomicInteger answered)
            throws Exception {
        String before = probed.answer("probe/instance");
        server.deploy(List.of(war));
        await("another deployment answers").atMost(PATIENCE).until(() -> {
            try {
                return !probed.answer("probe/instance").equals(before);
            } catch (IOException e) {
                return false; // between the two
            }
        });
        int then = answered.get();
        await("it is asked").atMost(PATIENCE).until(() -> answered.get() > then + 100);
    }

    /** Asks and asks; there are no right answers while the application is away. */
    private static int askUntil(AtomicBoolean over, Probed probed, AtomicInteger answered) throws Exception {
        int asked = 0;
        while (!over.get()) {
            try {
                probed.ask("in-application", "k" + asked++ % 500);
                answered.incrementAndGet();
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        return asked;
    }
}
