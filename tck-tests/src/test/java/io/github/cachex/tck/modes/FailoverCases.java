// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.modes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.modes.FailingOver.How;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/**
 * A replica takes the place of a primary under the load of three processes. What was told APPLIED a moment before, or by the server that
 * was about to go, replication may lose: a value that is older than that is counted apart. Everything else must hold.
 */
abstract class FailoverCases {
    private static final int JVMS = 3;
    private static final int SLOTS = 30;
    private static final int READERS = 3;
    private static final Duration BUDGET = Duration.ofMillis(600);
    private static final Duration LOAD = Duration.ofMillis(2);
    /** For so long a lease stands whose end was lost with the server before, if nobody gives it back sooner. */
    private static final Duration LEASE = Duration.ofSeconds(3);

    /** Replication takes milliseconds, until it is cut off. */
    private static final Duration LAG = Duration.ofSeconds(1);
    /** Within that much all have heard of a switch. */
    private static final Duration HEARD = Duration.ofSeconds(3);

    private final Mode mode;

    FailoverCases(Mode mode) {
        this.mode = mode;
    }

    /** When replication may have lost what was bound, by {@link System#nanoTime}. */
    private record Window(long from, long to) {
        boolean has(long bound) {
            return bound - from >= 0 && to - bound >= 0;
        }
    }

    private static int rounds() {
        return Integer.getInteger("cachex.failovers", Rounds.of(1, 6));
    }

    @ParameterizedTest
    @EnumSource
    void underLoad_noValueIsWrongAndNoCallFails(How how) throws Exception {
        String name = "failover " + mode + " " + how;
        List<Window> windows = new ArrayList<>();
        long left = 0;
        try (FailingOver redis = FailingOver.of(mode);
                Cluster processes = Cluster.over(redis.uri(), JVMS)) {
            int from = processes.freshSlots(SLOTS);
            Order order = load(redis.uri(), from);
            processes.workers().forEach(worker -> worker.tell(order));
            awaitWrites(processes, from);
            processes.source().start(from);
            for (int round = 0; round < rounds(); round++) {
                long began = System.nanoTime();
                RedisServer before = redis.failOver(how);
                windows.add(new Window(began - LAG.toNanos(), System.nanoTime() + HEARD.toNanos()));
                awaitWrites(processes, from);
                redis.revive(before, how);
                left += connectionsLeft(before);
                if (round + 1 < rounds()) {
                    redis.awaitReplica(before);
                    awaitWrites(processes, from);
                }
            }
            processes.source().end(from);
            List<Order> answers = new ArrayList<>();
            processes.workers().forEach(worker -> answers.add(worker.answer()));
            show(name, processes, answers, windows, left);
        }
    }

    private static Order load(String uri, int from) {
        return Order.of("failover")
                .with("from", from)
                .with("count", SLOTS)
                .with("readers", READERS)
                .with("quick", BUDGET.plus(LOAD).toNanos())
                .with("set:cachex.prefix", "tck")
                .with("set:cachex.backend.redis.uri", uri)
                // What is kept in the JVM may be old by what is promised for it, and would hide what Redis answers.
                .with("set:cachex.near.enabled", "false")
                .with("set:cachex.outage-ttl", "0");
    }

    /** Waits until invalidations of every process are applied again, many of them. */
    private static void awaitWrites(Cluster processes, int from) {
        long[] before = new long[JVMS];
        for (int process = 0; process < JVMS; process++) {
            before[process] = processes.source().ready(from + process);
        }
        for (int process = 0; process < JVMS; process++) {
            int slot = from + process;
            long wanted = before[process] + 50;
            Awaitility.await("invalidations of process " + process)
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> processes.source().ready(slot) >= wanted);
        }
    }

    /** Returns how many connections still lead to a server that is no primary any more; a few may be about to be closed. */
    private static long connectionsLeft(RedisServer before) {
        try (Jedis jedis = Raw.jedis(before)) {
            Awaitility.await("no connection left").atMost(Duration.ofMinutes(1)).until(() -> ours(jedis) == 0);
            return ours(jedis);
        }
    }

    private static long ours(Jedis jedis) {
        return jedis.clientList()
                .lines()
                .filter(line -> line.contains("name=cachex"))
                .count();
    }

    private static long sum(List<Order> answers, String name) {
        return answers.stream().mapToLong(answer -> answer.large(name)).sum();
    }

    private static Elapsed longest(List<Order> answers, String name) {
        return Elapsed.ofNanos(
                answers.stream().mapToLong(answer -> answer.large(name)).max().orElseThrow());
    }

    private static void show(String name, Cluster processes, List<Order> answers, List<Window> windows, long left) {
        List<String> stale = answers.stream()
                .flatMap(answer -> Arrays.stream(answer.text("stale").split(" ")))
                .filter(one -> !one.isEmpty())
                .toList();
        List<String> wrong = stale.stream()
                .filter(one -> {
                    long bound = Long.parseLong(one.substring(0, one.indexOf(':')));
                    return windows.stream().noneMatch(window -> window.has(bound));
                })
                .toList();
        assertThat(wrong)
                .as("values older than what was applied at another time")
                .isEmpty();
        Show.exactly(
                name,
                wrong.size(),
                0,
                "wrong values in " + windows.size() + " rounds, "
                        + processes.source().reads() + " reads; " + stale.size()
                        + " beside that were older than what was applied during a failover");
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.text("examples")).isEqualTo("[]"));
        Show.exactly(name, sum(answers, "failures"), 0, "exceptions to callers of annotated methods");
        Show.exactly(name, left, 0, "connections to the server before");
        Show.figure(
                name,
                longest(answers, "gap"),
                "until invalidations were applied again, " + sum(answers, "queued") + " queued meanwhile, "
                        + sum(answers, "writes") + " applied in all");
        Show.within(
                name,
                longest(answers, "longest"),
                BUDGET.plus(LOAD).plus(LEASE),
                "for the longest call, " + sum(answers, "slow")
                        + " took longer than budget and loader: they waited for a lease");
    }
}
