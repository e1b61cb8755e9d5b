// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** P7: what cannot be read is a miss; never an exception, never a wrong object, and it is replaced. */
class ForeignBytesTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final byte[] RAW = "tck:1:{tested:key}".getBytes(StandardCharsets.UTF_8);

    private void plant(byte[] bytes) {
        try (Jedis jedis = Raw.jedis(redis())) {
            jedis.set(RAW, bytes);
        }
    }

    private byte[] stored(CacheHandler node) {
        node.put(KEY, "payload");
        try (Jedis jedis = Raw.jedis(redis())) {
            return jedis.get(RAW);
        }
    }

    /** Loads over what is planted, and finds the loaded value stored. */
    private static void assertMissAndReplaced(CacheHandler node) {
        assertThat(node.get(KEY)).isEmpty();
        assertThat(node.<String, RuntimeException>fetch(KEY, () -> "loaded")).isEqualTo("loaded");
        assertThat(node.<String, RuntimeException>fetch(KEY, () -> "loaded again"))
                .isEqualTo("loaded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "\"payload\"",
                "{\"a\":1}",
                "\u00ac\u00ed\u0000\u0005",
                "CX",
                "a longer text of somebody else's"
            })
    void foreignBytes_areAMissAndReplaced(String text) {
        plant(text.getBytes(StandardCharsets.ISO_8859_1));
        assertMissAndReplaced(node("cachex.near.enabled", "false"));
    }

    @Test
    void truncatedEntries_areAMissAndReplaced() {
        CacheHandler node = node("cachex.near.enabled", "false");
        byte[] whole = stored(node);
        for (int length = 0; length < whole.length; length++) {
            plant(Arrays.copyOf(whole, length));
            assertMissAndReplaced(node);
        }
    }

    @Test
    void otherFormatVersion_isAMissAndReplaced() {
        CacheHandler node = node("cachex.near.enabled", "false");
        byte[] whole = stored(node);
        for (int at = 0; at < 4; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x15;
            plant(changed);
            assertThat(node.<String, RuntimeException>fetch(KEY, () -> "loaded"))
                    .isIn("loaded", "payload");
        }
        byte[] changed = whole.clone();
        changed[0] ^= 0x15;
        plant(changed);
        assertMissAndReplaced(node);
    }

    @Test
    void randomDamage_neverThrows() {
        CacheHandler node = node("cachex.near.enabled", "false");
        byte[] whole = stored(node);
        int payload = new String(whole, StandardCharsets.ISO_8859_1).indexOf("payload");
        assertThat(payload).isPositive();
        Random random = new Random(42);
        for (int i = 0; i < 300; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(payload)] ^= (byte) (1 << random.nextInt(8));
            plant(changed);
            assertThat(node.<String, RuntimeException>fetch(KEY, () -> "loaded"))
                    .isIn("loaded", "payload");
        }
    }

    @Test
    void otherType_isLoadedBesideAndLeftAlone() {
        CacheHandler node = node("cachex.near.enabled", "false");
        node.put(KEY, "text");
        CacheKey<Integer> number = CacheKey.of("key", Integer.class);
        assertThat(node.get(number)).isEmpty();
        assertThat(node.<Integer, RuntimeException>fetch(number, () -> 7)).isEqualTo(7);
        assertThat(node.<Integer, RuntimeException>fetch(number, () -> 8)).isEqualTo(7);
        assertThat(node.get(KEY)).contains("text");
    }

    @Test
    void entryOfAnotherKey_isAMiss() {
        CacheHandler node = node("cachex.near.enabled", "false");
        byte[] whole = stored(node);
        try (Jedis jedis = Raw.jedis(redis())) {
            jedis.set("tck:1:{tested:other}".getBytes(StandardCharsets.UTF_8), whole);
        }
        assertThat(node.get(CacheKey.of("other", String.class))).isEmpty();
    }
}
