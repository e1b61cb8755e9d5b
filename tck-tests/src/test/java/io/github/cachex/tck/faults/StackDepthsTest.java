// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.engine.CacheEngine;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Operations that begin with little stack left: they may fail for it, and leave nothing behind. */
class StackDepthsTest {
    private static final int DEPTHS = 200;
    private static final long STACK = 512 * 1024;
    private static final List<String> KINDS = List.of("fetch", "all", "async", "put", "invalidate", "loader");

    private final List<String> wrong = new ArrayList<>();
    private int hanging;

    @Test
    void littleStackLeft_leavesNobodyWaiting() throws Exception {
        int left = 0;
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Store redis = new Store.Redis(RedisServer.start());
                Store memory = Store.Memory.empty()) {
            left += left(memory, threads);
            left += left(redis, threads);
        } finally {
            threads.shutdownNow();
        }
        assertThat(wrong).isEmpty();
        Show.exactly("throwables", hanging, 0, "callers that hang after " + DEPTHS + " stack depths on both backends");
        Show.exactly("throwables", left, 0, "leases left after them");
    }

    private int left(Store store, ExecutorService threads) throws Exception {
        CacheEngine engine = CacheEngine.start(store.setup());
        Set<String> ids = new TreeSet<>();
        try {
            CacheHandler cache = engine.cache("default");
            // Once with all the stack there is: what is met first costs more, and differs from run to run.
            deep(() -> all(cache, "first", 0), 0);
            for (int i = 0; i < DEPTHS; i++) {
                int depth = i;
                deep(() -> all(cache, depth + "-", depth), i);
                for (String kind : KINDS) {
                    ids.add(depth + "-" + kind);
                    answered(cache, threads, depth + "-" + kind);
                }
            }
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> store.held(ids).isEmpty());
            return store.held(ids).size();
        } finally {
            engine.close();
        }
    }

    /** Runs {@code task} so deep that an equal share of the deepest third of the stack is left. */
    private static void deep(Runnable task, int share) throws InterruptedException {
        Thread thread = new Thread(
                null,
                () -> {
                    int most = deepest(0);
                    int depth = share == 0 ? 0 : most - (int) ((long) most * share / DEPTHS / 3);
                    try {
                        descend(depth, task);
                    } catch (StackOverflowError e) {
                        // It is the frame before the task that found none left.
                    }
                },
                "deep",
                STACK);
        thread.start();
        thread.join();
    }

    @SuppressWarnings("InfiniteRecursion") // until the stack is full
    private static int deepest(int depth) {
        try {
            return deepest(depth + 1);
        } catch (StackOverflowError e) {
            return depth;
        }
    }

    private static void descend(int depth, Runnable task) {
        if (depth == 0) {
            task.run();
        } else {
            descend(depth - 1, task);
        }
    }

    private void all(CacheHandler cache, String prefix, int from) {
        for (int i = 0; i < KINDS.size(); i++) {
            // Each is the first now and then: it warms up what the others need.
            String kind = KINDS.get((from + i) % KINDS.size());
            String id = prefix + kind;
            try {
                String value = run(cache, kind, id);
                if (!value.equals(id)) {
                    wrong.add(id + " is answered " + value);
                }
            } catch (Throwable e) {
                // Whatever there is no stack for.
            }
        }
    }

    private static String run(CacheHandler cache, String kind, String id) throws Exception {
        CacheKey<String> key = CacheKey.of(id, String.class);
        switch (kind) {
            case "fetch" -> {
                return cache.fetch(key, () -> id);
            }
            case "loader" -> {
                return cache.fetch(key, () -> endlessly(id));
            }
            case "all" -> {
                Map<CacheKey<String>, String> found = cache.fetchAll(
                        List.of(key, CacheKey.of(id + "2", String.class)),
                        CacheOptions.defaults(),
                        keys -> keys.stream().collect(Collectors.toMap(each -> each, CacheKey::id)));
                return new LinkedHashMap<>(found).get(key);
            }
            case "async" -> {
                var unused =
                        cache.fetchAsync(key, CacheOptions.defaults(), () -> CompletableFuture.completedFuture(id));
                return id;
            }
            case "put" -> {
                cache.put(key, id);
                return id;
            }
            default -> {
                cache.invalidate(id);
                return id;
            }
        }
    }

    @SuppressWarnings("InfiniteRecursion") // as a loader of the application may
    private static String endlessly(String id) {
        return endlessly(id) + id;
    }

    /** Asks for {@code id} with a stack of its own. */
    private void answered(CacheHandler cache, ExecutorService threads, String id) throws Exception {
        Callable<String> caller = () -> cache.fetch(CacheKey.of(id, String.class), () -> id);
        try {
            String value = threads.submit(caller).get(30, TimeUnit.SECONDS);
            if (!value.equals(id)) {
                wrong.add(id + " is answered " + value);
            }
        } catch (TimeoutException e) {
            hanging++;
        }
    }
}
