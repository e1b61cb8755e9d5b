// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.FetchContext;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.testkit.Barrier;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncFetchTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheOptions PLAIN = CacheOptions.defaults();
    private static final CacheOptions STALE = CacheOptions.ttl("1ms").staleTtl("1h");

    private final Fixture fixture = new Fixture("cachex.background-threads", "2");
    private final CacheHandler here = fixture.here;
    private final AtomicInteger loads = new AtomicInteger();
    private final CompletableFuture<String> source = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        source.complete("late");
        fixture.close();
    }

    private CompletionStage<String> load() {
        loads.incrementAndGet();
        return source;
    }

    private CompletableFuture<String> fetch(CacheOptions options, Supplier<CompletionStage<String>> loader) {
        return here.fetchAsync(KEY, options, loader).toCompletableFuture();
    }

    private void awaitLoading() {
        Awaitility.await().until(() -> loads.get() == 1);
    }

    private static String get(CompletableFuture<String> stage) throws Exception {
        return stage.get(10, TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletableFuture<String> stage) {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        stage.whenComplete((value, failure) -> seen.set(failure));
        Awaitility.await().until(stage::isDone);
        Awaitility.await().until(() -> seen.get() != null);
        return seen.get();
    }

    /** With a timeout the load is one of the background, which several share. */
    @Test
    void valueWithinItsTimeout_isThatOfAllWhoAsked() throws Exception {
        CacheOptions patient = PLAIN.hardTimeout("10s");
        CompletableFuture<String> first = fetch(patient, this::load);
        awaitLoading();
        CompletableFuture<String> second = fetch(patient, this::load);
        source.complete("value");
        assertThat(get(first)).isEqualTo("value");
        assertThat(get(second)).isEqualTo("value");
        assertThat(loads).hasValue(1);
    }

    @Test
    void failureWithinItsTimeout_isThatOfTheSource() {
        CompletableFuture<String> asked = fetch(PLAIN.hardTimeout("10s"), this::load);
        awaitLoading();
        source.completeExceptionally(new IOException("source is down"));
        assertThat(failure(asked)).isInstanceOf(IOException.class).hasMessage("source is down");
    }

    /** What cancelled the load concerns nobody who waits for it. */
    @Test
    void followerOfACancelledStageWithinItsTimeout_loadsItself() throws Exception {
        CompletableFuture<String> first = fetch(PLAIN.hardTimeout("1h"), this::load);
        awaitLoading();
        CompletableFuture<String> follower =
                fetch(PLAIN.hardTimeout("1h"), () -> CompletableFuture.completedFuture("own"));
        source.completeExceptionally(new CancellationException("of the load"));
        assertThat(failure(first)).isInstanceOf(CancellationException.class);
        assertThat(get(follower)).isEqualTo("own");
    }

    @Test
    void valueOfTheStage_isStored() throws Exception {
        CompletableFuture<String> asked = fetch(PLAIN, this::load);
        awaitLoading();
        assertThat(asked).isNotDone();
        source.complete("value");
        assertThat(get(asked)).isEqualTo("value");
        assertThat(fixture.there.get(KEY)).contains("value");
        assertThat(get(fetch(PLAIN, this::load))).isEqualTo("value");
        assertThat(loads).hasValue(1);
    }

    /** The stage itself was taken for the value where the entry was kept near: nothing was stored, and no lease left. */
    @Test
    void keptValueThatIsDue_isRefreshedByTheValueOfTheStage() throws Exception {
        CacheOptions ahead = CacheOptions.ttl("1h").refreshAhead(0.00001);
        Supplier<CompletionStage<String>> loader =
                () -> CompletableFuture.completedFuture("value " + loads.incrementAndGet());
        assertThat(get(fetch(ahead, loader))).isEqualTo("value 1");
        Awaitility.await().until(() -> !get(fetch(ahead, loader)).equals("value 1"));
        assertThat(here.stats().nearHits()).isPositive();
        assertThat(here.stats().notStored()).isZero();
        assertThat(fixture.there.get(KEY))
                .hasValueSatisfying(value -> assertThat(value).startsWith("value "));
    }

    @Test
    void manyCallersOfBothKinds_shareOneLoadAndKeepNoThread() throws Exception {
        List<CompletableFuture<String>> asked =
                IntStream.range(0, 50).mapToObj(i -> fetch(PLAIN, this::load)).toList();
        awaitLoading();
        Future<String> blocking = fixture.async(() -> here.fetch(KEY, () -> "own"));
        // Only two threads are there for all of these; another key passes at once.
        assertThat(here.fetchAsync(
                                CacheKey.of("post:2", String.class),
                                PLAIN,
                                () -> CompletableFuture.completedFuture("b"))
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS))
                .isEqualTo("b");
        source.complete("value");
        for (CompletableFuture<String> stage : asked) {
            assertThat(get(stage)).isEqualTo("value");
        }
        assertThat(blocking.get()).isEqualTo("value");
        assertThat(loads).hasValue(1);
    }

    @Test
    void asyncCallerBehindABlockingOne_sharesItsLoad() throws Exception {
        Barrier loading = new Barrier();
        Future<String> blocking = fixture.async(() -> here.fetch(KEY, () -> {
            loading.arrive();
            return "value";
        }));
        loading.await();
        CompletableFuture<String> asked = fetch(PLAIN, this::load);
        loading.open();
        assertThat(get(asked)).isEqualTo("value");
        assertThat(blocking.get()).isEqualTo("value");
        assertThat(loads).hasValue(0);
    }

    @Test
    void cancellingOne_cancelsNobodyElse() throws Exception {
        CompletableFuture<String> first = fetch(PLAIN, this::load);
        awaitLoading();
        CompletableFuture<String> second = fetch(PLAIN, this::load);
        first.cancel(true);
        source.complete("value");
        assertThat(get(second)).isEqualTo("value");
        assertThat(source).isNotCancelled();
    }

    @Test
    void failedStage_isNotStoredAndArrivesUnwrapped() {
        IOException failure = new IOException("source is down");
        CompletableFuture<String> asked = fetch(PLAIN, () -> load().thenApply(value -> value));
        awaitLoading();
        source.completeExceptionally(failure);
        assertThat(failure(asked)).isSameAs(failure);
        assertThatThrownBy(() -> get(asked)).hasCause(failure);
        assertThat(here.get(KEY)).isEmpty();
        assertThat(here.stats().loadFailures()).isEqualTo(1);
        assertThat(fixture.fake.isLeased(Fixture.entryKey("post:1"))).isFalse();
    }

    @Test
    void supplierThatThrowsOrAnswersNoStage_isAFailedLoad() {
        IllegalArgumentException failure = new IllegalArgumentException("no");
        assertThat(failure(fetch(PLAIN, () -> {
                    throw failure;
                })))
                .isSameAs(failure);
        assertThat(failure(fetch(PLAIN, () -> null))).hasMessageContaining("answered no stage");
    }

    @Test
    void failedStage_letsAStaleOrDefaultValueStandIn() throws Exception {
        source.completeExceptionally(new IOException("source is down"));
        assertThat(get(fetch(PLAIN.defaultValue("default"), this::load))).isEqualTo("default");
        here.put(KEY, "old", STALE);
        Awaitility.await().until(() -> here.get(KEY).isEmpty());
        assertThat(get(fetch(STALE, this::load))).isEqualTo("old");
    }

    @Test
    void hardTimeout_endsTheCallersWaitAndNotTheLoad() throws Exception {
        CompletableFuture<String> asked = fetch(PLAIN.hardTimeout("50ms"), this::load);
        assertThat(failure(asked)).isInstanceOf(CacheTimeoutException.class).hasMessageContaining("hard-timeout");
        source.complete("value");
        Awaitility.await().untilAsserted(() -> assertThat(here.get(KEY)).contains("value"));
        assertThat(loads).hasValue(1);
    }

    /** The lease is another JVM's, for which the caller's fetch waits on a thread of the background. */
    @Test
    void hardTimeout_holdsWhileAnotherJvmLoads() throws Exception {
        Barrier loading = new Barrier();
        Future<String> elsewhere = fixture.async(() -> fixture.there.fetch(KEY, () -> {
            loading.arrive();
            return "value";
        }));
        loading.await();
        assertThat(failure(fetch(PLAIN.hardTimeout("50ms"), this::load))).isInstanceOf(CacheTimeoutException.class);
        // Not after giving up on the other JVM.
        assertThat(loads).hasValue(0);
        loading.open();
        assertThat(elsewhere.get()).isEqualTo("value");
    }

    @Test
    void asyncFollower_hasItsOwnHardTimeout() {
        CompletableFuture<String> first = fetch(PLAIN, this::load);
        awaitLoading();
        assertThat(failure(fetch(PLAIN.hardTimeout("50ms"), this::load))).isInstanceOf(CacheTimeoutException.class);
        assertThat(first).isNotDone();
    }

    @Test
    void softTimeout_servesStaleMeanwhile() throws Exception {
        here.put(KEY, "old", STALE);
        Awaitility.await().until(() -> here.get(KEY).isEmpty());
        CacheOptions soft = CacheOptions.ttl("1h").staleTtl("1h").softTimeout("10ms");
        assertThat(get(fetch(soft, this::load))).isEqualTo("old");
        source.complete("new");
        Awaitility.await().untilAsserted(() -> assertThat(here.get(KEY)).contains("new"));
    }

    @Test
    void invalidationDuringTheLoad_keepsItsValueFromLaterFetches() throws Exception {
        CompletableFuture<String> before = fetch(PLAIN, this::load);
        awaitLoading();
        here.invalidate("post:1");
        assertThat(get(fetch(PLAIN, () -> CompletableFuture.completedFuture("after"))))
                .isEqualTo("after");
        source.complete("before");
        assertThat(get(before)).isEqualTo("before");
        assertThat(here.get(KEY)).contains("after");
    }

    @Test
    void context_isCurrentWhileTheLoaderIsCalled() throws Exception {
        assertThat(get(fetch(PLAIN, () -> {
                    FetchContext.current().doNotStore();
                    return CompletableFuture.completedFuture("value");
                })))
                .isEqualTo("value");
        assertThat(here.get(KEY)).isEmpty();
    }

    @Test
    void sickBackend_isNotFelt() throws Exception {
        fixture.backend.fail();
        assertThat(get(fetch(PLAIN, () -> CompletableFuture.completedFuture("value"))))
                .isEqualTo("value");
        fixture.backend.heal();
    }

    @Test
    void lostStore_isNotFelt() throws Exception {
        fixture.backend.fail(BackendOperation.STORE);
        source.complete("value");
        assertThat(get(fetch(PLAIN, this::load))).isEqualTo("value");
    }

    @Test
    void closeDuringTheLoad_stillGivesItsValue() throws Exception {
        CompletableFuture<String> asked = fetch(PLAIN, this::load);
        awaitLoading();
        here.close();
        source.complete("value");
        assertThat(get(asked)).isEqualTo("value");
    }

    @Test
    void closeBeforeTheLoadBegins_tellsTheCaller() {
        Barrier busy = new Barrier();
        for (int i = 0; i < 2; i++) {
            here.fetchAsync(CacheKey.of("busy:" + i, String.class), PLAIN, () -> {
                busy.arrive();
                return source;
            });
        }
        busy.await(2);
        CompletableFuture<String> queued = fetch(PLAIN, this::load);
        here.close();
        assertThat(failure(queued)).isInstanceOf(CacheClosedException.class);
        assertThat(loads).hasValue(0);
    }
}
