// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Show;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/**
 * What is opened is closed: threads, connections, and with the threads their timers. That nothing holds on to a handler
 * afterwards shows the rest: a timer, a virtual thread or a registration left somewhere would.
 */
class OpenCloseTest extends OverRedis {
    private static final int CYCLES = 10;

    @Test
    void tenCycles_leaveNothing() throws Exception {
        use(); // what the JVM and the client's library start once and keep is not ours
        try (Jedis jedis = Raw.jedis(redis())) {
            Set<Thread> before = threads();
            long connections = connections(jedis);
            List<WeakReference<CacheHandler>> handlers = new ArrayList<>();
            for (int i = 0; i < CYCLES; i++) {
                handlers.add(use());
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> left(before).isEmpty() && connections(jedis) <= connections);
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
                System.gc();
                return held(handlers) == 0;
            });
            String cycles = " left after " + CYCLES + " cycles";
            Show.exactly("open-close", left(before).size(), 0, "threads, and timers with them," + cycles);
            Show.exactly("open-close", connections(jedis) - connections, 0, "connections" + cycles);
            Show.exactly("open-close", held(handlers), 0, "handlers that something still holds," + cycles);
        }
    }

    private static long held(List<WeakReference<CacheHandler>> handlers) {
        return handlers.stream().filter(handler -> handler.get() != null).count();
    }

    private static Set<Thread> left(Set<Thread> before) {
        Set<Thread> left = threads();
        left.removeAll(before);
        return left;
    }

    /** Returns the threads that run, but for those of the JVM and of the test's own tools. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool")
                        && !thread.getName().startsWith("awaitility")
                        && !thread.getName().startsWith("VirtualThread-unparker"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static long connections(Jedis jedis) {
        return jedis.clientList().lines().count();
    }

    private WeakReference<CacheHandler> use() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch loading = new CountDownLatch(2);
        CacheOptions plain = CacheOptions.defaults();
        CacheOptions soft = CacheOptions.ttl("1h").staleTtl("1h").softTimeout("0");
        CacheHandler handler = CacheHandler.builder()
                .name("tested")
                .prefix("open-close")
                .redis(redis().uri())
                .property("cachex.background-threads", "4")
                .build();
        try (handler) {
            handler.fetch(key("plain"), plain.tags("tag"), () -> "value");
            handler.invalidateTags("tag");
            assertThat(handler.fetchAsync(key("async"), plain, () -> CompletableFuture.completedFuture("value"))
                            .toCompletableFuture()
                            .get(1, TimeUnit.MINUTES))
                    .isEqualTo("value");
            handler.fetchAll(List.of(key("a"), key("b")), plain, missing -> {
                Map<CacheKey<String>, String> loaded = new HashMap<>();
                missing.forEach(key -> loaded.put(key, "value"));
                return loaded;
            });
            handler.put(key("soft"), "old", CacheOptions.ttl("1ms").staleTtl("1h"));
            Awaitility.await().until(() -> handler.get(key("soft")).isEmpty());
            // Two loads that would never end: one on a thread of the background, one with a timer and no thread.
            assertThat(handler.<String, InterruptedException>fetch(key("soft"), soft, () -> {
                        loading.countDown();
                        never.await();
                        return "never";
                    }))
                    .isEqualTo("old");
            CompletableFuture<String> pending = handler.fetchAsync(key("pending"), plain.hardTimeout("1h"), () -> {
                        loading.countDown();
                        return new CompletableFuture<String>();
                    })
                    .toCompletableFuture();
            assertThat(loading.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(pending).isNotDone();
        }
        return new WeakReference<>(handler);
    }

    private static CacheKey<String> key(String id) {
        return CacheKey.of(id, String.class);
    }
}
