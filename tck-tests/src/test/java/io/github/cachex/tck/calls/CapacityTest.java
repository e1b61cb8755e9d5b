// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.tck.redis.Monitored;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What the section on capacity in redis.md says is what is measured. */
class CapacityTest {
    private static final Set<String> BACKGROUND =
            Set.of("ping", "info", "client", "hello", "subscribe", "unsubscribe", "role", "scan");
    private static final List<CacheKey<String>> HUNDRED =
            IntStream.range(0, 100).mapToObj(i -> key("many:" + i)).toList();
    /** What a frame, a header, a key of usual length and Redis's own books take beside the value. */
    private static final int BESIDE_THE_VALUE = 400;

    private static RedisServer redis;
    private static CacheHandler cache;
    private static String documented;

    @BeforeAll
    static void open() throws IOException {
        redis = RedisServer.start();
        cache = OverRedis.builder(
                        redis.uri(),
                        "cachex.near.enabled",
                        "false",
                        "cachex.link.heartbeat",
                        "10m",
                        "cachex.link.dead",
                        "1h")
                .build();
        Awaitility.await().until(() -> cache.stats().linkUp());
        documented = Files.readString(Path.of("../src/docs/redis.md"));
    }

    @AfterAll
    static void close() {
        cache.close();
        redis.close();
    }

    private static CacheKey<String> key(String id) {
        return CacheKey.of(id, String.class);
    }

    private static Map<CacheKey<String>, String> loaded(Iterable<CacheKey<String>> keys) {
        Map<CacheKey<String>, String> values = new LinkedHashMap<>();
        keys.forEach(key -> values.put(key, "loaded"));
        return values;
    }

    /** The operations as the document names them, in an order in which each finds what it needs. */
    private static Map<String, Runnable> operations() {
        CacheOptions plain = CacheOptions.defaults();
        Map<String, Runnable> operations = new LinkedHashMap<>();
        operations.put("miss, loaded and stored", () -> cache.fetch(key("k"), () -> "loaded"));
        operations.put("hit", () -> cache.fetch(key("k"), () -> "loaded"));
        operations.put("`get`, `contains`", () -> cache.get(key("k")));
        operations.put("`put`", () -> cache.put(key("k"), "put"));
        operations.put("`putIfAbsent`", () -> cache.putIfAbsent(key("absent"), "put", plain));
        operations.put("`touch`", () -> cache.touch(key("k"), Duration.ofMinutes(1)));
        operations.put("`getAndRemove`", () -> cache.getAndRemove(key("absent")));
        operations.put("`increment`", () -> cache.increment("counter", 1, Duration.ofMinutes(1)));
        operations.put("`invalidate`, `expire` of an id", () -> cache.invalidate("k"));
        operations.put(
                "`fetchAll` of 100, loaded and stored", () -> cache.fetchAll(HUNDRED, plain, CapacityTest::loaded));
        operations.put("`fetchAll`, `getAll` of 100 that are there", () -> cache.getAll(HUNDRED));
        operations.put(
                "`invalidate` of 100 ids",
                () -> cache.invalidate(HUNDRED.stream().map(CacheKey::id).toArray(String[]::new)));
        operations.put("`invalidateTags`, `expireTags`", () -> cache.invalidateTags("one", "two", "three"));
        operations.put("`clear`", () -> cache.clear());
        return operations;
    }

    private static Map<String, Long> measured(Monitored monitored) {
        return operations().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        operation -> {
                            operation.getValue().run();
                            return monitored.take().stream()
                                    .filter(command -> !BACKGROUND.contains(command.name()))
                                    .count();
                        },
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    @Test
    void commandsOfOperations_areThoseOfTheDocument() throws IOException {
        // Scripts are known from here on. What clear leaves to be freed is gone before anything is counted.
        operations().values().forEach(Runnable::run);
        Awaitility.await().until(CapacityTest::isSwept);
        try (Monitored monitored = Monitored.on(redis)) {
            Map<String, Long> measured = measured(monitored);
            measured.forEach((operation, commands) -> Show.figure("capacity", commands + " commands for " + operation));
            assertThat(measured.entrySet().stream()
                            .map(entry -> "| " + entry.getKey() + " | " + entry.getValue() + " |"))
                    .allSatisfy(row -> assertThat(documented).contains(row));
        }
    }

    private static boolean isSwept() {
        try (Jedis jedis = Raw.jedis(redis)) {
            return jedis.keys("tck:1:{tested:*}").stream().noneMatch(key -> key.endsWith("}"));
        }
    }

    @Test
    void bytesBesideTheValue_areAtMostThoseOfTheDocument() {
        assertThat(documented).contains(BESIDE_THE_VALUE + " bytes");
        Function<String, Long> used = id -> {
            try (Jedis jedis = Raw.jedis(redis)) {
                return jedis.memoryUsage("tck:1:{tested:" + id + "}");
            }
        };
        double most = 0;
        for (int length : List.of(0, 100, 1_000, 10_000)) {
            String value = "x".repeat(length);
            cache.put(key("length:" + length), value);
            long bytes = used.apply("length:" + length);
            Show.figure("capacity", bytes + " bytes in Redis for a text of " + length);
            if (length <= 1_000) {
                most = Math.max(most, (double) bytes - length);
            }
        }
        Show.atMost("capacity", most, BESIDE_THE_VALUE, "bytes beside a value of up to 1,000");
    }
}
