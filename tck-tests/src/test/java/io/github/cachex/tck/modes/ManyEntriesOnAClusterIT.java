// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.modes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisCluster;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ScanParams;

/** A hundred thousand entries over all primaries of a cluster, invalidated at once. */
class ManyEntriesOnAClusterIT {
    private static final int ENTRIES = 100_000;
    private static final int BATCH = 2_000;
    private static final String[] PATIENT = {
        "cachex.near.enabled", "false",
        "cachex.backend-budget", "30s",
        "cachex.backend.redis.timeout.socket", "30s",
        "cachex.breaker.slow", "30s"
    };

    private static RedisCluster cluster;

    private CacheHandler node;
    private CacheHandler elsewhere;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void store() {
        node = OverRedis.builder(cluster.uri(), PATIENT).build();
        elsewhere = OverRedis.builder(cluster.uri(), PATIENT).build();
        CacheOptions tagged = CacheOptions.defaults().tags("many");
        for (int from = 0; from < ENTRIES; from += BATCH) {
            Map<CacheKey<String>, String> batch = new LinkedHashMap<>();
            keys(from).forEach(key -> batch.put(key, "old"));
            node.putAll(batch, tagged);
        }
        node.put(other(), "kept", CacheOptions.defaults().tags("other"));
        assertThat(cluster.primaries())
                .allSatisfy(primary -> assertThat(entriesOn(primary)).isPositive());
        assertThat(served(elsewhere)).isEqualTo(ENTRIES);
    }

    @AfterEach
    void close() {
        node.close();
        elsewhere.close();
    }

    private static List<CacheKey<String>> keys(int from) {
        return IntStream.range(from, from + BATCH)
                .mapToObj(i -> CacheKey.of("many:" + i, String.class))
                .toList();
    }

    private static CacheKey<String> other() {
        return CacheKey.of("another", String.class);
    }

    private static long served(CacheHandler handler) {
        return IntStream.iterate(0, from -> from < ENTRIES, from -> from + BATCH)
                .mapToLong(from -> handler.getAll(keys(from)).size())
                .sum();
    }

    /** How many of the entries, and of their leases, lie in the memory of a primary. */
    private static long entriesOn(RedisServer primary) {
        try (Jedis jedis = new Jedis(primary.hostName(), primary.port())) {
            ScanParams many = new ScanParams().match("tck:1:{tested:many:*").count(10_000);
            long found = 0;
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                var page = jedis.scan(cursor, many);
                found += page.getResult().size();
                cursor = page.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
            return found;
        }
    }

    private static long entriesInMemory() {
        return cluster.primaries().stream()
                .mapToLong(ManyEntriesOnAClusterIT::entriesOn)
                .sum();
    }

    private void seeNothingLeft() {
        assertThat(served(node)).as("served here").isZero();
        Awaitility.await("all gone elsewhere").atMost(Duration.ofMinutes(1)).until(() -> served(elsewhere) == 0);
        assertThat(node.get(other())).contains("kept");
        assertThat(elsewhere.get(other())).contains("kept");
    }

    @Test
    void tag_nothingIsLeftOver() {
        Elapsed elapsed = Elapsed.start();
        assertThat(node.invalidateTags("many").isApplied()).isTrue();
        Show.figure("tag-invalidation cluster", elapsed.stop(), "for " + ENTRIES + " entries");
        seeNothingLeft();
        Show.exactly("tag-invalidation cluster", served(node), 0, "entries left over of " + ENTRIES);
    }

    @Test
    void pattern_nothingIsLeftOver() {
        Elapsed elapsed = Elapsed.start();
        assertThat(node.invalidateMatching("many:*").isApplied()).isTrue();
        Show.figure(
                "pattern-invalidation cluster",
                elapsed.stop(),
                "for a caller with a budget of 30 s, " + ENTRIES + " entries");
        seeNothingLeft();
        Awaitility.await("memory of all primaries")
                .atMost(Duration.ofMinutes(2))
                .until(() -> entriesInMemory() == 0);
        Show.figure("pattern-invalidation cluster", elapsed.stop(), "until the memory of all primaries was free");
        Show.exactly("pattern-invalidation cluster", entriesInMemory(), 0, "entries left over of " + ENTRIES);
    }
}
