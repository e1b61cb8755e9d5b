// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.CacheStats;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.event.BreakerState;
import io.github.cachex.event.CacheEvent.BackendFailed;
import io.github.cachex.event.CacheEvent.OutageServed;
import io.github.cachex.tck.redis.LogLines;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.RecordingListener;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** A Redis that refuses writes while it can be read: what frees goes on, and what is refused is told. */
class FullRedisTest extends OverRedis {
    private static final int ENTRIES = 300;
    private static final int BYTES = 2_000;

    @AfterEach
    void acceptAgain() {
        for (Refusing refusing : Refusing.values()) {
            asked(refusing::end);
        }
    }

    private void asked(Consumer<Jedis> command) {
        try (Jedis jedis = Raw.jedis(redis())) {
            command.accept(jedis);
        }
    }

    private static CacheKey<String> key(int i) {
        return CacheKey.of("k" + i, String.class);
    }

    private static String value(CacheHandler node, int i) {
        return node.fetch(key(i), () -> "new").substring(0, 3);
    }

    private CacheHandler filled(CacheHandler node) {
        // Longer than the first look at an entry's head is.
        String[] tags = IntStream.range(0, 100)
                .mapToObj(i -> "a tag of some length:" + i)
                .toArray(String[]::new);
        for (int i = 0; i < ENTRIES; i++) {
            CacheOptions options = i == 0
                    ? CacheOptions.ttl("never").tags(tags)
                    : CacheOptions.ttl("never").tags(i % 2 == 0 ? "even" : "odd");
            node.fetch(key(i), options, () -> "old" + "x".repeat(BYTES));
        }
        return node;
    }

    @Test
    void tagsPatternsAndClear_areAppliedAndHeardOfOnAFullRedis() {
        CacheHandler one = filled(node());
        CacheHandler two = node();
        assertThat(value(two, 1)).isEqualTo("old");
        asked(jedis -> jedis.configSet("maxmemory", "1mb"));

        assertThat(one.invalidate("k1").outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(one.invalidateTags("even").outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(one.invalidateMatching("k3*").outcome()).isEqualTo(Outcome.APPLIED);
        Awaitility.await()
                .untilAsserted(() -> assertThat(List.of(value(two, 1), value(two, 2), value(two, 31)))
                        .containsOnly("new"));
        assertThat(value(two, 5)).isEqualTo("old");

        assertThat(one.clear().outcome()).isEqualTo(Outcome.APPLIED);
        Awaitility.await().untilAsserted(() -> assertThat(value(two, 5)).isEqualTo("new"));
        assertThat(value(node(), 7)).isEqualTo("new");
        assertThat(one.stats().queuedInvalidations()).isZero();
    }

    /** What lives for ever would lie there for ever. */
    @Test
    void clear_freesTheMemory_soThatAFullRedisStoresAgain() {
        CacheHandler one = filled(node());
        long[] used = {0, 0};
        asked(jedis -> {
            used[0] = used(jedis);
            jedis.configSet("maxmemory", String.valueOf(used[0] - ENTRIES * BYTES / 4));
        });
        one.fetch(key(ENTRIES), () -> "not stored");
        assertThat(one.contains(key(ENTRIES))).isFalse();

        one.clear();
        asked(jedis -> {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(jedis.keys("tck:1:{tested:*}")).isEmpty());
            used[1] = used(jedis);
        });
        Show.atLeast(
                "full-redis-clear",
                (double) (used[0] - used[1]) / ENTRIES,
                BYTES,
                "bytes freed for each of " + ENTRIES + " entries");
        one.fetch(key(1), () -> "stored");
        assertThat(one.contains(key(1))).isTrue();
    }

    private static long used(Jedis jedis) {
        return jedis.info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length())))
                .findFirst()
                .orElseThrow();
    }

    /** How a Redis comes to refuse. */
    enum Refusing {
        OOM("OOM command not allowed", "; raise maxmemory") {
            @Override
            void begin(Jedis jedis) {
                jedis.configSet("maxmemory", "1");
            }

            @Override
            void end(Jedis jedis) {
                jedis.configSet("maxmemory", "0");
            }
        },
        NOREPLICAS("NOREPLICAS", "; bring the replicas back") {
            @Override
            void begin(Jedis jedis) {
                jedis.configSet("min-replicas-to-write", "1");
            }

            @Override
            void end(Jedis jedis) {
                jedis.configSet("min-replicas-to-write", "0");
            }
        },
        READONLY("READONLY", "; this is a replica") {
            @Override
            void begin(Jedis jedis) {
                jedis.sendCommand(Protocol.Command.REPLICAOF, "127.0.0.1", "1");
            }

            @Override
            void end(Jedis jedis) {
                jedis.sendCommand(Protocol.Command.REPLICAOF, "NO", "ONE");
            }
        };

        private final String words;
        private final String remedy;

        Refusing(String words, String remedy) {
            this.words = words;
            this.remedy = remedy;
        }

        abstract void begin(Jedis jedis);

        abstract void end(Jedis jedis);
    }

    @ParameterizedTest
    @EnumSource
    void refusedLeases_areFailuresTellOnceWhyAndLeaveTheBreakerClosed(Refusing refusing) {
        RecordingListener heard = new RecordingListener();
        LogLines log = closing(new LogLines());
        CacheHandler node = closing(builder(redis().uri()).listener(heard).build());
        node.fetch(key(0), () -> "there");
        asked(refusing::begin);

        for (int i = 1; i <= 20; i++) {
            assertThat(node.fetch(key(i), () -> "loaded")).isEqualTo("loaded");
            assertThat(node.fetch(key(i), () -> "again")).as("kept for a while").isEqualTo("loaded");
        }
        node.fetchAll(List.of(key(30), key(31)), CacheOptions.defaults(), keys -> Map.of(key(30), "a", key(31), "b"));
        assertThat(node.fetch(key(0), () -> "loaded")).isEqualTo("there");

        CacheStats stats = node.stats();
        assertThat(stats.breaker()).isEqualTo(BreakerState.CLOSED);
        assertThat(stats.backendFailures()).isGreaterThanOrEqualTo(22);
        assertThat(heard.events(BackendFailed.class))
                .allSatisfy(event -> assertThat(event.failure())
                        .hasMessageContaining(refusing.words)
                        .hasMessageContaining(refusing.remedy));
        assertThat(heard.events(OutageServed.class)).as("it is not down").isEmpty();
        assertThat(log.with(refusing.words))
                .filteredOn(line -> line.startsWith("WARNING ERROR"))
                .singleElement()
                .asString()
                .contains(refusing.remedy);
        assertThat(log.with("is down")).isEmpty();
    }
}
