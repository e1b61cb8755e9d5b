// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheStats;
import io.github.cachex.Caches;
import io.github.cachex.LeaseHolder;
import io.github.cachex.NodeReport;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.FencedCache;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.process.Worker;
import io.github.cachex.tck.redis.Monitored;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What the nodes of an application, each in a process of its own, count and tell a third one that asks. */
class NodesTest {
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final String CACHE = "figures";
    private static final int SLOTS = 20;
    private static final int TIMES = 5;

    private static Cluster cluster;
    private static Caches caches;

    @BeforeAll
    static void start() {
        cluster = Cluster.of(2);
        cluster.warmUp();
        caches = CacheHandler.builder()
                .prefix("tck")
                .redis(cluster.redis().uri())
                .property("cachex.backend-budget", "30s")
                .property("cachex.backend.redis.timeout.socket", "30s")
                .buildCaches();
    }

    @AfterAll
    static void stop() {
        caches.close();
        cluster.close();
    }

    /** Each process has one node: that of the one cache which is open there. */
    @BeforeEach
    void open() {
        cluster.open(CACHE, "cachex.ttl", "1h", "cachex.near.ttl", "1h", "cachex.jitter", "0");
        Awaitility.await()
                .atMost(WAIT)
                .until(() -> others().size() == 2
                        && others().stream()
                                .allMatch(report -> report.stats().get(CACHE).linkUp()));
    }

    @AfterEach
    void close() {
        cluster.ask(Order.of("close").with("name", CACHE));
    }

    private static List<NodeReport> reports() {
        return caches.nodes(WAIT).toCompletableFuture().join();
    }

    private static List<NodeReport> others() {
        List<NodeReport> reports = reports();
        return reports.subList(1, reports.size());
    }

    private static Optional<NodeReport> of(Worker worker) {
        return others().stream().filter(report -> report.pid() == worker.pid()).findFirst();
    }

    @Test
    void nodes_sayWhoTheyAre() {
        List<NodeReport> all = reports();
        NodeReport own = all.get(0);
        assertThat(own.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(all).extracting(NodeReport::host).containsOnly(own.host());
        assertThat(all).extracting(NodeReport::application).containsOnly("tck");
        assertThat(all)
                .extracting(NodeReport::jvm)
                .doesNotHaveDuplicates()
                .allMatch(jvm -> jvm.matches("[0-9a-f]{16}"));
        assertThat(all).extracting(NodeReport::complete).containsOnly(true);
        assertThat(all).allSatisfy(node -> assertThat(node.node()).isEqualTo("tck@" + node.host() + ":" + node.pid()));
        assertThat(all).allSatisfy(node -> assertThat(node.health().backend()).isEqualTo("redis"));
        assertThat(all.subList(1, 3))
                .extracting(NodeReport::pid)
                .containsExactlyInAnyOrderElementsOf(
                        cluster.workers().stream().map(Worker::pid).toList());
        String clients;
        try (Jedis jedis = Raw.jedis(cluster.redis())) {
            clients = jedis.clientList();
        }
        assertThat(all)
                .allSatisfy(node -> assertThat(clients).contains("name=cachex-" + node.host() + "-" + node.pid()));
    }

    @Test
    void figures_areThoseOfTheLoaderAndTheCallers() {
        int first = cluster.freshSlots(SLOTS);
        for (Worker worker : cluster.workers()) {
            for (int time = 0; time < TIMES; time++) {
                for (int slot = first; slot < first + SLOTS; slot++) {
                    worker.ask(Order.of("fetch").with("name", CACHE).with("slot", slot));
                }
            }
        }
        List<CacheStats> stats =
                others().stream().map(report -> report.stats().get(CACHE)).toList();
        long calls = (long) cluster.workers().size() * TIMES * SLOTS;
        long loads = 0;
        long bytes = 0;
        CacheHandler look = caches.cache(CACHE);
        for (int slot = first; slot < first + SLOTS; slot++) {
            loads += cluster.source().loads(slot);
            bytes += look.entry(CacheKey.of(FencedCache.id(slot), Long.class))
                    .orElseThrow()
                    .size();
        }
        differs("loads", stats, CacheStats::loads, loads);
        differs("hits", stats, CacheStats::hits, calls - loads);
        differs("near hits", stats, CacheStats::nearHits, calls - loads - SLOTS);
        differs("misses", stats, CacheStats::misses, loads);
        differs("bytes written", stats, CacheStats::bytesWritten, bytes);
        differs("bytes read", stats, CacheStats::bytesRead, bytes);
        differs("bytes near", stats, CacheStats::nearBytes, 2 * bytes);
        differs("loads that took time", stats, one -> one.loadTime().count(), loads);
        assertThat(stats).allSatisfy(one -> {
            assertThat(one.backendCalls()).isPositive();
            assertThat(one.backendTime().p50())
                    .isPositive()
                    .isLessThanOrEqualTo(one.backendTime().p99());
            assertThat(one.backendTime().p99())
                    .isLessThanOrEqualTo(one.backendTime().max());
        });
        assertThat(others())
                .allSatisfy(report -> assertThat(report.hotKeys().get(CACHE))
                        .hasSize(10)
                        .allMatch(key -> key.id().startsWith("slot:") && key.asked() > 0));
    }

    private static void differs(String what, List<CacheStats> stats, ToLongFunction<CacheStats> figure, long counted) {
        long told = stats.stream().mapToLong(figure).sum();
        Show.exactly(
                "statistics",
                Math.abs(told - counted),
                0,
                what + ", of " + counted + " that source and callers counted");
    }

    @Test
    void whoeverLoads_isFoundByKeyAndByToken() {
        Worker loading = cluster.workers().get(1);
        int slot = cluster.freshSlot();
        String id = FencedCache.id(slot);
        assertThat(holder(id, Duration.ofMillis(200))).isEmpty();
        Worker newcomer = cluster.join();
        newcomer.ask(cluster.opening("hanging"));
        newcomer.tell(Order.of("hang").with("name", "hanging").with("slot", slot));
        Awaitility.await().atMost(WAIT).until(() -> cluster.source().isLoading(slot, newcomer.index()));

        LeaseHolder holder = caches.leaseHolder("hanging", id, WAIT)
                .toCompletableFuture()
                .join()
                .orElseThrow();
        assertThat(holder.jvm())
                .isEqualTo(of(newcomer).orElseThrow().jvm())
                .isNotEqualTo(of(loading).orElseThrow().jvm());
        assertThat(holder.node()).endsWith(":" + newcomer.pid());
        assertThat(holder.id()).isEqualTo(id);
        assertThat(holder.held()).isPositive();
        long token = token("tck:1:{hanging:" + id + "}:lease");
        assertThat(holder.token()).isEqualTo(token);
        assertThat(caches.leaseHolder(token, WAIT).toCompletableFuture().join().map(LeaseHolder::jvm))
                .contains(holder.jvm());
        newcomer.kill();
        cluster.workers().remove(newcomer);
        assertThat(holder(id, Duration.ofMillis(500))).isEmpty();
    }

    private static Optional<LeaseHolder> holder(String id, Duration wait) {
        return caches.leaseHolder("hanging", id, wait).toCompletableFuture().join();
    }

    private static long token(String lease) {
        try (Jedis jedis = Raw.jedis(cluster.redis())) {
            return ByteBuffer.wrap(jedis.get(lease.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        }
    }

    /** An older release, which knows nothing of the channel, hears nothing at all. */
    @Test
    void nodesSpeak_whenAsked_andOnTheirOwnChannelAlone() throws IOException {
        try (Monitored monitored = Monitored.on(cluster.redis())) {
            int slot = cluster.freshSlot();
            monitored.take();
            cluster.workers().get(0).ask(Order.of("fetch").with("name", CACHE).with("slot", slot));
            cluster.workers().get(1).ask(Order.of("fetch").with("name", CACHE).with("slot", slot));
            Show.exactly("nodes-silent", published(monitored).size(), 0, "messages of nodes while nobody asks");
            int nodes = cluster.workers().size();
            assertThat(reports()).hasSize(1 + nodes);
            List<String> said = published(monitored);
            Show.exactly("nodes-asked", said.size(), 1 + nodes, "messages when one asks " + nodes + " others");
            assertThat(said).allMatch(line -> line.contains("\"tck:1:nodes\"") || line.contains("\"tck:1:nodes:"));
        }
    }

    private static List<String> published(Monitored monitored) throws IOException {
        return monitored.take().stream()
                .filter(command -> command.name().equals("publish"))
                .map(Monitored.Command::line)
                .collect(Collectors.toList());
    }

    /** Whoever may publish may say anything. */
    @Test
    void hostileMessages_areIgnored() {
        try (Jedis jedis = Raw.jedis(cluster.redis())) {
            byte[] question = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
            for (int length = 0; length < question.length; length++) {
                jedis.publish("tck:1:nodes".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(question, length));
            }
            jedis.publish("tck:1:nodes".getBytes(StandardCharsets.UTF_8), new byte[1 << 20]);
            for (NodeReport report : reports()) {
                byte[] channel = ("tck:1:nodes:" + report.jvm()).getBytes(StandardCharsets.UTF_8);
                jedis.publish(channel, new byte[0]);
                jedis.publish(channel, new byte[1 << 20]);
                jedis.publish(channel, question);
            }
        }
        assertThat(others()).hasSize(cluster.workers().size());
    }
}
