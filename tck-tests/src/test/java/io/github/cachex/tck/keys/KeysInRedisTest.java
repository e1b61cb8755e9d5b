// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.spi.Durations;
import io.github.cachex.tck.keys.KeyTable.Row;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Each key that the whole API leaves in Redis is of a kind that the documents name, with the end and the size that they say. */
class KeysInRedisTest extends OverRedis {
    private static final String NAMESPACE = "tck:1";
    private static final String AES = "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration IDLE = Duration.ofDays(30);
    private static final CacheKey<String> NOTHING = CacheKey.of("nothing", String.class);

    private final List<Row> rows = KeyTable.of(NAMESPACE);

    private static CacheKey<String> key(String id) {
        return CacheKey.of(id, String.class);
    }

    /** What is found under a key. */
    private record Found(String key, String type, long pttl, long bytes) {}

    private Map<String, Found> found() {
        Map<String, Found> found = new HashMap<>();
        try (Jedis jedis = Raw.jedis(redis())) {
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                ScanResult<String> page = jedis.scan(cursor);
                for (String key : page.getResult()) {
                    String type = jedis.type(key);
                    long bytes = switch (type) {
                        case "string" -> jedis.strlen(key);
                        case "hash" -> length(jedis.hgetAll(key));
                        default -> 0;
                    };
                    // One that ends between two commands was there, and is of the kind that ends.
                    if (!type.equals("none")) {
                        found.put(key, new Found(key, type, jedis.pttl(key), bytes));
                    }
                }
                cursor = page.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        }
        return found;
    }

    private static long length(Map<String, String> hash) {
        return hash.entrySet().stream()
                .mapToLong(field -> field.getKey().length() + field.getValue().length())
                .sum();
    }

    private Row row(Found found) {
        List<Row> matching = rows.stream()
                .filter(row -> row.pattern().matcher(found.key()).matches())
                .toList();
        assertThat(matching).as("rows of the table for %s", found.key()).isNotEmpty();
        // A longer name is the more special one: what ends in :lease is no entry.
        return matching.stream()
                .max((one, two) -> Integer.compare(one.key().length(), two.key().length()))
                .orElseThrow();
    }

    /** Checks what is there, and notes of which kinds it is. */
    private void check(Set<String> kinds, boolean forever) {
        found().values().forEach(found -> {
            Row row = row(found);
            kinds.add(row.key());
            assertThat(found.type()).as(found.key()).isEqualTo(row.type());
            row.mostBytes()
                    .ifPresent(most -> assertThat(found.bytes()).as(found.key()).isLessThanOrEqualTo(most));
            if (!forever || !row.mayStay()) {
                assertThat(found.pttl()).as("end of %s", found.key()).isNotEqualTo(-1);
                assertThat(found.pttl()).as("end of %s", found.key()).isLessThanOrEqualTo(IDLE.toMillis());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keysOfTheWholeApi_areThoseOfTheTable(boolean encrypted) throws Exception {
        assertThat(rows).hasSizeGreaterThanOrEqualTo(5);
        Set<String> kinds = new HashSet<>();
        String[] settings = encrypted
                ? new String[] {"cachex.encryption.keys", AES, "cachex.stale-ttl", "1m"}
                : new String[] {"cachex.stale-ttl", "1m", "cachex.cache-null", "true"};
        CacheHandler node = node(settings);
        CacheHandler other = node(settings);
        use(node, other, CacheOptions.defaults(), kinds);
        check(kinds, false);
        use(node, other, CacheOptions.ttl(Durations.FOREVER), kinds);
        check(kinds, true);
        assertThat(kinds)
                .containsExactlyInAnyOrderElementsOf(rows.stream().map(Row::key).toList());
    }

    private void use(CacheHandler node, CacheHandler other, CacheOptions options, Set<String> kinds) throws Exception {
        boolean forever = !options.equals(CacheOptions.defaults());
        node.put(key("put"), "value", options);
        node.putAll(Map.of(key("all:1"), "one", key("all:2"), "two"), options);
        node.putIfAbsent(key("absent"), "value", options);
        node.fetch(key("fetched"), options, () -> "value");
        node.fetchWith(key("with"), options, load -> {
            load.tags("news");
            return "value";
        });
        node.fetchAsync(key("async"), options, () -> CompletableFuture.completedFuture("value"))
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES);
        node.fetchAll(
                List.of(key("bulk:1"), key("bulk:2")),
                options,
                missing -> Map.of(key("bulk:1"), "one", key("bulk:2"), "two"));
        node.fetch(NOTHING, options, () -> null);
        assertThatThrownBy(() -> node.<String, IllegalStateException>fetch(key("failed"), options, () -> {
                    throw new IllegalStateException("source is down");
                }))
                .isInstanceOf(IllegalStateException.class);
        node.fetch(key("sliding"), options.sliding(true), () -> "value");
        other.fetch(key("sliding"), options.sliding(true), () -> "value");
        node.touch(key("put"), forever ? Durations.FOREVER : LONG);
        node.increment("counter", 2, forever ? Durations.FOREVER : LONG);
        node.put(key("taken"), "value", options);
        assertThat(node.getAndRemove(key("taken"))).isEqualTo(Optional.of("value"));
        check(kinds, forever);
        node.put(key("tagged"), "value", options.tags("news", "sports"));
        node.invalidate("put", "nowhere");
        node.invalidateTags("news");
        node.invalidateMatching("all:*");
        awaited(node, other, kinds, forever);
        node.clear();
        other.get(key("fetched"));
        check(kinds, forever);
    }

    /** A load under way, for which another JVM waits. */
    private void awaited(CacheHandler node, CacheHandler other, Set<String> kinds, boolean forever) throws Exception {
        AtomicBoolean looked = new AtomicBoolean();
        node.fetch(key("slow"), () -> {
            check(kinds, forever);
            looked.set(true);
            return "value";
        });
        assertThat(looked).isTrue();
        assertThat(other.fetch(key("slow"), () -> "another")).isEqualTo("value");
    }

    /** A set that lost its end, or was there before sets had one, gets it at the next heartbeat. */
    @Test
    void setOfMarksWithoutAnEnd_getsOneByBeingUsed() {
        CacheHandler node = node();
        node.invalidateTags("news");
        try (Jedis jedis = Raw.jedis(redis())) {
            String marks = NAMESPACE + ":{tested}:tags";
            assertThat(jedis.pttl(marks)).isBetween(1L, IDLE.toMillis());
            jedis.persist(marks);
            node.invalidateTags("news");
            assertThat(jedis.pttl(marks)).isBetween(1L, IDLE.toMillis());
            jedis.pexpire(marks, LONG.toMillis());
            node.invalidateTags("sports");
            assertThat(jedis.pttl(marks)).isGreaterThan(LONG.toMillis());
        }
    }

    /** Another set is another incarnation: nothing of what relied on the first one is believed. */
    @Test
    void setOfMarksThatEnded_costsALoadEach() {
        CacheHandler node = node("cachex.near.enabled", "false");
        node.invalidateTags("news");
        node.put(key("a"), "old", CacheOptions.ttl(Durations.FOREVER));
        assertThat(node.get(key("a"))).contains("old");
        node.close();
        try (Jedis jedis = Raw.jedis(redis())) {
            jedis.pexpire(NAMESPACE + ":{tested}:tags", 1);
            while (jedis.exists(NAMESPACE + ":{tested}:tags")) {
                Thread.onSpinWait();
            }
        }
        assertThat(node("cachex.near.enabled", "false").fetch(key("a"), () -> "new"))
                .isEqualTo("new");
    }
}
