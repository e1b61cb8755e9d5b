// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every asynchronous twin throws what the blocking one does, whatever Redis suffers from, and keeps no caller's thread. */
class AsyncOutageTest {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("other", String.class);
    private static final CacheOptions PLAIN = CacheOptions.defaults();
    private static final Map<CacheKey<String>, String> VALUES = Map.of(KEY, "value", OTHER, "value");

    /** As many as wait for a thread of the background at most. */
    private static final int QUEUED = 1_000;

    private static RedisServer redis;

    /** A method that blocks, and the one that does not. */
    private record Twin(
            String name, Consumer<CacheHandler> blocking, Function<CacheHandler, CompletionStage<?>> async) {
        /** Returns the stage of a call, which fails with what the call throws. */
        CompletionStage<?> begin(CacheHandler cache) {
            try {
                return async.apply(cache);
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }

    private static final List<Twin> TWINS = List.of(
            new Twin("get", cache -> cache.get(KEY), cache -> cache.getAsync(KEY)),
            new Twin("getAll", cache -> cache.getAll(VALUES.keySet()), cache -> cache.getAllAsync(VALUES.keySet())),
            new Twin("put", cache -> cache.put(KEY, "new"), cache -> cache.putAsync(KEY, "new")),
            new Twin("putAll", cache -> cache.putAll(VALUES, PLAIN), cache -> cache.putAllAsync(VALUES, PLAIN)),
            new Twin(
                    "fetch",
                    cache -> cache.fetch(KEY, () -> "loaded"),
                    cache -> cache.fetchAsync(KEY, PLAIN, () -> CompletableFuture.completedFuture("loaded"))),
            new Twin(
                    "fetchAll",
                    cache -> cache.fetchAll(VALUES.keySet(), PLAIN, missing -> VALUES),
                    cache -> cache.fetchAllAsync(
                            VALUES.keySet(), PLAIN, missing -> CompletableFuture.completedFuture(VALUES))),
            new Twin("invalidate", cache -> cache.invalidate("key"), cache -> cache.invalidateAsync("key")),
            new Twin("invalidateTags", cache -> cache.invalidateTags("tag"), cache -> cache.invalidateTagsAsync("tag")),
            new Twin(
                    "invalidateMatching",
                    cache -> cache.invalidateMatching("k*"),
                    cache -> cache.invalidateMatchingAsync("k*")),
            new Twin("clear", CacheHandler::clear, CacheHandler::clearAsync),
            new Twin("expire", cache -> cache.expire("key"), cache -> cache.expireAsync("key")),
            new Twin("expireTags", cache -> cache.expireTags("tag"), cache -> cache.expireTagsAsync("tag")),
            new Twin("expireMatching", cache -> cache.expireMatching("k*"), cache -> cache.expireMatchingAsync("k*")),
            new Twin("expireAll", CacheHandler::expireAll, CacheHandler::expireAllAsync));

    private enum Outage {
        REFUSED,
        HUNG,
        SLOW,
        CLOSED;

        void begin(Link link, CacheHandler cache) {
            if (this == CLOSED) {
                cache.close();
            } else {
                Sickness.valueOf(name()).begin(link, redis);
            }
        }

        void end(Link link) {
            if (this != CLOSED) {
                Sickness.valueOf(name()).end(link, redis);
            }
        }
    }

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static CacheHandler open(Link link, ErrorPolicy errors) {
        CacheHandler cache = CacheHandler.builder()
                .name("async")
                .prefix("tck")
                .redis(link.uri())
                .options(PLAIN.backendErrors(errors))
                .property("cachex.near.enabled", "false")
                .property("cachex.backend-budget", "100ms")
                .property("cachex.backend.redis.timeout.connect", "100ms")
                .property("cachex.backend.redis.timeout.socket", "100ms")
                .build();
        cache.fetch(CacheKey.of("warm-up", String.class), PLAIN.backendErrors(ErrorPolicy.DEGRADE), () -> "connected");
        return cache;
    }

    @ParameterizedTest
    @EnumSource
    void twin_throwsWhatTheBlockingOneDoes(Outage outage) throws Exception {
        int calls = 0;
        List<String> unlike = new ArrayList<>();
        for (ErrorPolicy errors : ErrorPolicy.values()) {
            try (Link link = Link.to(redis);
                    CacheHandler blocking = open(link, errors);
                    CacheHandler async = open(link, errors)) {
                outage.begin(link, blocking);
                if (outage == Outage.CLOSED) {
                    async.close();
                }
                try {
                    for (Twin twin : TWINS) {
                        Optional<Class<?>> thrown = thrown(() -> twin.blocking().accept(blocking));
                        twin.begin(async).toCompletableFuture().cancel(true);
                        Optional<Class<?>> failed = failed(twin.begin(async));
                        calls += 2;
                        if (failed.isPresent() != thrown.isPresent()) {
                            unlike.add(errors + " " + twin.name() + ": " + failed + " for " + thrown);
                        }
                    }
                } finally {
                    outage.end(link);
                }
            }
        }
        assertThat(unlike).isEmpty();
        Show.exactly(
                "async",
                unlike.size(),
                0,
                "of " + calls + " calls while Redis is " + outage.name().toLowerCase(Locale.ROOT)
                        + ", half of them cancelled, end otherwise than the blocking ones");
    }

    private static Optional<Class<?>> thrown(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e.getClass());
        }
    }

    private static Optional<Class<?>> failed(CompletionStage<?> stage) throws Exception {
        return stage.<Optional<Class<?>>>handle(
                        (value, failure) -> Optional.ofNullable(failure).map(Object::getClass))
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES);
    }

    /** By a barrier: whoever comes to the backend stays there until all have called. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callersThreads_areNeverHeld(boolean full) throws Exception {
        Held held = new Held(FakeBackend.create());
        List<CompletionStage<?>> stages = new ArrayList<>();
        int blocked = 0;
        try (CacheHandler cache = CacheHandler.builder()
                .name("async")
                .backend(held)
                .property("cachex.background-threads", full ? "1" : "16")
                .build()) {
            for (int i = 0; full && i <= QUEUED; i++) {
                stages.add(cache.getAsync(CacheKey.of("before:" + i, String.class)));
            }
            for (Twin twin : TWINS) {
                stages.add(twin.begin(cache));
                blocked += held.holds(Thread.currentThread()) ? 1 : 0;
            }
            held.barrier.await();
            held.barrier.open();
            for (CompletionStage<?> stage : stages) {
                assertThat(failed(stage)).isEmpty();
            }
        }
        Show.exactly(
                "async",
                blocked,
                0,
                "callers' threads of " + TWINS.size() + " held by a backend that hangs"
                        + (full ? ", with no thread of the background left" : ""));
    }

    /** Holds whoever comes until its barrier is open. */
    private static final class Held extends BackendDecorator {
        private final Barrier barrier = new Barrier();
        private final Set<Thread> came = ConcurrentHashMap.newKeySet();

        Held(CacheBackend next) {
            super(next);
        }

        boolean holds(Thread thread) {
            return came.contains(thread);
        }

        @Override
        protected <R> R call(
                BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
            came.add(Thread.currentThread());
            barrier.arrive();
            return step.apply(budget);
        }
    }
}
