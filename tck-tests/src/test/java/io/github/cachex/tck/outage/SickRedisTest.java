// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.Invalidation;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.Pause;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** P5 as far as the budget carries it: Redis refuses, hangs, drips, is full or read-only, and no caller is thrown at. */
class SickRedisTest {
    private static final Duration BUDGET = Duration.ofMillis(600);

    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);

    private static RedisServer redis;
    private Link link;
    private CacheHandler cache;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        try (Jedis jedis = Raw.jedis(redis)) {
            jedis.flushAll();
        }
        link = Link.to(redis);
        cache = over(link.uri(), CacheHandler.builder().name("sick").prefix("tck"))
                .build();
        cache.fetch(CacheKey.of("warm-up", String.class), () -> "connected");
    }

    @AfterEach
    void close() {
        link.become(Link.State.UP);
        cache.close();
        link.close();
    }

    /** Lets {@code builder} use the Redis at {@code uri}. */
    CacheHandler.Builder over(String uri, CacheHandler.Builder builder) {
        return builder.redis(uri);
    }

    private static <T> T within(Duration limit, Callable<T> call) throws Exception {
        Elapsed elapsed = Elapsed.start();
        T answer = call.call();
        elapsed.isWithin(limit);
        return answer;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UP")
    void fetchWhileSick_costsTheBudgetAndTheLoader(Link.State state) throws Exception {
        link.become(state);
        AtomicInteger loads = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            CacheKey<String> key = CacheKey.of("sick:" + i, String.class);
            String value = within(
                    BUDGET.plusMillis(50),
                    () -> cache.<String, RuntimeException>fetch(key, () -> {
                        Pause.millis(50);
                        return "loaded " + loads.incrementAndGet();
                    }));
            assertThat(value).isEqualTo("loaded " + (i + 1));
        }
        assertThat(loads).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UP")
    void sicknessDuringALoad_costsTheBudgetAndLosesNothing(Link.State state) throws Exception {
        AtomicInteger loads = new AtomicInteger();
        String value = within(
                BUDGET,
                () -> cache.<String, RuntimeException>fetch(KEY, () -> {
                    link.become(state);
                    return "loaded " + loads.incrementAndGet();
                }));
        assertThat(value).isEqualTo("loaded 1");
        assertThat(loads).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UP")
    void getWhileSick_isEmpty(Link.State state) throws Exception {
        cache.put(KEY, "stored");
        link.become(state);
        assertThat(within(BUDGET, () -> cache.get(KEY))).isEmpty();
        assertThat(within(BUDGET, () -> cache.contains(KEY))).isFalse();
        assertThat(within(BUDGET, () -> cache.getAll(List.of(KEY)))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UP")
    void writesWhileSick_throwNothing(Link.State state) throws Exception {
        link.become(state);
        within(BUDGET, () -> {
            cache.put(KEY, "value");
            return true;
        });
        within(BUDGET, () -> {
            cache.putAll(Map.of(KEY, "value"), CacheOptions.defaults());
            return true;
        });
        Invalidation answer = within(BUDGET, () -> cache.invalidate("key"));
        assertThat(answer.outcome()).isEqualTo(Invalidation.Outcome.QUEUED);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UP")
    void operationsThatMustNotGuess_throw(Link.State state) throws Exception {
        cache.put(KEY, "stored");
        link.become(state);
        within(
                BUDGET,
                () -> assertThatThrownBy(() -> cache.putIfAbsent(KEY, "another", CacheOptions.defaults()))
                        .isInstanceOf(CacheBackendException.class));
        within(
                BUDGET,
                () -> assertThatThrownBy(() -> cache.getAndRemove(KEY)).isInstanceOf(CacheBackendException.class));
        within(
                BUDGET,
                () -> assertThatThrownBy(() -> cache.touch(KEY, Duration.ofMinutes(1)))
                        .isInstanceOf(CacheBackendException.class));
    }

    @Test
    void errorsAskedFor_areThrown() {
        CacheOptions strict = CacheOptions.defaults().backendErrors(ErrorPolicy.THROW);
        try (CacheHandler throwing = CacheHandler.builder()
                .name("sick")
                .prefix("tck")
                .redis(link.uri())
                .options(strict)
                .build()) {
            link.become(Link.State.REFUSING);
            assertThatThrownBy(() -> throwing.get(KEY)).isInstanceOf(CacheBackendException.class);
            assertThatThrownBy(() -> throwing.put(KEY, "value")).isInstanceOf(CacheBackendException.class);
            assertThatThrownBy(() -> throwing.invalidate("key")).isInstanceOf(CacheBackendException.class);
        }
    }

    @Test
    void noServerAtStart_isASickServerLikeAnyOther() throws Exception {
        try (CacheHandler early = CacheHandler.builder()
                .name("early")
                .prefix("tck")
                .redis("redis://127.0.0.1:" + RedisServer.freePort())
                .build()) {
            String value = within(BUDGET, () -> early.<String, RuntimeException>fetch(KEY, () -> "loaded"));
            assertThat(value).isEqualTo("loaded");
        }
    }

    @Test
    void recovery_isNoticed() {
        link.become(Link.State.REFUSING);
        cache.fetch(KEY, () -> "during");
        link.become(Link.State.UP);
        Awaitility.await().untilAsserted(() -> {
            cache.fetch(KEY, () -> "after");
            assertThat(cache.contains(KEY)).isTrue();
        });
    }

    @Test
    void fullServer_stillServesAndLoads() {
        cache.put(KEY, "stored");
        try (Jedis jedis = Raw.jedis(redis)) {
            jedis.configSet("maxmemory", "1");
            try {
                assertThat(cache.<String, RuntimeException>fetch(KEY, () -> "loaded"))
                        .isEqualTo("stored");
                assertThat(cache.<String, RuntimeException>fetch(CacheKey.of("new", String.class), () -> "loaded"))
                        .isEqualTo("loaded");
                cache.put(CacheKey.of("put", String.class), "value");
            } finally {
                jedis.configSet("maxmemory", "0");
            }
        }
    }

    @Test
    void fullServer_doesNotHideTheStaleValue() {
        CacheOptions options = CacheOptions.ttl("100ms").staleTtl("1h").jitter(0);
        cache.put(KEY, "stale", options);
        Awaitility.await().until(() -> !cache.contains(KEY));
        try (Jedis jedis = Raw.jedis(redis)) {
            jedis.configSet("maxmemory", "1");
            try {
                String value = cache.<String, RuntimeException>fetch(KEY, options, () -> {
                    throw new IllegalStateException("source down");
                });
                assertThat(value).isEqualTo("stale");
            } finally {
                jedis.configSet("maxmemory", "0");
            }
        }
    }

    @Test
    void readOnlyServer_stillServesAndLoads() {
        cache.put(KEY, "stored");
        try (Jedis jedis = Raw.jedis(redis)) {
            jedis.sendCommand(Protocol.Command.REPLICAOF, "127.0.0.1", "1");
            try {
                assertThat(cache.<String, RuntimeException>fetch(KEY, () -> "loaded"))
                        .isEqualTo("stored");
                assertThat(cache.<String, RuntimeException>fetch(CacheKey.of("new", String.class), () -> "loaded"))
                        .isEqualTo("loaded");
                cache.put(KEY, "value");
                assertThat(cache.invalidate("key").outcome()).isEqualTo(Invalidation.Outcome.QUEUED);
            } finally {
                jedis.sendCommand(Protocol.Command.REPLICAOF, "NO", "ONE");
            }
        }
    }

    @Test
    void wrongTypeUnderTheKey_isLoaded() {
        cache.put(KEY, "stored");
        try (Jedis jedis = Raw.jedis(redis)) {
            String raw = jedis.keys("*").stream()
                    .filter(name -> name.endsWith("{sick:key}"))
                    .findFirst()
                    .orElseThrow();
            jedis.del(raw);
            jedis.rpush(raw, "a", "list");
        }
        assertThat(cache.<String, RuntimeException>fetch(KEY, () -> "loaded")).isEqualTo("loaded");
    }

    @Test
    void poolOfOne_servesACrowd() throws Exception {
        try (CacheHandler narrow = CacheHandler.builder()
                .name("narrow")
                .prefix("tck")
                .redis(link.uri())
                .property("cachex.backend.redis.pool.max", "1")
                .build()) {
            ExecutorService threads = Executors.newFixedThreadPool(30);
            List<Future<String>> answers = IntStream.range(0, 300)
                    .mapToObj(i -> threads.submit(() -> narrow.<String, RuntimeException>fetch(
                            CacheKey.of("crowd:" + i % 20, String.class), () -> "loaded " + i % 20)))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo("loaded " + i % 20);
            }
            threads.shutdown();
        }
    }
}
