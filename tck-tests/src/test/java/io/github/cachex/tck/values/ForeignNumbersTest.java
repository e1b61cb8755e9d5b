// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Times in entries, leases and marks that nobody should have written: a miss at most, and thrown at nobody. */
class ForeignNumbersTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final byte[] ENTRY = bytes("tck:1:{tested:key}");
    private static final byte[] LEASE = bytes("tck:1:{tested:key}:lease");
    private static final byte[] MARKS = bytes("tck:1:{tested}:tags");
    private static final int FRESH_UNTIL = 3;
    private static final String AES = "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final long DAY = 86_400_000;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns nodes that look at an entry's times in every way there is. */
    private CacheHandler reader(String... keys) {
        return node(Stream.concat(Stream.of(keys), Stream.of("cachex.refresh-ahead", "0.8", "cachex.sliding", "true"))
                .toArray(String[]::new));
    }

    private static void assertAnswers(CacheHandler node) {
        for (int i = 0; i < 3; i++) {
            assertThat(node.fetch(KEY, () -> "value")).isEqualTo("value");
            assertThat(node.get(KEY)).contains("value");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void entryThatStaysFreshForCenturies_isAnsweredOrReplaced(boolean encrypted) {
        String[] keys = encrypted ? new String[] {"cachex.encryption.keys", AES} : new String[0];
        long now = System.currentTimeMillis();
        long[] untils = {
            now + 110_000 * DAY, now + 200_000 * DAY, now + 400_000 * DAY, Long.MAX_VALUE, -1, Long.MIN_VALUE
        };
        for (long until : untils) {
            node(keys).put(KEY, "value");
            try (Jedis jedis = Raw.jedis(redis())) {
                byte[] entry = jedis.get(ENTRY);
                ByteBuffer.wrap(entry).putLong(FRESH_UNTIL, until);
                jedis.set(ENTRY, entry);
            }
            assertAnswers(reader(keys));
        }
    }

    /** All of the frame and the header that are numbers. */
    @Test
    void entryWithAnyTimes_throwsAtNobody() {
        CacheHandler writer = node("cachex.near.enabled", "false");
        writer.put(KEY, "value");
        Random random = new Random(7);
        byte[] whole;
        try (Jedis jedis = Raw.jedis(redis())) {
            whole = jedis.get(ENTRY);
        }
        int header = new String(whole, StandardCharsets.ISO_8859_1).indexOf("value");
        long[] numbers = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) - 1, 1L << 53, random.nextLong()};
        for (int at = FRESH_UNTIL; at + Long.BYTES <= header; at++) {
            try (Jedis jedis = Raw.jedis(redis())) {
                byte[] changed = whole.clone();
                ByteBuffer.wrap(changed).putLong(at, numbers[at % numbers.length]);
                jedis.set(ENTRY, changed);
            }
            CacheHandler reader = reader();
            for (int i = 0; i < 2; i++) {
                assertThat(reader.fetch(KEY, () -> "value")).isEqualTo("value");
            }
            reader.close();
        }
    }

    /** The wait for it overflowed; it is waited for as for any other, then the loader runs. */
    @ParameterizedTest
    @ValueSource(longs = {9_000_000_000_000_000L, 40_000_000_000_000L, 10_000_000_000_000L})
    void leaseThatLivesForCenturies_isWaitedForNoLongerThanOthers(long life) {
        try (Jedis jedis = Raw.jedis(redis())) {
            jedis.psetex(LEASE, life, bytes("12345678"));
        }
        CacheHandler node =
                node("cachex.lease.ttl", "50ms", "cachex.lease.renew", "20ms", "cachex.wait-timeout", "200ms");
        AtomicInteger loads = new AtomicInteger();
        assertThat(node.fetch(KEY, () -> "loaded " + loads.incrementAndGet())).isEqualTo("loaded 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mpposts\\", "mgposts\\", "mp", "mg", "m", "m\u0000", "mx"})
    void markThatCannotBeRead_throwsAtNobody(String member) {
        CacheHandler writer = node();
        writer.put(KEY, "value");
        // From now on the epochs of the cache are of today, above that of the mark.
        writer.clear();
        try (Jedis jedis = Raw.jedis(redis())) {
            jedis.zadd(MARKS, 1e15, bytes(member));
        }
        assertAnswers(node());
        assertAnswers(node("cachex.near.enabled", "false"));
    }
}
