// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheHealth.Part;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheStats;
import io.github.cachex.cdi.bootstrap.JtaTransactions;
import io.github.cachex.core.engine.CacheEngine;
import io.github.cachex.core.engine.EngineSetup;
import io.github.cachex.event.BreakerState;
import io.github.cachex.event.LinkState;
import io.github.cachex.tck.process.Fixed;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.tck.transactions.Jta;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Two Redis and a folder in one application: what befalls one of them is nothing to the caches of the others. */
class SeveralBackendsTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final Duration BUDGET = Duration.ofMillis(600);
    private static final List<String> CACHES = List.of("posts", "orders", "reports");
    private static final List<String> OTHERS = List.of("posts", "reports");
    private static final int CALLS = 500;

    @TempDir
    private Path folder;

    private RedisServer second;

    @BeforeEach
    void startSecond() {
        second = closing(RedisServer.start());
    }

    private CacheEngine application(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "cachex.prefix",
                "tck",
                "cachex.backend.redis.uri",
                redis().uri(),
                "cachex.backend.orders.type",
                "redis",
                "cachex.backend.orders.uri",
                second.uri(),
                "cachex.backend.file.folder",
                folder.resolve("entries").toString(),
                "cachex.cache.orders.backend",
                "orders",
                "cachex.cache.reports.backend",
                "file",
                "cachex.backend-budget",
                BUDGET.toMillis() + "ms"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return closing(CacheEngine.start(
                EngineSetup.of(new Fixed(settings)).transactions(JtaTransactions.over(Jta.registry()))));
    }

    @Test
    void eachCache_livesInItsBackendAlone() {
        CacheEngine one = application();
        CacheEngine other = application();
        for (String cache : CACHES) {
            one.cache(cache).put(KEY, "of " + cache);
            assertThat(other.cache(cache).get(KEY)).as(cache).hasValue("of " + cache);
        }
        assertThat(keysOf(redis())).anyMatch(key -> key.contains("posts")).noneMatch(key -> key.contains("orders"));
        assertThat(keysOf(second)).anyMatch(key -> key.contains("orders")).noneMatch(key -> key.contains("posts"));
        assertThat(one.caches().health().backend()).isEqualTo("redis");
        assertThat(one.backends()).containsOnlyKeys("redis", "orders", "file");
        assertThat(one.backend("reports").type()).isEqualTo("file");
    }

    private static List<String> keysOf(RedisServer server) {
        try (Jedis jedis = Raw.jedis(server)) {
            return List.copyOf(jedis.keys("*"));
        }
    }

    @Test
    void sickBackend_isNothingToTheOthers() throws Exception {
        CacheEngine node = application("cachex.cache.posts.near.enabled", "false");
        CACHES.forEach(cache -> node.cache(cache).put(KEY, "kept"));
        Elapsed before = longest(node);
        AtomicInteger loads = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            second.pause();
            List<Future<Integer>> orders = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                CacheKey<String> cold = CacheKey.of("cold" + i, String.class);
                orders.add(callers.submit(() -> {
                    int calls = 0;
                    while (!done.get()) {
                        assertThat(node.cache("orders").fetch(cold, () -> "loaded " + loads.incrementAndGet()))
                                .startsWith("loaded");
                        calls++;
                    }
                    return calls;
                }));
            }
            Awaitility.await().until(() -> part(node, "orders: *").breaker() == BreakerState.OPEN);
            Awaitility.await().until(() -> part(node, "orders: *").link() == LinkState.DOWN);
            Elapsed during = longest(node);
            done.set(true);
            for (Future<Integer> order : orders) {
                assertThat(order.get()).isPositive();
            }
            List<Part> others = node.caches().health().parts().stream()
                    .filter(part -> !part.name().startsWith("orders"))
                    .toList();
            assertThat(others)
                    .hasSize(2)
                    .allSatisfy(part -> assertThat(part.isWell()).isTrue());
            for (String cache : OTHERS) {
                CacheStats stats = node.cache(cache).stats();
                Show.exactly("two-backends", stats.loads(), 0, "loads of " + cache + " while the other Redis hangs");
                assertThat(stats.breaker()).isEqualTo(BreakerState.CLOSED);
            }
            Show.within(
                    "two-backends", during, BUDGET, "longest of " + 2 * CALLS + " hits while the other Redis hangs");
            Show.figure("two-backends", before, "longest of as many before");
        } finally {
            done.set(true);
            second.resume();
            callers.shutdownNow();
        }
    }

    /** Returns the longest hit of the caches whose backend is well. */
    private static Elapsed longest(CacheEngine node) {
        List<Elapsed> times = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            for (String cache : OTHERS) {
                Elapsed call = Elapsed.start();
                assertThat(node.cache(cache).fetch(KEY, () -> "loaded")).isEqualTo("kept");
                times.add(call.stop());
            }
        }
        return Elapsed.longestOf(times);
    }

    private static Part part(CacheEngine node, String name) {
        return node.caches().health().parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void transaction_reachesAll() throws Exception {
        List<CacheHandler> writer = CACHES.stream()
                .map(application()::cache)
                .map(CacheHandler.class::cast)
                .toList();
        CacheEngine reading = application();
        CACHES.forEach(cache -> reading.cache(cache).put(KEY, "old"));
        Jta.manager().begin();
        writer.forEach(cache -> cache.invalidate("key"));
        CACHES.forEach(cache -> assertThat(reading.cache(cache).get(KEY))
                .as("before the commit")
                .hasValue("old"));
        Jta.manager().commit();
        CACHES.forEach(cache ->
                Awaitility.await().until(() -> reading.cache(cache).get(KEY).isEmpty()));
        Show.exactly("two-backends", CACHES.size(), 3, "caches that one transaction's invalidations reached");
    }

    /** Files tell nobody of keys: whether another has changed one in the meantime, no commit can know. */
    @Test
    void transaction_storesNothingOlder_whereNobodyIsToldOfKeys() throws Exception {
        CacheHandler one = application("cachex.link.heartbeat", "20ms").cache("reports");
        CacheHandler other = application().cache("reports");
        for (int round = 0; round < 50; round++) {
            CacheKey<String> key = CacheKey.of("key:" + round, String.class);
            Jta.manager().begin();
            assertThat(one.fetch(key, () -> "older")).isEqualTo("older");
            Thread later = new Thread(() -> other.invalidate(key.id()));
            later.start();
            later.join();
            Jta.manager().commit();
            assertThat(other.get(key)).as(key.id()).isEmpty();
        }
    }

    @Test
    void transaction_reachesThoseThatAreWell_andTheSickOneWhenItIsWellAgain() throws Exception {
        CacheEngine writing = application();
        CacheEngine reading = application("cachex.cache.orders.near.enabled", "false");
        CACHES.forEach(cache -> reading.cache(cache).put(KEY, "old"));
        CACHES.forEach(writing::cache);
        second.pause();
        try {
            Jta.manager().begin();
            writing.cache("orders").invalidate("key");
            OTHERS.forEach(cache -> writing.cache(cache).invalidate("key"));
            Jta.manager().commit();
            OTHERS.forEach(cache ->
                    Awaitility.await().until(() -> reading.cache(cache).get(KEY).isEmpty()));
            assertThat(writing.caches().health().queuedInvalidations()).isEqualTo(1);
            assertThat(writing.cache("orders").stats().queuedInvalidations()).isEqualTo(1);
        } finally {
            second.resume();
        }
        Awaitility.await().until(() -> reading.cache("orders").get(KEY).isEmpty());
        Awaitility.await().until(() -> writing.caches().health().queuedInvalidations() == 0);
    }
}
