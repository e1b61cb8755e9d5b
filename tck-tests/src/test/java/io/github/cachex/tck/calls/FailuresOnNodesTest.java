// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What two nodes make of failures that are kept, and of values that are transformed. */
class FailuresOnNodesTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final CacheOptions KEPT =
            CacheOptions.ttl("1h").cacheExceptions(Duration.ofHours(1), NoSuchElementException.class);

    private static String missing() {
        throw new NoSuchElementException("no post", new IllegalStateException("secret"));
    }

    private static String unreachable() {
        throw new AssertionError("the loader must not run");
    }

    private static void isThrown(CacheHandler node) {
        assertThatThrownBy(() -> node.fetch(KEY, KEPT, FailuresOnNodesTest::unreachable))
                .isExactlyInstanceOf(NoSuchElementException.class)
                .hasMessage("no post")
                .hasNoCause();
    }

    @Test
    void keptFailure_isThrownOnTheOtherNodeUntilItIsInvalidated() {
        CacheHandler one = node();
        CacheHandler two = node();
        assertThatThrownBy(() -> one.fetch(KEY, KEPT, FailuresOnNodesTest::missing))
                .hasCauseInstanceOf(IllegalStateException.class);
        isThrown(two);
        isThrown(two);
        isThrown(one);
        assertThat(two.stats().loads()).isZero();
        assertThat(two.get(KEY)).isEmpty();
        assertThat(two.contains(KEY)).isFalse();

        one.invalidate("key");
        // The other node keeps it near until it hears of that.
        Awaitility.await()
                .ignoreException(NoSuchElementException.class)
                .until(() -> two.<String, RuntimeException>fetch(KEY, KEPT, () -> "found")
                        .equals("found"));
        Awaitility.await().until(() -> one.get(KEY).isPresent());
    }

    @Test
    void redis_holdsClassAndMessageAlone() {
        assertThatThrownBy(() -> node().fetch(KEY, KEPT, FailuresOnNodesTest::missing))
                .isInstanceOf(NoSuchElementException.class);
        try (var jedis = Raw.jedis(redis())) {
            byte[] stored = jedis.get("tck:1:{tested:key}".getBytes(StandardCharsets.UTF_8));
            assertThat(new String(stored, StandardCharsets.UTF_8))
                    .contains("java.util.NoSuchElementException")
                    .contains("no post")
                    .doesNotContain("secret")
                    .doesNotContain("FailuresOnNodesTest");
        }
    }

    @Test
    void memory_keepsThemToo() {
        CacheHandler memory = closing(CacheHandler.builder().name("kept").build());
        assertThatThrownBy(() -> memory.fetch(KEY, KEPT, FailuresOnNodesTest::missing))
                .isInstanceOf(NoSuchElementException.class);
        isThrown(memory);
        memory.invalidate("key");
        assertThat(memory.<String, RuntimeException>fetch(KEY, KEPT, () -> "found"))
                .isEqualTo("found");
    }

    @Test
    void transformedValue_isReadOnTheOtherNode() {
        CacheOptions shortened = CacheOptions.ttl("1h").<String>storeAs(text -> text.substring(0, 1));
        assertThat(node().<String, RuntimeException>fetch(KEY, shortened, () -> "whole"))
                .isEqualTo("whole");
        assertThat(node().<String, RuntimeException>fetch(KEY, shortened, FailuresOnNodesTest::unreachable))
                .isEqualTo("w");
        CacheHandler memory = closing(CacheHandler.builder().name("shortened").build());
        assertThat(memory.<String, RuntimeException>fetch(KEY, shortened, () -> "whole"))
                .isEqualTo("whole");
        assertThat(memory.get(KEY)).contains("w");
    }
}
