// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many keys by one load that keeps nobody waiting, on one thread of the background. */
class AsyncBulkFetchTest {
    private static final CacheKey<String> A = CacheKey.of("a", String.class);
    private static final CacheKey<String> B = CacheKey.of("b", String.class);
    private static final CacheKey<String> C = CacheKey.of("c", String.class);
    private static final CacheOptions PLAIN = CacheOptions.defaults();

    private final FakeBackend fake = FakeBackend.create();
    private final FaultyBackend faulty = FaultyBackend.over(fake);
    private final HeldBackend held = new HeldBackend(faulty);
    private final CacheHandler here = CacheHandler.builder()
            .backend(held)
            .property("cachex.background-threads", "1")
            .name("posts")
            .serializer(new JavaSerializer())
            .property("cachex.jitter", "0")
            .build();
    private final CacheHandler there = CacheHandler.builder()
            .backend(fake.sibling())
            .name("posts")
            .serializer(new JavaSerializer())
            .build();
    private final List<List<CacheKey<String>>> asked = new CopyOnWriteArrayList<>();
    /** Completes the load, whose values are only then made. */
    private final CompletableFuture<String> source = new CompletableFuture<>();

    @AfterEach
    void close() {
        held.open();
        source.complete("late");
        here.close();
        there.close();
    }

    private CompletionStage<Map<CacheKey<String>, String>> load(Collection<CacheKey<String>> missing) {
        asked.add(List.copyOf(missing));
        return source.thenApply(value -> {
            Map<CacheKey<String>, String> loaded = new HashMap<>();
            missing.forEach(key -> loaded.put(key, key.id() + value));
            return loaded;
        });
    }

    @SafeVarargs
    private CompletionStage<Map<CacheKey<String>, String>> fetch(CacheKey<String>... keys) {
        return here.fetchAllAsync(List.of(keys), PLAIN, this::load);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletionStage<?> stage) throws Exception {
        return get(stage.<Throwable>handle((value, failure) -> failure));
    }

    private void awaitLoading() {
        Awaitility.await().until(() -> !asked.isEmpty());
    }

    private static EntryKey entryKey(String id) {
        return new EntryKey("cachex:1", "posts", id);
    }

    @Test
    void missingKeys_areLoadedAtOnceAndStoredTogether() throws Exception {
        source.complete("!");
        here.put(B, "stored");
        assertThat(get(fetch(C, B, A, C)))
                .containsExactly(Map.entry(C, "c!"), Map.entry(B, "stored"), Map.entry(A, "a!"));
        assertThat(asked).containsExactly(List.of(C, A));
        assertThat(faulty.calls(BackendOperation.READ_ALL)).isEqualTo(1);
        assertThat(faulty.calls(BackendOperation.ACQUIRE_ALL)).isEqualTo(1);
        assertThat(faulty.calls(BackendOperation.STORE_ALL)).isEqualTo(1);
        assertThat(there.getAll(List.of(A, B, C))).hasSize(3);
        assertThat(get(fetch(A, B, C))).hasSize(3);
        assertThat(get(fetch())).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void oneMissingKey_isLoadedByTheSameLoader() throws Exception {
        source.complete("!");
        assertThat(get(fetch(A))).containsExactly(Map.entry(A, "a!"));
        assertThat(there.get(A)).contains("a!");
        assertThat(get(here.fetchAllAsync(List.of(C), PLAIN, missing -> CompletableFuture.completedFuture(Map.of()))))
                .isEmpty();
    }

    @Test
    void whatTheJvmKeeps_isThereAtOnce() {
        Awaitility.await().until(() -> {
            here.fetch(A, () -> "a");
            here.fetch(B, () -> "b");
            return here.stats().nearHits() > 1;
        });
        held.hold();
        assertThat(fetch(B, A)).isCompletedWithValue(Map.of(A, "a", B, "b"));
        assertThat(asked).isEmpty();
    }

    /** Both kinds of callers, and no thread that waits for the one stage. */
    @Test
    void overlappingCallers_shareOneLoadPerKeyAndKeepNoThread() throws Exception {
        CompletionStage<Map<CacheKey<String>, String>> first = fetch(A, B);
        awaitLoading();
        CompletionStage<Map<CacheKey<String>, String>> second = fetch(B, C);
        Awaitility.await().until(() -> asked.size() == 2);
        CompletableFuture<String> blocking = CompletableFuture.supplyAsync(() -> here.fetch(A, () -> "own"));
        assertThat(get(here.getAsync(CacheKey.of("other", String.class)))).isEmpty();
        source.complete("!");
        assertThat(get(first)).isEqualTo(Map.of(A, "a!", B, "b!"));
        assertThat(get(second)).isEqualTo(Map.of(B, "b!", C, "c!"));
        assertThat(get(blocking)).isEqualTo("a!");
        assertThat(asked).containsExactlyInAnyOrder(List.of(A, B), List.of(C));
    }

    @Test
    void failure_isThatOfTheStageAndNothingIsStored() throws Exception {
        IOException thrown = new IOException("source is down");
        CompletionStage<?> first = fetch(A, B);
        awaitLoading();
        source.completeExceptionally(thrown);
        assertThat(failure(first)).isSameAs(thrown);
        assertThat(there.getAll(List.of(A, B))).isEmpty();
        assertThat(here.stats().loadFailures()).isEqualTo(2);
        Awaitility.await().until(() -> !fake.isLeased(entryKey("a")) && !fake.isLeased(entryKey("b")));
        assertThat(failure(here.fetchAllAsync(List.of(A, C), PLAIN, missing -> {
                    throw new IllegalArgumentException("no");
                })))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(failure(here.<String>fetchAllAsync(List.of(A, C), PLAIN, missing -> null)))
                .hasMessageContaining("answered no stage");
        assertThat(failure(here.<String>fetchAllAsync(
                        List.of(A, C), PLAIN, missing -> CompletableFuture.completedFuture(null))))
                .hasMessageContaining("answered null");
    }

    @Test
    void failure_letsStaleAndDefaultValuesStandIn() throws Exception {
        source.completeExceptionally(new IOException("source is down"));
        CacheOptions stale = CacheOptions.ttl("1ms").staleTtl("1h");
        here.putAll(Map.of(A, "old a", B, "old b"), stale);
        Awaitility.await().until(() -> here.getAll(List.of(A, B)).isEmpty());
        assertThat(get(here.fetchAllAsync(List.of(A, B), stale, this::load))).isEqualTo(Map.of(A, "old a", B, "old b"));
        CacheKey<String> other = CacheKey.of("d", String.class);
        assertThat(get(here.fetchAllAsync(List.of(C, other), PLAIN.defaultValue("default"), this::load)))
                .isEqualTo(Map.of(C, "default", other, "default"));
    }

    @Test
    void hardTimeout_endsTheWaitAndNotTheLoad() throws Exception {
        assertThat(failure(here.fetchAllAsync(List.of(A, B), PLAIN.hardTimeout("50ms"), this::load)))
                .isInstanceOf(CacheTimeoutException.class);
        source.complete("!");
        Awaitility.await()
                .untilAsserted(() -> assertThat(there.getAll(List.of(A, B))).isEqualTo(Map.of(A, "a!", B, "b!")));
    }

    @Test
    void invalidationDuringTheLoad_keepsItsValueFromLaterFetches() throws Exception {
        CompletionStage<Map<CacheKey<String>, String>> before = fetch(A, B);
        awaitLoading();
        get(here.invalidateAsync("a"));
        source.complete("!");
        assertThat(get(before)).hasSize(2);
        assertThat(there.getAll(List.of(A, B))).containsOnlyKeys(B);
    }

    @Test
    void cancelling_concernsNobodyElse() throws Exception {
        CompletionStage<?> first = fetch(A, B);
        awaitLoading();
        CompletionStage<Map<CacheKey<String>, String>> second = fetch(A, B);
        first.toCompletableFuture().cancel(true);
        source.complete("!");
        assertThat(get(second)).isEqualTo(Map.of(A, "a!", B, "b!"));
        assertThat(there.getAll(List.of(A, B))).hasSize(2);
        assertThat(asked).hasSize(1);
    }

    /** The loader is called for all of them at once, without the backend, which would keep the caller. */
    @Test
    void fullBackground_loadsWithoutTheBackend() throws Exception {
        held.hold(BackendOperation.READ);
        here.getAsync(CacheKey.of("held", String.class));
        held.await(1);
        IntStream.range(0, 1_000).forEach(i -> here.getAsync(CacheKey.of("queued:" + i, String.class)));
        source.complete("!");
        int calls = callsAboutEntries();
        assertThat(fetch(A, B, C)).isCompletedWithValue(Map.of(A, "a!", B, "b!", C, "c!"));
        assertThat(fetch(CacheKey.of("d", String.class))).isCompleted();
        assertThat(asked).hasSize(2);
        assertThat(callsAboutEntries()).isEqualTo(calls);
        held.open();
        assertThat(there.getAll(List.of(A, B, C))).isEmpty();
    }

    /** Marks are asked for in the background whenever it is time. */
    private int callsAboutEntries() {
        return Stream.of(
                        BackendOperation.READ,
                        BackendOperation.READ_ALL,
                        BackendOperation.ACQUIRE_ALL,
                        BackendOperation.STORE_ALL,
                        BackendOperation.WRITE_ALL)
                .mapToInt(faulty::calls)
                .sum();
    }

    @Test
    void failedBackend_isNotFelt() throws Exception {
        faulty.fail();
        source.complete("!");
        assertThat(get(fetch(A, B))).isEqualTo(Map.of(A, "a!", B, "b!"));
        assertThat(asked).containsExactly(List.of(A, B));
        faulty.heal();
    }

    @Test
    void close_endsWhatHasNotBegunAndNoLoad() throws Exception {
        CompletionStage<Map<CacheKey<String>, String>> loading = fetch(A, B);
        awaitLoading();
        held.hold(BackendOperation.READ);
        here.getAsync(CacheKey.of("held", String.class));
        held.await(1);
        CompletionStage<?> queued = fetch(C, B);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(here::close);
        assertThat(failure(queued)).isInstanceOf(CacheClosedException.class);
        held.open();
        get(closing);
        source.complete("!");
        assertThat(get(loading)).isEqualTo(Map.of(A, "a!", B, "b!"));
        assertThat(failure(fetch(A, B))).isInstanceOf(CacheClosedException.class);
        assertThatThrownBy(() -> here.fetchAllAsync(Arrays.asList(A, null), PLAIN, this::load))
                .isInstanceOf(CacheKeyException.class);
    }

    /** A failure says something of its key, and was answered here as if it were a value. */
    @Test
    void keptFailure_isNoValue() throws Exception {
        CacheHandler keeping = CacheHandler.builder()
                .backend(fake.sibling())
                .name("posts")
                .serializer(new JavaSerializer())
                .options(PLAIN.cacheExceptions(Duration.ofHours(1), IOException.class))
                .build();
        try (keeping) {
            CompletableFuture<String> failing = keeping.fetchAsync(
                            A, PLAIN, () -> CompletableFuture.failedFuture(new IOException("no source")))
                    .toCompletableFuture();
            assertThatThrownBy(() -> failing.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
            assertThat(keeping.fetchAllAsync(
                                    List.of(A), PLAIN, missing -> CompletableFuture.completedFuture(Map.of(A, "value")))
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .isEqualTo(Map.of(A, "value"));
        }
    }
}
