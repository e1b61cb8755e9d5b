// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Compressed and encrypted entries as they lie in Redis, between nodes with different keys. */
class SealedBytesTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final byte[] RAW = "tck:1:{tested:key}".getBytes(StandardCharsets.UTF_8);
    private static final String A = "a:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String B =
            "b:" + Base64.getEncoder().encodeToString("sixteen bytes !!".getBytes(StandardCharsets.UTF_8));
    private static final String SECRET = "a secret of some length, ".repeat(400);

    private final AtomicInteger loads = new AtomicInteger();

    @BeforeEach
    void forgetLoads() {
        loads.set(0);
    }

    private CacheHandler keyed(String keys) {
        return node("cachex.near.enabled", "false", "cachex.encryption.keys", keys, "cachex.compression.above", "1KiB");
    }

    private byte[] stored() {
        try (Jedis jedis = Raw.jedis(redis())) {
            return jedis.get(RAW);
        }
    }

    private String fetched(CacheHandler node) {
        return node.<String, RuntimeException>fetch(KEY, () -> {
            loads.incrementAndGet();
            return SECRET;
        });
    }

    @Test
    void storedBytes_areSmallAndShowNothing() {
        CacheHandler node = keyed(A);
        assertThat(fetched(node)).isEqualTo(SECRET);
        assertThat(fetched(node)).isEqualTo(SECRET);
        assertThat(loads).hasValue(1);
        assertThat(stored()).hasSizeLessThan(SECRET.length() / 20);
        assertThat(new String(stored(), StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    }

    @Test
    void everyStepOfARotation_sharesOneLoad() {
        CacheHandler before = keyed(A);
        CacheHandler first = keyed(A + "," + B);
        CacheHandler second = keyed(B + "," + A);
        CacheHandler after = keyed(B);
        assertThat(fetched(before)).isEqualTo(SECRET);
        assertThat(fetched(first)).isEqualTo(SECRET);
        assertThat(fetched(second)).isEqualTo(SECRET);
        assertThat(loads).hasValue(1);
        first.invalidate("key");
        assertThat(fetched(second)).isEqualTo(SECRET);
        assertThat(fetched(first)).isEqualTo(SECRET);
        assertThat(fetched(after)).isEqualTo(SECRET);
        assertThat(loads).hasValue(2);
    }

    @Test
    void nodesWithoutTheKey_loadBesideAndLeaveTheEntryAlone() {
        CacheHandler with = keyed(A);
        assertThat(fetched(with)).isEqualTo(SECRET);
        byte[] bytes = stored();
        CacheHandler without = node();
        assertThat(without.get(KEY)).isEmpty();
        assertThat(fetched(without)).isEqualTo(SECRET);
        assertThat(fetched(without)).isEqualTo(SECRET);
        assertThat(fetched(keyed(B))).isEqualTo(SECRET);
        assertThat(loads).hasValue(3);
        assertThat(stored()).isEqualTo(bytes);
    }

    @Test
    void changedBytes_areAMissAndReplaced() {
        CacheHandler node = keyed(A);
        assertThat(fetched(node)).isEqualTo(SECRET);
        byte[] changed = stored();
        changed[changed.length - 20] ^= 1;
        try (Jedis jedis = Raw.jedis(redis())) {
            jedis.set(RAW, changed);
        }
        assertThat(fetched(node)).isEqualTo(SECRET);
        assertThat(fetched(node)).isEqualTo(SECRET);
        assertThat(loads).hasValue(2);
    }
}
