// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.freshness.TimedStage;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.WaitingThreads;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One caller reads a stale value and is slow to begin its load; meanwhile the value is invalidated, and another caller, who knows of that,
 * waits for the same load. Where that fails, the first may be served the stale value, and the other must not.
 */
class StaleAfterInvalidationTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("2", String.class);
    private static final CacheOptions STALE =
            CacheOptions.ttl("1h").staleTtl("1h").softTimeout("1h").tags("news");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Barrier read = new Barrier();
    private final Barrier failing = new Barrier();
    private final AtomicBoolean holding = new AtomicBoolean();
    private final CacheHandler cache = CacheHandler.builder()
            .name("posts")
            .backend(FakeBackend.create())
            .serializer(new JavaSerializer())
            .listener(this::hold)
            .property("cachex.jitter", "0")
            .build();

    /** The first that has found nothing fresh goes no further for now. */
    private void hold(CacheEvent event) {
        if (event instanceof CacheEvent.Missed && holding.compareAndSet(true, false)) {
            read.arrive();
        }
    }

    @BeforeEach
    void storeWhatIsStale() {
        cache.put(KEY, "old", STALE);
        cache.put(OTHER, "old", STALE);
    }

    @AfterEach
    void close() throws Exception {
        read.open();
        failing.open();
        threads.shutdownNow();
        cache.close();
    }

    private String fail() {
        failing.arrive();
        throw new IllegalStateException("broken");
    }

    private Map<CacheKey<String>, String> failAll() {
        return Map.of(KEY, fail());
    }

    /** Returns what a caller is given that asks after {@code invalidation}, made while {@code first} has read and not begun to load. */
    private String after(Runnable invalidation, Callable<?> first, Class<?> waiting) throws Exception {
        holding.set(true);
        Future<?> early = threads.submit(first);
        read.await();
        invalidation.run();
        read.open();
        failing.await();
        CompletableFuture<Thread> asking = new CompletableFuture<>();
        Future<String> late = threads.submit(() -> {
            asking.complete(Thread.currentThread());
            return cache.fetch(KEY, STALE, () -> "new");
        });
        WaitingThreads.await(asking.get(1, TimeUnit.MINUTES), waiting);
        failing.open();
        // The first may be served the stale value, or told of the failure.
        Awaitility.await().until(early::isDone);
        try {
            return late.get(1, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            return e.getCause().getMessage();
        }
    }

    private String fetchFailing() {
        return cache.fetch(KEY, STALE, this::fail);
    }

    private Map<CacheKey<String>, String> fetchAllFailing() {
        return cache.fetchAll(List.of(KEY, OTHER), STALE, keys -> failAll());
    }

    private void expire() {
        cache.expire(KEY.id());
        cache.expire(OTHER.id());
    }

    @Test
    void tagInvalidated_beforeTheLoadOfOne() throws Exception {
        expire();
        assertThat(after(() -> cache.invalidateTags("news"), this::fetchFailing, TimedStage.class))
                .isEqualTo("new");
    }

    /** The clear frees what it concerns in the background: until then it is there for the lease. */
    @Test
    void cleared_beforeTheLoadOfOne() throws Exception {
        expire();
        assertThat(after(cache::clear, this::fetchFailing, TimedStage.class)).isIn("new", "broken");
    }

    /** The lease tells that the entry is gone: then nothing stands in, and the failure is everybody's. */
    @Test
    void keyInvalidated_beforeTheLoadOfOne() throws Exception {
        expire();
        assertThat(after(() -> cache.invalidate(KEY.id()), this::fetchFailing, TimedStage.class))
                .isEqualTo("broken");
    }

    /** The lease is asked for as if there were nothing, and so does not tell that there is nothing any more. */
    @Test
    void keyInvalidated_beforeTheLoadOfOneThatItsTagExpired() throws Exception {
        cache.expireTags("news");
        assertThat(after(() -> cache.invalidate(KEY.id()), this::fetchFailing, TimedStage.class))
                .isEqualTo("new");
    }

    @Test
    void keyInvalidated_beforeTheLoadOfMany() throws Exception {
        expire();
        assertThat(after(() -> cache.invalidate(KEY.id()), this::fetchAllFailing, SingleFlight.class))
                .isEqualTo("new");
    }

    @Test
    void tagInvalidated_beforeTheLoadOfMany() throws Exception {
        expire();
        assertThat(after(() -> cache.invalidateTags("news"), this::fetchAllFailing, SingleFlight.class))
                .isEqualTo("new");
    }

    /** Reloads of a key are shared as well, and a lease says nothing of tags. */
    @Test
    void tagInvalidated_duringAReloadOfWhichNothingIsStored() throws Exception {
        CacheOptions unstored = STALE.storeIf(value -> false);
        Future<String> early = threads.submit(() -> cache.refresh(KEY, unstored, () -> {
            failing.arrive();
            return "old";
        }));
        failing.await();
        cache.invalidateTags("news");
        CompletableFuture<Thread> asking = new CompletableFuture<>();
        Future<String> late = threads.submit(() -> {
            asking.complete(Thread.currentThread());
            return cache.refresh(KEY, unstored, () -> "new");
        });
        WaitingThreads.await(asking.get(1, TimeUnit.MINUTES), SingleFlight.class);
        failing.open();
        assertThat(early.get(1, TimeUnit.MINUTES)).isEqualTo("old");
        assertThat(late.get(1, TimeUnit.MINUTES)).isEqualTo("new");
    }

    @Test
    void put_beforeTheLoadOfMany() throws Exception {
        expire();
        assertThat(after(() -> cache.put(KEY, "put", STALE), this::fetchAllFailing, SingleFlight.class))
                .isIn("put", "new");
    }
}
