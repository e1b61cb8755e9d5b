// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.redis.LogLines;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/** A Redis that loses what it held: flushed, evicting, started again with what it saved earlier. Nothing dropped comes back by it. */
class LostStateTest extends OverRedis {
    private static final int KEYS = 20;

    /** What somebody does to a Redis while a load is under way. */
    enum Flush {
        FLUSHALL(Jedis::flushAll),
        FLUSHDB(Jedis::flushDB),
        SCRIPT_FLUSH(Jedis::scriptFlush);

        private final Consumer<Jedis> command;

        Flush(Consumer<Jedis> command) {
            this.command = command;
        }
    }

    private static CacheKey<String> key(String kind, int i) {
        return CacheKey.of(kind + i, String.class);
    }

    @ParameterizedTest
    @EnumSource
    void flushInMidLoad_costsNobodyAnythingAndLeavesNoLease(Flush flush) {
        CacheHandler one = node("cachex.near.enabled", "false");
        CacheHandler two = node("cachex.near.enabled", "false");
        AtomicInteger loads = new AtomicInteger();
        String value = one.fetch(key("k", 1), () -> {
            try (Jedis jedis = Raw.jedis(redis())) {
                flush.command.accept(jedis);
            }
            // Its lease may be gone: who comes now does not wait for it.
            return "value " + loads.incrementAndGet();
        });
        assertThat(value).isEqualTo("value 1");
        String next = two.fetch(key("k", 1), () -> "value " + loads.incrementAndGet());
        assertThat(next).isEqualTo("value " + loads.get());
        assertThat(two.<String, RuntimeException>fetch(key("k", 1), () -> "another"))
                .isEqualTo(next);
        assertThat(one.stats().backendFailures() + two.stats().backendFailures())
                .isZero();
    }

    /** With so little memory nearly everything goes: entries, leases, markers and marks alike. */
    @Test
    void evictionOfAnything_bringsNothingBackAndLeavesNoLease() {
        CacheHandler one = node("cachex.near.enabled", "false");
        CacheHandler two = node("cachex.near.enabled", "false");
        AtomicInteger version = new AtomicInteger();
        int wrong = 0;
        int rounds = Rounds.of(150, 1_500);
        try (Jedis jedis = Raw.jedis(redis())) {
            jedis.configSet("maxmemory-policy", "allkeys-random");
            jedis.configSet("maxmemory", String.valueOf(used(jedis) + 100_000));
            try {
                for (int round = 0; round < rounds; round++) {
                    CacheKey<String> key = key("k", round % KEYS);
                    int before = version.incrementAndGet();
                    CacheHandler writer = round % 2 == 0 ? one : two;
                    switch (round % 3) {
                        case 0 -> writer.invalidate(key.id());
                        case 1 -> writer.invalidateTags("all");
                        default -> writer.clear();
                    }
                    for (int i = 0; i < KEYS; i++) {
                        String loaded = version.get() + " " + "x".repeat(4_000);
                        for (CacheHandler reader : List.of(writer, one, two)) {
                            // A read of another node may come before it has heard: so the writer first, then Redis is
                            // the judge.
                            String read = reader.fetch(
                                    key("k", i), CacheOptions.defaults().tags("all"), () -> loaded);
                            boolean dropped = round % 3 != 0 || i == round % KEYS;
                            boolean old = Integer.parseInt(read.substring(0, read.indexOf(' '))) < before;
                            wrong += dropped && old && reader == writer ? 1 : 0;
                        }
                    }
                }
                assertThat(evicted(jedis)).as("evicted keys").isPositive();
            } finally {
                jedis.configSet("maxmemory", "0");
                jedis.configSet("maxmemory-policy", "noeviction");
            }
        }
        Show.exactly(
                "lost-state",
                wrong,
                0,
                "dropped values read by who dropped them, in " + rounds + " rounds of eviction");
        assertThat(one.fetch(key("k", 0), () -> "there")).isNotEmpty();
    }

    private static long used(Jedis jedis) {
        return number(jedis, "memory", "used_memory:");
    }

    private static long evicted(Jedis jedis) {
        return number(jedis, "stats", "evicted_keys:");
    }

    private static long number(Jedis jedis, String section, String name) {
        return jedis.info(section)
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    /** By key there is no mark, so that Redis has nothing to tell from what came back. */
    @ParameterizedTest
    @CsvSource({"no, 20", "yes, 0"})
    void restartFromWhatWasSavedBeforeAnInvalidation_bringsNothingBackByTagPatternOrClear(String append, int byKey) {
        try (RedisServer saving = RedisServer.startProcess(
                        "--appendonly", append, "--appendfsync", "always", "--aof-use-rdb-preamble", "yes");
                LogLines log = new LogLines();
                CacheHandler listening = at(saving, "others")) {
            CacheHandler cleared = closing(at(saving, "cleared"));
            CacheHandler keyed = closing(at(saving, "keyed"));
            store(listening, "tag", "pat");
            store(cleared, "all");
            store(keyed, "key");
            try (Jedis jedis = Raw.jedis(saving)) {
                jedis.save();
            }
            for (int i = 0; i < KEYS; i++) {
                assertThat(keyed.invalidate("key" + i).isApplied()).isTrue();
            }
            assertThat(listening.invalidateTags("tag").isApplied()).isTrue();
            assertThat(listening.invalidateMatching("pat*").isApplied()).isTrue();
            assertThat(cleared.clear().isApplied()).isTrue();

            saving.restart();

            // Whoever was there before looks after the marks as soon as the link is up again.
            Awaitility.await().until(() -> log.with("LINK * *: up").size() >= 6);
            awaitSync(saving, "others", "cleared");
            int others = 0;
            int keys = 0;
            try (CacheHandler fresh = at(saving, "others");
                    CacheHandler freshCleared = at(saving, "cleared")) {
                for (CacheHandler node : List.of(fresh, listening)) {
                    others += old(node, "tag") + old(node, "pat");
                }
                others += old(freshCleared, "all") + old(cleared, "all");
                keys = old(keyed, "key");
            }
            Show.exactly(
                    "restart",
                    others,
                    0,
                    "values served that a tag, a pattern or clear had dropped after the save, appendonly " + append);
            Show.exactly(
                    "restart",
                    keys,
                    byKey,
                    "of " + KEYS + " values dropped by their keys after the save that came back, appendonly " + append);
        }
    }

    /** Waits until the epochs are again what those who were there before know. */
    private static void awaitSync(RedisServer saving, String... caches) {
        try (Jedis jedis = Raw.jedis(saving)) {
            for (String cache : caches) {
                String marks = "tck:1:{" + cache + "}:tags";
                Awaitility.await().until(() -> {
                    Double floor = jedis.zscore(marks, "f");
                    boolean kept = jedis.zcard(marks) > 3;
                    return kept || floor != null && floor != 0;
                });
            }
        }
    }

    private static CacheHandler at(RedisServer redis, String name) {
        return builder(redis.uri(), "cachex.link.heartbeat", "200ms", "cachex.breaker.probe", "100ms")
                .name(name)
                .build();
    }

    private static void store(CacheHandler node, String... kinds) {
        for (String kind : kinds) {
            IntStream.range(0, KEYS)
                    .forEach(
                            i -> node.fetch(key(kind, i), CacheOptions.ttl("1h").tags(kind), () -> "old"));
        }
    }

    private static int old(CacheHandler node, String kind) {
        return (int) IntStream.range(0, KEYS)
                .filter(i -> node.fetch(key(kind, i), CacheOptions.ttl("1h").tags(kind), () -> "new")
                        .equals("old"))
                .count();
    }
}
