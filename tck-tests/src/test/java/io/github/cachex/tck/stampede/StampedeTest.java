// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.stampede;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Crowd;
import io.github.cachex.tck.process.Stampede;
import io.github.cachex.tck.process.Worker;
import io.github.cachex.tck.redis.Monitored;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** P1: four processes of fifty threads on a cold key, and one load. */
class StampedeTest {
    private static final int JVMS = 4;
    private static final int THREADS = 50;
    private static final long LOAD = 225;

    private static Cluster cluster;

    @BeforeAll
    static void startProcesses() {
        cluster = Cluster.of(JVMS);
        cluster.warmUp();
    }

    @AfterAll
    static void endProcesses() {
        cluster.close();
    }

    @Test
    void coldKey_isLoadedOnce() {
        cluster.open("plain");
        List<Stampede.Round> rounds =
                run(new Stampede(cluster, "plain", THREADS, LOAD, Crowd.Mode.VALUE), Rounds.of(20, 60));
        assertThat(rounds).allSatisfy(round -> assertThat(round.outcomes()).containsExactly("[1]"));
        Show.exactly("stampede-loads", most(rounds, Stampede.Round::loads), 1, about(rounds, "225 ms loader"));
        Show.figure(
                "stampede-slowest",
                Elapsed.medianOf(rounds.stream().map(Stampede.Round::slowest).toList()),
                "slowest answer, median of " + rounds.size() + " rounds, 225 ms loader");
    }

    @Test
    void coldKey_costsFewCommands() throws IOException {
        cluster.open("commands", "cachex.link.heartbeat", "10m", "cachex.link.dead", "1h");
        // Soon over: who waits asks again from time to time, and so oftener on a slow machine.
        Stampede stampede = new Stampede(cluster, "commands", THREADS, 60, Crowd.Mode.VALUE);
        stampede.run(); // connected, listening, scripts known
        List<Integer> perJvm = new ArrayList<>();
        try (Monitored monitored = Monitored.on(cluster.redis())) {
            for (int i = 0; i < 5; i++) {
                stampede.run();
                perJvm.add((monitored.take().size() + JVMS - 1) / JVMS);
            }
        }
        Show.atMost(
                "stampede-commands",
                perJvm.stream().mapToInt(Integer::intValue).min().orElseThrow(),
                10,
                "Redis commands per JVM, fewest of 5 rounds");
    }

    @Test
    void loaderLongerThanTheLease_isStillTheOnlyOne() {
        cluster.open("long", "cachex.lease.ttl", "1500ms", "cachex.lease.renew", "300ms");
        List<Stampede.Round> rounds =
                run(new Stampede(cluster, "long", THREADS, 3300, Crowd.Mode.VALUE), Rounds.of(2, 20));
        assertThat(rounds).allSatisfy(round -> assertThat(round.outcomes()).containsExactly("[1]"));
        Show.exactly(
                "stampede-loads",
                most(rounds, Stampede.Round::loads),
                1,
                about(rounds, "loader longer than two leases"));
    }

    @Test
    void loaderLongerThanTheWaitTimeout_runsOncePerJvmAndOnceBesideALeaderThatTakesTooLong() {
        cluster.open(
                "patience", "cachex.lease.ttl", "900ms", "cachex.lease.renew", "200ms", "cachex.wait-timeout", "2s");
        List<Stampede.Round> rounds =
                run(new Stampede(cluster, "patience", THREADS, 2500, Crowd.Mode.VALUE), Rounds.of(2, 20));
        assertThat(rounds).allSatisfy(round -> assertThat(round.outcomes()).containsExactly("[1]"));
        // Of those who waited beside the leader, one loads in its place, and the others wait for that one.
        atMost(2, rounds, "loader longer than wait-timeout");
    }

    @Test
    void loaderOfNothing_runsOncePerJvm() {
        cluster.open("nothing");
        List<Stampede.Round> rounds =
                run(new Stampede(cluster, "nothing", THREADS, LOAD, Crowd.Mode.NULL), Rounds.of(10, 20));
        assertThat(rounds).allSatisfy(round -> assertThat(round.outcomes()).containsExactly("[null]"));
        atMostOnePerJvm(rounds, "null, not cached");
    }

    @Test
    void failingLoader_runsOncePerJvmAndCoolDown() {
        cluster.open("failing");
        List<Stampede.Round> rounds =
                run(new Stampede(cluster, "failing", THREADS, LOAD, Crowd.Mode.FAIL), Rounds.of(10, 20));
        assertThat(rounds).allSatisfy(round -> assertThat(round.outcomes()).containsExactly("[refused]"));
        atMostOnePerJvm(rounds, "failing");
    }

    @Test
    void leaderKilled_costsOneLoadMore() {
        Duration lease = Duration.ofMillis(1500);
        Duration load = Duration.ofMillis(500);
        // Whoever waits for the dead leader until this is over would be seen from afar.
        String[] settings = {
            "cachex.lease.ttl", lease.toMillis() + "ms", "cachex.lease.renew", "300ms", "cachex.wait-timeout", "60s"
        };
        cluster.open("killed", settings);
        Stampede stampede = new Stampede(cluster, "killed", THREADS, load.toMillis(), Crowd.Mode.VALUE);
        List<Stampede.Round> rounds = new ArrayList<>();
        for (int i = 0; i < Rounds.of(3, 20); i++) {
            int slot = cluster.freshSlot();
            stampede.begin(slot);
            Worker leader = leaderOf(slot);
            leader.kill();
            List<Worker> survivors = cluster.workers().stream()
                    .filter(worker -> worker != leader)
                    .toList();
            rounds.add(stampede.end(slot, survivors));
            Worker heir = cluster.replace(leader);
            heir.ask(cluster.opening("killed", settings));
            stampede.warmUp(heir);
        }
        assertThat(rounds).allSatisfy(round -> {
            assertThat(round.outcomes()).containsExactly("[1]");
            assertThat(round.answers()).isEqualTo((JVMS - 1) * THREADS);
        });
        Show.atMost(
                "stampede-loads", most(rounds, Stampede.Round::loads), 2, about(rounds, "leader killed by kill -9"));
        Show.within(
                "stampede-loads",
                Elapsed.longestOf(rounds.stream().map(Stampede.Round::slowest).toList()),
                lease.plus(load).plusMillis(500),
                "slowest answer, leader killed by kill -9, lease " + lease + ", loader " + load);
    }

    private static Worker leaderOf(int slot) {
        return Awaitility.await("a leader")
                .pollInterval(Duration.ofMillis(5))
                .pollDelay(Duration.ZERO)
                .until(
                        () -> cluster.workers().stream()
                                .filter(worker -> cluster.source().isLoading(slot, worker.index()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static List<Stampede.Round> run(Stampede stampede, int count) {
        List<Stampede.Round> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rounds.add(stampede.run());
        }
        assertThat(rounds).allSatisfy(round -> assertThat(round.answers()).isEqualTo(JVMS * THREADS));
        return rounds;
    }

    private static void atMostOnePerJvm(List<Stampede.Round> rounds, String about) {
        atMost(1, rounds, about);
    }

    private static void atMost(int loads, List<Stampede.Round> rounds, String about) {
        assertThat(most(rounds, Stampede.Round::atOnce))
                .as("loads of one process at once, " + about)
                .isBetween(1.0, (double) loads);
        Show.atMost("stampede-loads", most(rounds, Stampede.Round::most), loads, "per JVM, " + about(rounds, about));
    }

    private static double most(List<Stampede.Round> rounds, ToLongFunction<Stampede.Round> figure) {
        return rounds.stream().mapToLong(figure).max().orElseThrow();
    }

    private static String about(List<Stampede.Round> rounds, String about) {
        return "in the worst of " + rounds.size() + " rounds, " + JVMS + " JVMs of " + THREADS + " threads, " + about;
    }
}
