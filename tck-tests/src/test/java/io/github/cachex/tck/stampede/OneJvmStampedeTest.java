// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.stampede;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.tck.redis.Pause;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** A thousand threads of one JVM on a cold key; and nothing of the cache left once it is closed. */
class OneJvmStampedeTest {
    private static final int THREADS = 1000;

    @Test
    void thousandThreads_loadOnceAndLeaveNothing() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            Set<Thread> before = threads();
            CacheHandler cache = CacheHandler.builder()
                    .name("crowd")
                    .prefix("tck")
                    .redis(redis.uri())
                    // A thousand threads may keep a busy machine from Redis's answer for longer than a budget.
                    .property("cachex.backend-budget", "30s")
                    .property("cachex.backend.redis.timeout.socket", "30s")
                    .property("cachex.breaker.slow", "30s")
                    .build();
            AtomicInteger loads = new AtomicInteger();
            ExecutorService pool = Executors.newFixedThreadPool(THREADS);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                answers.add(pool.submit(() -> {
                    start.await();
                    return cache.<String, RuntimeException>fetch(CacheKey.of("cold", String.class), () -> {
                        Pause.millis(300);
                        return "load " + loads.incrementAndGet();
                    });
                }));
            }
            start.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get(2, TimeUnit.MINUTES)).isEqualTo("load 1");
            }
            pool.shutdown();
            assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            cache.close();
            Show.exactly("one-jvm-stampede", loads.get(), 1, "loads for " + THREADS + " threads on one cold key");
            Set<Thread> left = leftOf(before);
            assertThat(left).isEmpty();
            Show.exactly("one-jvm-stampede", left.size(), 0, "threads left after close");
        }
    }

    private static Set<Thread> leftOf(Set<Thread> before) {
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> threadsBeside(before).isEmpty());
        } catch (ConditionTimeoutException e) {
            return threadsBeside(before); // the assertion names them
        }
        return Set.of();
    }

    private static Set<Thread> threadsBeside(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }

    private static Set<Thread> threads() {
        return Set.copyOf(Thread.getAllStackTraces().keySet());
    }
}
