// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.TypedCache;
import io.github.cachex.error.CacheMissException;
import io.github.cachex.tck.redis.Background;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the explicit operations promise. */
class WritesTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final CacheOptions QUICK = CacheOptions.ttl("50ms").jitter(0);

    private static CacheOptions none() {
        return CacheOptions.defaults();
    }

    @Test
    void put_isReadEverywhere() {
        node().put(KEY, "value");
        assertThat(node().get(KEY)).contains("value");
        assertThat(node().require(KEY)).isEqualTo("value");
        assertThat(node().contains(KEY)).isTrue();
    }

    @Test
    void absentValue_isEmptyOrMissed() {
        assertThat(node().get(KEY)).isEmpty();
        assertThat(node().contains(KEY)).isFalse();
        assertThatThrownBy(() -> node().require(KEY)).isInstanceOf(CacheMissException.class);
    }

    @Test
    void putOfNothing_invalidates() {
        CacheHandler node = node();
        node.put(KEY, "value");
        node.put(KEY, null);
        assertThat(node.contains(KEY)).isFalse();
    }

    @Test
    void putAll_isReadByGetAll() {
        Map<CacheKey<String>, String> values = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            values.put(CacheKey.of("many:" + i, String.class), "value " + i);
        }
        node().putAll(values, none());
        List<CacheKey<String>> asked = IntStream.range(0, 150)
                .mapToObj(i -> CacheKey.of("many:" + i, String.class))
                .toList();
        assertThat(node().getAll(asked)).isEqualTo(values);
        assertThat(node().getAll(List.<CacheKey<String>>of())).isEmpty();
    }

    @Test
    void putIfAbsent_storesOnlyTheFirst() {
        CacheHandler node = node();
        assertThat(node.putIfAbsent(KEY, "first", none())).isTrue();
        assertThat(node().putIfAbsent(KEY, "second", none())).isFalse();
        assertThat(node.get(KEY)).contains("first");
    }

    @Test
    void putIfAbsent_replacesWhatExpiredOrWentStale() {
        CacheHandler node = node();
        node.put(KEY, "old", QUICK.staleTtl("1m"));
        Awaitility.await().until(() -> !node.contains(KEY));
        assertThat(node.putIfAbsent(KEY, "new", none())).isTrue();
        assertThat(node.get(KEY)).contains("new");
    }

    @Test
    void putIfAbsent_replacesWhatCannotBeRead() {
        CacheHandler node = node();
        CacheKey<Integer> number = CacheKey.of("key", Integer.class);
        node.put(KEY, "no number");
        assertThat(node.putIfAbsent(number, 7, none())).isTrue();
        assertThat(node.get(number)).contains(7);
        try (var jedis = Raw.jedis(redis())) {
            jedis.set("tck:1:{tested:key}", "foreign");
        }
        assertThat(node.putIfAbsent(number, 8, none())).isTrue();
        assertThat(node.get(number)).contains(8);
    }

    @Test
    void putIfAbsentDuringALoad_keepsTheLoadOut() throws Exception {
        CacheHandler node = node();
        try (Background<String> load = Background.load(node, KEY, "loaded")) {
            assertThat(node().putIfAbsent(KEY, "put", none())).isTrue();
            assertThat(load.finish()).isEqualTo("loaded");
        }
        assertThat(node.get(KEY)).contains("put");
    }

    @Test
    void getAndRemove_givesTheValueToOneCaller() throws Exception {
        List<CacheHandler> nodes = List.of(node(), node(), node());
        ExecutorService threads = Executors.newFixedThreadPool(12);
        for (int round = 0; round < 50; round++) {
            CacheKey<String> key = CacheKey.of("once:" + round, String.class);
            nodes.get(0).put(key, "value");
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Boolean>> answers = IntStream.range(0, 12)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return nodes.get(i % 3).getAndRemove(key).isPresent();
                    }))
                    .toList();
            start.countDown();
            int got = 0;
            for (Future<Boolean> answer : answers) {
                got += answer.get() ? 1 : 0;
            }
            assertThat(got).isEqualTo(1);
        }
        threads.shutdown();
    }

    @Test
    void getAndRemove_doesNotGiveAStaleValue() {
        CacheHandler node = node();
        node.put(KEY, "old", QUICK.staleTtl("1m"));
        Awaitility.await().until(() -> !node.contains(KEY));
        assertThat(node.getAndRemove(KEY)).isEmpty();
    }

    @Test
    void touch_letsAFreshEntryLiveOn() {
        CacheHandler node = node();
        node.put(KEY, "value", CacheOptions.ttl("2s").jitter(0));
        assertThat(node.touch(KEY, Duration.ofMinutes(10))).isTrue();
        try (var jedis = Raw.jedis(redis())) {
            assertThat(jedis.pttl("tck:1:{tested:key}")).isGreaterThan(8 * 60_000L);
        }
        assertThat(node.touch(KEY, Duration.ofMillis(40))).isTrue();
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> !node.contains(KEY));
    }

    @Test
    void touch_wakesNoDead() {
        CacheHandler node = node();
        assertThat(node.touch(KEY, Duration.ofMinutes(1))).isFalse();
        node.put(KEY, "old", QUICK.staleTtl("1m"));
        Awaitility.await().until(() -> !node.contains(KEY));
        assertThat(node.touch(KEY, Duration.ofMinutes(1))).isFalse();
        assertThat(node.get(KEY)).isEmpty();
    }

    @Test
    void invalidate_countsWhatItDropped() {
        CacheHandler node = node();
        node.put(KEY, "value");
        assertThat(node.invalidate("key", "nothing").count()).isEqualTo(OptionalLong.of(1));
        assertThat(node.invalidate().isApplied()).isTrue();
    }

    @Test
    void typedView_isTheSameCache() {
        TypedCache<Integer> numbers = node().typed(Integer.class);
        numbers.put("a", 1);
        assertThat(node().get(numbers.key("a"))).contains(1);
        assertThat(numbers.<RuntimeException>fetch("b", () -> 2)).isEqualTo(2);
        numbers.invalidate("a");
        assertThat(numbers.get("a")).isEmpty();
    }

    @Test
    void rawLayout_isAsDocumented() {
        node().put(KEY, "value");
        try (var jedis = Raw.jedis(redis())) {
            assertThat(jedis.keys("*")).containsExactlyInAnyOrder("tck:1:{tested:key}", "tck:1:{tested}:tags");
        }
    }
}
