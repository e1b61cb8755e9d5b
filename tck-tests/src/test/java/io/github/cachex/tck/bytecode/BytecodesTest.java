// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Operations become no slower unnoticed: each has a limit to the bytecodes of ours that the caller's thread executes. */
class BytecodesTest {
    /** A tenth above what was counted when it was last changed; lower it when an operation gets cheaper. */
    private static final Map<String, Integer> LIMITS =
            Map.of("near hit of fetch", 530, "near hit of get", 540, "hit in Redis", 5_700, "guarded miss", 25_600);

    @Test
    @SuppressWarnings("unchecked") // what the cache of another loader answers
    void operations_executeNoMoreBytecodesThanTheirLimits() throws Exception {
        try (RedisServer redis = RedisServer.start();
                AutoCloseable cache = (AutoCloseable) new CountingLoader(BytecodesTest.class.getClassLoader())
                        .loadClass(CountedCache.class.getName())
                        .getConstructor(String.class)
                        .newInstance(redis.uri())) {
            Map<String, Runnable> operations = (Map<String, Runnable>)
                    cache.getClass().getMethod("operations").invoke(cache);
            assertThat(operations).containsOnlyKeys(LIMITS.keySet());
            Awaitility.await("a near hit").until(() -> {
                operations.get("near hit of fetch").run();
                return (long) cache.getClass().getMethod("nearHits").invoke(cache) > 0;
            });
            operations.forEach((name, work) -> Show.atMost(
                    "guard " + name,
                    ExecutedBytecodes.of(work),
                    LIMITS.get(name),
                    "bytecodes of Cachex that the caller's thread executes"));
        }
    }
}
