// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.engine.CacheEngine;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.tck.faults.Trap.Code;
import io.github.cachex.tck.faults.Trap.Thrown;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Whatever handed-in code throws, each caller has its value, nobody hangs, and no lease is left. */
@TestInstance(Lifecycle.PER_CLASS)
class ThrowablesTest {
    private static final int FOLLOWERS = 2;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger without = new AtomicInteger();
    private final List<String> wrong = new ArrayList<>();
    private int operations;

    @AfterAll
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void anythingThrownByHandedInCode_keepsNoValueFromItsCallers() throws Exception {
        int left = 0;
        try (Store redis = new Store.Redis(RedisServer.start());
                Store memory = Store.Memory.empty()) {
            for (Store store : List.of(memory, redis)) {
                for (Code code : Code.values()) {
                    if (code == Code.LISTENER_WANTS) {
                        // Asked once by each engine.
                        for (Thrown thrown : Thrown.values()) {
                            left += left(store, code, thrown);
                        }
                    } else {
                        left += left(store, code, Thrown.values());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        Show.atLeast("throwables", operations, 1_000, "operations around code that throws");
        Show.exactly("throwables", without.get(), 0, "callers without their value");
        Show.exactly("throwables", left, 0, "leases left");
    }

    /** Runs all operations around {@code code} that throws; returns how many leases they left. */
    private int left(Store store, Code code, Thrown... thrown) throws Exception {
        Set<String> ids = new TreeSet<>();
        Trap trap = new Trap(code, thrown[0]);
        try (Said said = new Said()) {
            CacheEngine engine = CacheEngine.start(new TrappedCode(trap).into(store.setup(), threads));
            try {
                for (Thrown each : thrown) {
                    trap.set(each);
                    for (int round = 0; round < Rounds.of(1, 10); round++) {
                        new Operations(trap, engine.cache("default"), ids, round).run();
                    }
                }
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> store.held(ids).isEmpty());
                wrong.addAll(said.twice());
                return store.held(ids).size();
            } finally {
                trap.disarm();
                engine.close();
            }
        }
    }

    /** The operations of one handler. */
    private final class Operations {
        private final Trap trap;
        private final CacheHandler cache;
        private final CacheOptions options;
        private final TrappedCode code;
        private final Set<String> ids;
        private final String prefix;

        Operations(Trap trap, CacheHandler cache, Set<String> ids, int round) {
            this.trap = trap;
            this.cache = cache;
            this.code = new TrappedCode(trap);
            this.options = CacheOptions.ttl("1h").storeIf(code::accepts).defaultValueFrom(code::instead);
            this.ids = ids;
            this.prefix = trap.toString().replace(' ', '-').toLowerCase(java.util.Locale.ROOT) + round + '-';
        }

        private CacheKey<String> key(String id) {
            ids.add("tenant/" + prefix + id);
            return CacheKey.of(prefix + id, String.class);
        }

        void run() throws Exception {
            forgetInterrupt();
            crowd(key("fetch"), options);
            crowd(key("timed"), options.hardTimeout("1m"));
            crowd(key("soft"), options.softTimeout("1m").staleTtl("1h"));
            valued("fetch again", () -> cache.fetch(key("fetch"), options, () -> "loaded"));
            valued("fetch ahead", () -> cache.fetch(key("fetch"), options.refreshAhead(0.000001), () -> "loaded"));
            all();
            later();
            failing();
            CacheKey<String> put = key("put");
            naming("put", () -> cache.put(put, "put", options));
            naming("putAll", () -> cache.putAll(Map.of(put, "a", key("put2"), "b"), options));
            naming("get", () -> cache.get(put));
            naming("getAll", () -> cache.getAll(List.of(put, key("none"))));
            naming("contains", () -> cache.contains(put));
            naming("touch", () -> cache.touch(put, Duration.ofHours(1)));
            naming("increment", () -> cache.increment(prefix + "count", 1, Duration.ofHours(1)));
            naming("expire", () -> cache.expire(put.id()));
            naming("invalidate", () -> cache.invalidate(put.id()));
            naming("invalidateTags", () -> cache.invalidateTags("news"));
            naming("invalidateMatching", () -> cache.invalidateMatching(prefix + "put*"));
            naming("clear", () -> cache.clear());
            once(key("once"));
            valued("typed", () -> cache.typed(String.class).fetch(prefix + "typed", () -> "loaded"));
            ids.add("tenant/" + prefix + "typed");
        }

        /** One loads while others wait; all have the value. */
        private void crowd(CacheKey<String> key, CacheOptions wanted) throws Exception {
            Barrier loading = new Barrier();
            List<Future<String>> callers = new ArrayList<>();
            callers.add(threads.submit(() -> cache.fetch(key, wanted, () -> {
                loading.arrive();
                return "loaded";
            })));
            loading.await();
            for (int i = 0; i < FOLLOWERS; i++) {
                callers.add(threads.submit(() -> cache.fetch(key, wanted, () -> "loaded")));
            }
            loading.open();
            for (Future<String> caller : callers) {
                valued("crowd", () -> caller.get(1, TimeUnit.MINUTES));
            }
        }

        private void all() {
            List<CacheKey<String>> keys =
                    Stream.of("a", "b", "c").map(this::key).toList();
            valued("fetchAll", () -> {
                Map<CacheKey<String>, String> found = cache.fetchAll(keys, options, this::load);
                return found.keySet().containsAll(keys) ? "loaded" : "of three " + found.size();
            });
        }

        private Map<CacheKey<String>, String> load(Collection<CacheKey<String>> missing) {
            Map<CacheKey<String>, String> loaded = new LinkedHashMap<>();
            missing.forEach(key -> loaded.put(key, "loaded"));
            return loaded;
        }

        private void later() {
            CacheKey<String> key = key("later");
            for (CacheOptions wanted : List.of(options, options.hardTimeout("1m"))) {
                CompletableFuture<String> source = new CompletableFuture<>();
                List<CompletableFuture<String>> callers = new ArrayList<>();
                for (int i = 0; i <= FOLLOWERS; i++) {
                    callers.add(cache.fetchAsync(key, wanted, () -> source).toCompletableFuture());
                }
                source.complete("loaded");
                forgetInterrupt();
                callers.forEach(caller -> valued("fetchAsync", () -> caller.get(1, TimeUnit.MINUTES)));
                naming("invalidate", () -> cache.invalidate(key.id()));
            }
        }

        /** The loader's own failure arrives as it is, where no default value stands in. */
        private void failing() {
            operations++;
            RuntimeException own = new IllegalArgumentException("of the source");
            Object arrived;
            try {
                arrived = cache.<String, RuntimeException>fetch(key("failing"), options, () -> {
                    throw own;
                });
            } catch (Throwable e) {
                arrived = e;
            }
            forgetInterrupt();
            boolean uncached = trap.code() == Code.NAMESPACE || trap.code() == Code.DEFAULT_VALUE;
            expect("a failing load", arrived, uncached ? own : "instead");
        }

        /** What must not guess throws where the value cannot be stored. */
        private void once(CacheKey<String> key) {
            operations += 2;
            Object first = answer(() -> cache.putIfAbsent(key, "once", options));
            boolean unstorable = trap.code() == Code.FILTER
                    || trap.code() == Code.SERIALIZER_WRITE
                    || trap.code() == Code.SERIALIZER_READ;
            if (unstorable ? !(first instanceof CacheSerializationException) : !isNamed(first, true)) {
                wrong.add(trap + ": putIfAbsent: " + first);
            }
            Object removed = answer(() -> cache.getAndRemove(key));
            if (!isNamed(removed, removed)) {
                wrong.add(trap + ": getAndRemove: " + removed);
            }
        }

        private void naming(String operation, Runnable call) {
            operations++;
            Object answer = answer(() -> {
                call.run();
                return "done";
            });
            if (!isNamed(answer, "done")) {
                wrong.add(trap + ": " + operation + ": " + answer);
            }
        }

        /** Returns whether {@code answer} is as it should be: what the resolver throws where nobody knows whose key it is. */
        private boolean isNamed(Object answer, Object expected) {
            return trap.code() == Code.NAMESPACE
                    ? answer instanceof Throwable
                    : !(answer instanceof Throwable) && answer.equals(expected);
        }

        private void valued(String operation, Callable<String> call) {
            operations++;
            expect(operation, answer(call), "loaded");
        }

        private void expect(String operation, Object arrived, Object expected) {
            if (!arrived.equals(expected)) {
                without.incrementAndGet();
                wrong.add(trap + ": " + operation + ": " + arrived);
            }
        }

        private Object answer(Callable<?> call) {
            try {
                return call.call();
            } catch (Throwable e) {
                return e;
            } finally {
                forgetInterrupt();
            }
        }

        /** What the trap threw as an interrupt interrupts this thread, which is not the next operation's. */
        private void forgetInterrupt() {
            var unused = Thread.interrupted();
        }
    }
}
