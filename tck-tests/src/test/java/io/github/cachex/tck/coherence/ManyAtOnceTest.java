// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** More keys in one call than its budget lasts for, over a Redis that is well: nobody waits for all, and the rest of the cache stays. */
class ManyAtOnceTest extends OverRedis {
    /** More than are queued for a sick backend, and than half of the budget lasts for. */
    private static final int IDS = Rounds.of(30_000, 100_000);

    private static final int MATCHING = Rounds.of(30_000, 300_000);
    private static final int LUMP = 10_000;
    private static final int DELAY = 20;
    private static final int OTHERS = 100;
    private static final CacheKey<String> OTHER = other(0);

    private final List<CacheKey<String>> keys = IntStream.range(0, IDS)
            .mapToObj(i -> CacheKey.of("key:" + i, String.class))
            .toList();
    private CacheHandler elsewhere;

    private static CacheKey<String> other(int number) {
        return CacheKey.of("another:" + number, String.class);
    }

    /** Returns a node of which each round trip takes a while; elsewhere is another one. */
    private CacheHandler distant() {
        elsewhere = node("cachex.near.enabled", "false");
        Map<CacheKey<String>, String> others = new LinkedHashMap<>();
        IntStream.range(0, OTHERS).forEach(i -> others.put(other(i), "kept"));
        elsewhere.putAll(others, CacheOptions.defaults());
        Link link = link();
        CacheHandler node = node(link, "cachex.near.enabled", "false");
        // A busy machine may be too slow for one budget.
        Awaitility.await("it is read").until(() -> node.get(OTHER).isPresent());
        link.delay(DELAY);
        return node;
    }

    /** Stores an entry under each of so many keys, as a node does under the first. */
    private void storeAll(int count) {
        elsewhere.put(keys.get(0), "old");
        try (Jedis jedis = Raw.jedis(redis())) {
            for (int from = 1; from < count; from += LUMP) {
                jedis.eval("local entry = redis.call('GET', 'tck:1:{tested:key:0}') for i = " + from + ", "
                        + Math.min(from + LUMP, count) + " - 1"
                        + " do redis.call('SET', 'tck:1:{tested:key:' .. i .. '}', entry, 'PX', 6000000) end");
            }
        }
    }

    private long stored() {
        try (Jedis jedis = Raw.jedis(redis())) {
            return (long) jedis.eval("return #redis.call('KEYS', 'tck:1:{tested:key:*}')");
        }
    }

    private void assertNothingCleared(CacheHandler node) {
        Awaitility.await("what is queued is told")
                .atMost(Duration.ofMinutes(2))
                .until(() -> node.get(OTHER).isPresent());
        Show.exactly(
                "growth",
                IntStream.range(0, OTHERS)
                        .filter(i -> elsewhere.get(other(i)).isPresent())
                        .count(),
                OTHERS,
                "others that are left beside very many in one call");
    }

    @Test
    void invalidationOfMany_isToldByAndByAndClearsNothing() {
        CacheHandler node = distant();
        storeAll(IDS);
        String[] ids = keys.stream().map(CacheKey::id).toArray(String[]::new);

        Elapsed elapsed = Elapsed.start();
        Invalidation answer = node.invalidate(ids);
        Show.figure("growth", elapsed.stop(), "for the caller who invalidates " + IDS + " ids, budget 600 ms");

        assertThat(answer.isApplied()).as("the caller waited for all").isFalse();
        // In this JVM they are gone, told or not.
        assertThat(node.get(keys.get(IDS - 1))).isEmpty();
        Awaitility.await("all are told").atMost(Duration.ofMinutes(2)).until(() -> stored() == 0);
        assertNothingCleared(node);
        Show.exactly("growth", stored(), 0, "entries left of " + IDS + " that one call invalidated, and no other gone");
    }

    @Test
    void fetchOfMany_answersAllAndClearsNothing() {
        CacheHandler node = distant();
        AtomicInteger calls = new AtomicInteger();

        Elapsed elapsed = Elapsed.start();
        Map<CacheKey<String>, String> values = node.fetchAll(keys, CacheOptions.defaults(), missing -> {
            calls.incrementAndGet();
            Map<CacheKey<String>, String> loaded = new LinkedHashMap<>();
            missing.forEach(key -> loaded.put(key, "loaded"));
            return loaded;
        });
        Show.figure("growth", elapsed.stop(), "for a fetch of " + IDS + " ids, budget 600 ms");

        assertThat(values).hasSize(IDS);
        assertThat(calls).hasValue(1);
        assertNothingCleared(node);
    }

    @Test
    void putOfMany_clearsNothing() {
        CacheHandler node = distant();
        Map<CacheKey<String>, String> values = new LinkedHashMap<>();
        keys.forEach(key -> values.put(key, "put"));

        node.putAll(values, CacheOptions.defaults());

        assertNothingCleared(node);
    }

    /** One mark; the memory is freed behind. */
    @Test
    void patternOverMany_isApplied() {
        CacheHandler node = distant();
        storeAll(MATCHING);

        Elapsed elapsed = Elapsed.start();
        Invalidation answer = node.invalidateMatching("key:*");
        Show.figure(
                "growth", elapsed.stop(), "for the caller of a pattern over " + MATCHING + " entries, budget 600 ms");

        assertThat(answer.isApplied()).isTrue();
        assertThat(answer.count()).as("the caller waited for all").isEmpty();
        assertThat(node.get(keys.get(IDS - 1))).isEmpty();
        assertNothingCleared(node);
    }
}
