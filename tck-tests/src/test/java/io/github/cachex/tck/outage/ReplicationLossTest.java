// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.LogLines;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** A primary that is killed while invalidations go on, and a replica 20 ms behind it that takes over: what it never heard of. */
class ReplicationLossTest {
    private static final int ENTRIES = 10_000;
    private static final int BEHIND_MILLIS = 20;
    private static final int THREADS = 4;
    /** So many are answered before the primary is killed. */
    private static final int ANSWERED = 40;

    private record Round(int answered, int lost) {}

    private static String id(int i) {
        return "k" + i;
    }

    private static Round round(String replicas) throws Exception {
        try (RedisServer primary = RedisServer.startProcess();
                RedisServer replica = RedisServer.startProcess();
                Link between = Link.to(primary);
                CacheHandler cache = OverRedis.builder(
                                primary.uri(), "cachex.backend.redis.replicas-to-acknowledge", replicas)
                        .build()) {
            for (int i = 0; i < ENTRIES; i += 1_000) {
                int from = i;
                cache.fetchAll(
                        IntStream.range(from, from + 1_000)
                                .mapToObj(n -> CacheKey.of(id(n), String.class))
                                .toList(),
                        CacheOptions.defaults(),
                        keys -> keys.stream().collect(Collectors.toMap(key -> key, CacheKey::id)));
            }
            try (Jedis jedis = Raw.jedis(replica)) {
                String port = String.valueOf(URI.create(between.uri()).getPort());
                jedis.sendCommand(Protocol.Command.REPLICAOF, "127.0.0.1", port);
                awaitAllOn(primary);
                between.delay(BEHIND_MILLIS);
                Queue<Integer> answered = invalidateUntilKilled(cache, primary, between);
                jedis.sendCommand(Protocol.Command.REPLICAOF, "NO", "ONE");
                List<Integer> all = List.copyOf(answered);
                int lost = (int) all.stream()
                        .filter(i -> jedis.exists("tck:1:{tested:" + id(i) + "}"))
                        .count();
                return new Round(all.size(), lost);
            }
        }
    }

    private static void awaitAllOn(RedisServer primary) {
        try (Jedis jedis = Raw.jedis(primary)) {
            Awaitility.await().until(() -> jedis.info("replication").contains("state=online"));
            assertThat(jedis.dbSize()).isGreaterThan(ENTRIES / 2);
            jedis.set("last", "written");
            assertThat(jedis.waitReplicas(1, 60_000)).isEqualTo(1);
        }
    }

    /** Returns which were answered as applied, by several threads at once. */
    private static Queue<Integer> invalidateUntilKilled(CacheHandler cache, RedisServer primary, Link between)
            throws Exception {
        Queue<Integer> answered = new ConcurrentLinkedQueue<>();
        CountDownLatch enough = new CountDownLatch(ANSWERED);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int first = t;
            Thread thread = new Thread(() -> {
                boolean applied = true;
                for (int i = first; i < ENTRIES && applied; i += THREADS) {
                    applied = cache.invalidate(id(i)).isApplied();
                    if (applied) {
                        answered.add(i);
                        enough.countDown();
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        enough.await();
        primary.stop();
        // What is under way dies with it.
        between.become(Link.State.REFUSING);
        for (Thread thread : threads) {
            thread.join();
        }
        return answered;
    }

    @Test
    void acknowledgedInvalidations_areKeptByTheReplicaThatTakesOver() throws Exception {
        int rounds = Rounds.of(2, 10);
        int[] answered = {0, 0};
        int[] lost = {0, 0};
        int unsure = 0;
        for (int i = 0; i < rounds; i++) {
            for (int replicas = 0; replicas < 2; replicas++) {
                try (LogLines log = new LogLines()) {
                    Round round = round(String.valueOf(replicas));
                    if (log.with("replicas acknowledged").isEmpty()) {
                        answered[replicas] += round.answered;
                        lost[replicas] += round.lost;
                    } else {
                        // A busy machine: that it was not in time was said.
                        unsure += round.answered;
                    }
                }
            }
        }
        String failovers = " in " + rounds + " failovers, the replica " + BEHIND_MILLIS + " ms behind";
        Show.atMost(
                "replication-loss",
                lost[0],
                answered[0],
                "of " + answered[0] + " invalidations lost without waiting for it," + failovers);
        Show.exactly(
                "replication-loss",
                lost[1],
                0,
                "of " + answered[1] + " lost with replicas-to-acknowledge=1, " + unsure + " said to be unsure,"
                        + failovers);
    }
}
