// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Servers of several kinds share one cache; with all rounds, on two JDKs and two releases of Jakarta EE as well. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MixedIT {
    private static final List<ServerKind> KINDS = List.of(
                    ServerKind.WILDFLY,
                    ServerKind.OPEN_LIBERTY,
                    ServerKind.PAYARA_MICRO,
                    ServerKind.WILDFLY,
                    ServerKind.OPEN_LIBERTY,
                    ServerKind.PAYARA_MICRO_7,
                    ServerKind.OPEN_LIBERTY_EE11)
            .subList(0, Rounds.of(5, 7));
    private static final int CALLERS = 50;
    private static final int STAMPEDES = Rounds.of(3, 10);
    private static final int CHANGES = Rounds.of(50, 100);

    private Started started;
    private List<Probed> nodes;

    @BeforeAll
    void start() throws Exception {
        started = Started.of("mixed", Duration.ofMillis(300), KINDS.toArray(ServerKind[]::new));
        nodes = started.probes();
    }

    @AfterAll
    void stop() throws Exception {
        if (started != null) {
            started.close();
        }
    }

    @Test
    void coldKey_isLoadedOnceOverServersOfAllKinds() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS * nodes.size());
        try {
            for (int round = 0; round < STAMPEDES; round++) {
                String key = "stampede-" + round;
                List<Future<String>> answers = new ArrayList<>();
                for (int caller = 0; caller < CALLERS * nodes.size(); caller++) {
                    Probed node = nodes.get(caller % nodes.size());
                    answers.add(threads.submit(() -> node.ask("in-application", key)));
                }
                Set<String> different = new HashSet<>();
                for (Future<String> answer : answers) {
                    different.add(answer.get());
                }
                assertThat(different).hasSize(1);
                Show.exactly(
                        "mixed-stampede",
                        loads("in-application", key),
                        1,
                        "load for " + answers.size() + " requests at once on " + KINDS);
            }
        } finally {
            threads.shutdown();
        }
    }

    /** By annotations, accessors and generic superclasses, which each server's JVM reads for itself. */
    @Test
    void valueThatOneServerStored_isNoForeignEntryOfOthers() throws Exception {
        int values = 0;
        int wrong = 0;
        for (String kind : List.of("article", "customer", "page")) {
            for (int writer = 0; writer < nodes.size(); writer++) {
                String key = kind + "-" + writer;
                String path = "catalogue/" + kind + "/" + key;
                String stored = nodes.get(writer).answer(path);
                assertThat(stored).contains(key);
                for (Probed reader : nodes) {
                    wrong += reader.answer(path).equals(stored) ? 0 : 1;
                }
                assertThat(loads(kind, key)).as("loads of " + key).isEqualTo(1);
                values++;
            }
        }
        long foreign = 0;
        for (Probed node : nodes) {
            foreign += Long.parseLong(node.answer("catalogue/foreign"));
        }
        Show.exactly(
                "releases",
                foreign + wrong,
                0,
                "foreign entries of the same release, of " + values + " values stored by one and read by all of "
                        + KINDS);
    }

    private int loads(String bean, String key) throws Exception {
        int loads = 0;
        for (Probed node : nodes) {
            loads += node.loads(bean, key);
        }
        return loads;
    }

    @Test
    void invalidation_holdsOnServersOfOtherKinds() throws Exception {
        for (ServerKind from : EnumSet.copyOf(KINDS)) {
            for (ServerKind to : EnumSet.complementOf(EnumSet.of(from))) {
                if (KINDS.contains(to)) {
                    String about = "from " + from + " to " + to;
                    change(first(from), first(to), "drop/", about + ", by key");
                    change(first(from), first(to), "drop-all?", about + ", by tag");
                }
            }
        }
    }

    private Probed first(ServerKind kind) {
        return nodes.get(KINDS.indexOf(kind));
    }

    /** Invalidates on one node what the other has near, and counts what the other still answers after the push delay. */
    private static void change(Probed from, Probed to, String how, String about) throws Exception {
        int stale = 0;
        List<Elapsed> times = new ArrayList<>();
        for (int round = 0; round < CHANGES; round++) {
            String key = "k" + Integer.toHexString(about.hashCode()) + "-" + round;
            from.answer("probe/put/" + key);
            String old = to.ask("groups", key);
            assertThat(to.ask("groups", key)).isEqualTo(old);
            from.answer("probe/" + how + key);
            Elapsed elapsed = Elapsed.start();
            Awaitility.await("the other node hears of it")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> !to.ask("groups", key).equals(old));
            times.add(elapsed.stop());
            for (int again = 0; again < 3; again++) {
                stale += to.ask("groups", key).equals(old) ? 1 : 0;
            }
        }
        Show.exactly(
                "mixed-coherence",
                stale,
                0,
                "stale answers after a new one in " + CHANGES + " changes " + about + "; seen after "
                        + Elapsed.longestOf(times) + " at most");
    }
}
