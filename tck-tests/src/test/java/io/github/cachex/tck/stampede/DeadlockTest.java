// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.stampede;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Pause;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loads that wait for each other end when their loaders do, and not by a timeout. */
class DeadlockTest extends OverRedis {
    private static final CacheKey<String> A = CacheKey.of("a", String.class);
    private static final CacheKey<String> B = CacheKey.of("b", String.class);
    private static final CacheOptions PLAIN = CacheOptions.defaults();
    /** Longer than any test waits: what ends does not end by it. */
    private static final String TIMEOUT = "1h";

    private static final CacheOptions TIMED = PLAIN.hardTimeout(TIMEOUT);
    private static final long LOADER_MS = 200;

    private static final int POOL = 4;

    private ExecutorService threads;

    @BeforeEach
    void beginThreads() {
        threads = Executors.newCachedThreadPool();
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    /** Returns a node that has loaded its classes. */
    private CacheHandler warmNode() {
        CacheHandler node = node("cachex.wait-timeout", TIMEOUT, "cachex.background-threads", String.valueOf(POOL));
        CacheKey<String> warm = CacheKey.of("warm", String.class);
        node.fetch(warm, TIMED, () -> "up");
        node.fetchAll(List.of(warm, CacheKey.of("warmer", String.class)), PLAIN, DeadlockTest::load);
        node.invalidate("a", "b");
        return node;
    }

    private static String slowly() {
        Pause.millis(LOADER_MS);
        return "value";
    }

    private static Map<CacheKey<String>, String> load(Collection<CacheKey<String>> missing) {
        Map<CacheKey<String>, String> loaded = new HashMap<>();
        String value = slowly();
        missing.forEach(key -> loaded.put(key, value));
        return loaded;
    }

    private Elapsed timed(List<Callable<?>> calls) throws Exception {
        Elapsed elapsed = Elapsed.start();
        List<Future<?>> answers = new ArrayList<>();
        calls.forEach(call -> answers.add(threads.submit(call)));
        for (Future<?> answer : answers) {
            assertThat(answer.get(5, TimeUnit.MINUTES)).isNotNull();
        }
        return elapsed.stop();
    }

    private Elapsed twoLoadsOfEachOther(CacheHandler node, CacheOptions options) throws Exception {
        Barrier both = new Barrier();
        List<Callable<?>> calls = new ArrayList<>();
        for (CacheKey<String> key : List.of(A, B)) {
            CacheKey<String> other = key.equals(A) ? B : A;
            calls.add(() -> node.fetch(key, options, () -> {
                both.arrive();
                return node.fetch(other, options, DeadlockTest::slowly);
            }));
        }
        Future<Elapsed> elapsed = threads.submit(() -> timed(calls));
        both.await(2);
        both.open();
        return elapsed.get(5, TimeUnit.MINUTES);
    }

    @Test
    void twoLoadsOfEachOther_end() throws Exception {
        Elapsed plain = twoLoadsOfEachOther(warmNode(), PLAIN);
        Elapsed timed = twoLoadsOfEachOther(warmNode(), TIMED);
        Show.figure(
                "deadlock",
                Elapsed.longestOf(List.of(plain, timed)),
                "for A loading B while B loads A, 200 ms loader, with and without a hard timeout");
    }

    @Test
    void crossingBulks_end() throws Exception {
        CacheHandler here = warmNode();
        CacheHandler elsewhere = warmNode();
        List<Elapsed> all = new ArrayList<>();
        for (CacheHandler second : List.of(here, elsewhere)) {
            here.invalidate("a", "b");
            all.add(timed(List.of(
                    () -> here.fetchAll(List.of(A, B), PLAIN, DeadlockTest::load),
                    () -> second.fetchAll(List.of(B, A), PLAIN, DeadlockTest::load))));
        }
        Show.figure(
                "deadlock",
                Elapsed.longestOf(all),
                "for bulk [a,b] against [b,a], in one and in two nodes, 200 ms loader");
    }

    @Test
    void fullBackground_endsItsNestedLoads() throws Exception {
        CacheHandler node = warmNode();
        Barrier full = new Barrier();
        List<Callable<?>> calls = new ArrayList<>();
        for (int i = 0; i < POOL; i++) {
            CacheKey<String> outer = CacheKey.of("outer:" + i, String.class);
            calls.add(() -> node.fetch(outer, TIMED, () -> {
                full.arrive();
                return node.fetch(A, TIMED, DeadlockTest::slowly);
            }));
        }
        Future<Elapsed> elapsed = threads.submit(() -> timed(calls));
        full.await(POOL);
        full.open();
        Show.figure(
                "deadlock",
                elapsed.get(5, TimeUnit.MINUTES),
                "for " + POOL + " background loads in a pool of " + POOL
                        + " that each fetch a second key, 200 ms loader");
    }
}
