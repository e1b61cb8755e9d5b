// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.BulkLoader;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.FetchContext;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.WaitingThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkFetchTest {
    private static final CacheKey<String> A = CacheKey.of("a", String.class);
    private static final CacheKey<String> B = CacheKey.of("b", String.class);
    private static final CacheKey<String> C = CacheKey.of("c", String.class);
    private static final CacheOptions PLAIN = CacheOptions.defaults();
    private static final CacheOptions STALE = CacheOptions.ttl("1ms").staleTtl("1h");

    private final Fixture fixture = new Fixture();
    private final CacheHandler here = fixture.here;
    private final List<List<CacheKey<String>>> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private Map<CacheKey<String>, String> load(Collection<CacheKey<String>> missing) {
        asked.add(List.copyOf(missing));
        Map<CacheKey<String>, String> loaded = new HashMap<>();
        missing.forEach(key -> loaded.put(key, key.id() + "!"));
        return loaded;
    }

    @SafeVarargs
    private Map<CacheKey<String>, String> fetch(CacheKey<String>... keys) {
        return here.fetchAll(List.of(keys), PLAIN, this::load);
    }

    /** The leases may be ours, or become so at any time: nothing is stored under them, and they are given back. */
    @Test
    void leasesThatNobodyAnswered_areGivenBackAndNothingIsStored() {
        fixture.backend.loseAnswer(BackendOperation.ACQUIRE_ALL);
        assertThat(fetch(A, B)).hasSize(2);
        assertThat(asked).containsExactly(List.of(A, B));
        Awaitility.await().until(() -> !fixture.fake.isLeased(Fixture.entryKey("a")));
        assertThat(fixture.there.getAll(List.of(A, B))).isEmpty();
    }

    @Test
    void missingKeys_areLoadedAtOnceAndStoredTogether() {
        here.put(B, "stored");
        assertThat(fetch(C, B, A, C)).containsExactly(Map.entry(C, "c!"), Map.entry(B, "stored"), Map.entry(A, "a!"));
        assertThat(asked).containsExactly(List.of(C, A));
        assertThat(fixture.backend.calls(BackendOperation.READ_ALL)).isEqualTo(1);
        assertThat(fixture.backend.calls(BackendOperation.ACQUIRE_ALL)).isEqualTo(1);
        assertThat(fixture.backend.calls(BackendOperation.STORE_ALL)).isEqualTo(1);
        assertThat(fixture.backend.calls(BackendOperation.STORE)).isZero();
        assertThat(fixture.there.getAll(List.of(A, B, C))).hasSize(3);
        assertThat(fetch(A, B, C)).hasSize(3);
        assertThat(asked).hasSize(1);
    }

    @Test
    void keysWithoutAValue_areLeftOutAndAskedForTogetherAgain() {
        BulkLoader<String, RuntimeException> nothing = missing -> {
            asked.add(List.copyOf(missing));
            return Map.of();
        };
        for (int i = 0; i < 2; i++) {
            assertThat(here.fetchAll(List.of(A, B), PLAIN, nothing)).isEmpty();
        }
        // The second time the marker stands that nothing was stored: one load again, and no wait.
        assertThat(asked).containsExactly(List.of(A, B), List.of(A, B));
        assertThat(fixture.fake.isLeased(Fixture.entryKey("a"))).isFalse();
    }

    @Test
    void storedNothing_isNotLoadedAgain() {
        CacheOptions options = PLAIN.cacheNull(true);
        here.fetchAll(List.of(A, B), options, missing -> Map.of(A, "a!"));
        assertThat(here.fetchAll(List.of(A, B), options, this::load)).containsOnlyKeys(A);
        assertThat(asked).isEmpty();
    }

    @Test
    void foreignKeys_areIgnored() {
        assertThat(here.fetchAll(List.of(A, B), PLAIN, missing -> Map.of(A, "a!", B, "b!", C, "c!")))
                .containsOnlyKeys(A, B);
        assertThat(here.get(C)).isEmpty();
    }

    @Test
    void sameIdOfTwoTypes_isLoadedForBoth() {
        CacheKey<Object> other = CacheKey.of("a", (java.lang.reflect.Type) Integer.class);
        CacheKey<Object> text = CacheKey.of("a", (java.lang.reflect.Type) String.class);
        assertThat(here.fetchAll(List.of(text, other), PLAIN, missing -> {
                    Map<CacheKey<Object>, Object> loaded = new HashMap<>();
                    missing.forEach(key -> loaded.put(key, key.equals(other) ? (Object) 1 : "a!"));
                    return loaded;
                }))
                .containsExactly(Map.entry(text, "a!"), Map.entry(other, 1));
    }

    /** Its own keys go to other loads while it runs: whoever followed it was thrown a CancellationException. */
    @Test
    void followerOfAKeyThatTheBulkLeavesToAnother_asksAgain() throws Exception {
        Barrier elsewhere = new Barrier();
        Barrier bulkLoading = new Barrier();
        Future<String> other = fixture.async(() -> fixture.there.fetch(A, () -> {
            elsewhere.arrive();
            return "theirs";
        }));
        elsewhere.await();
        Future<Map<CacheKey<String>, String>> bulk =
                fixture.async(() -> here.fetchAll(List.of(A, B), PLAIN, missing -> {
                    bulkLoading.arrive();
                    return load(missing);
                }));
        bulkLoading.await();
        Future<String> follower = fixture.async(() -> here.fetch(A, () -> "own"));
        WaitingThreads.await(1, SingleFlight.class);
        bulkLoading.open();
        elsewhere.open();
        assertThat(follower.get()).isEqualTo("theirs");
        assertThat(bulk.get()).containsExactly(Map.entry(A, "theirs"), Map.entry(B, "b!"));
        assertThat(other.get()).isEqualTo("theirs");
    }

    @Test
    void whatAnotherLoads_isAwaitedAfterTheOwnIsStored() throws Exception {
        Barrier loading = new Barrier();
        Future<String> other = fixture.async(() -> here.fetch(B, () -> {
            loading.arrive();
            return "theirs";
        }));
        Future<String> elsewhere = fixture.async(() -> fixture.there.fetch(C, () -> {
            loading.arrive();
            return "elsewhere";
        }));
        loading.await(2);
        Future<Map<CacheKey<String>, String>> bulk = fixture.async(() -> fetch(A, B, C));
        Awaitility.await().untilAsserted(() -> assertThat(fixture.there.get(A)).contains("a!"));
        assertThat(bulk.isDone()).isFalse();
        loading.open();
        assertThat(bulk.get()).containsExactly(Map.entry(A, "a!"), Map.entry(B, "theirs"), Map.entry(C, "elsewhere"));
        assertThat(other.get()).isEqualTo("theirs");
        assertThat(elsewhere.get()).isEqualTo("elsewhere");
        assertThat(asked).containsExactly(List.of(A));
    }

    /** Returns a fetch of two whose loader has come as far as {@code loading}. */
    private Future<Map<CacheKey<String>, String>> bulkThatLoads(Barrier loading) throws Exception {
        Future<Map<CacheKey<String>, String>> bulk =
                fixture.async(() -> here.fetchAll(List.of(A, B), PLAIN, missing -> {
                    loading.arrive();
                    return load(missing);
                }));
        loading.await();
        return bulk;
    }

    @Test
    void singleCallerDuringABulk_sharesItsLoad() throws Exception {
        Barrier loading = new Barrier();
        Future<Map<CacheKey<String>, String>> bulk = bulkThatLoads(loading);
        List<Future<String>> others = new ArrayList<>();
        others.add(fixture.async(() -> here.fetch(A, () -> "own")));
        others.add(fixture.async(() -> fixture.there.fetch(A, () -> "own")));
        Awaitility.await().until(() -> fixture.there.stats().misses() == 1);
        loading.open();
        for (Future<String> answer : others) {
            assertThat(answer.get()).isEqualTo("a!");
        }
        assertThat(bulk.get()).hasSize(2);
    }

    @Test
    void failedLoad_throwsAsItIsAndGivesTheLeasesBack() {
        IOException failure = new IOException("source is down");
        assertThatThrownBy(() -> here.fetchAll(List.of(A, B), PLAIN, missing -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(fixture.fake.isLeased(Fixture.entryKey("a"))).isFalse();
        assertThat(fixture.fake.isLeased(Fixture.entryKey("b"))).isFalse();
        assertThat(fetch(A, B)).hasSize(2);
    }

    @Test
    void failedLoad_servesWhatStandsInForEveryKey() {
        here.putAll(Map.of(A, "old a", B, "old b"), STALE);
        Awaitility.await().until(() -> here.getAll(List.of(A, B)).isEmpty());
        BulkLoader<String, IOException> down = missing -> {
            asked.add(List.copyOf(missing));
            throw new IOException("source is down");
        };
        assertThatNoFailure(() -> assertThat(here.fetchAll(List.of(A, B), STALE, down))
                .containsExactly(Map.entry(A, "old a"), Map.entry(B, "old b")));
        assertThatNoFailure(() -> assertThat(here.fetchAll(List.of(A, C), STALE.defaultValue("default"), down))
                .containsExactly(Map.entry(A, "old a"), Map.entry(C, "default")));
        assertThatThrownBy(() -> here.fetchAll(List.of(A, B, C), STALE, down)).isInstanceOf(IOException.class);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void assertThatNoFailure(Step step) {
        org.assertj.core.api.Assertions.assertThatCode(step::run).doesNotThrowAnyException();
    }

    @Test
    void loaderThatAnswersNoMap_isAFailedLoad() {
        assertThatThrownBy(() -> here.<String, RuntimeException>fetchAll(List.of(A, B), PLAIN, missing -> null))
                .hasMessageContaining("answered null");
        assertThat(here.stats().loadFailures()).isEqualTo(2);
    }

    @Test
    void context_steersAllValues() {
        here.fetchAll(List.of(A, B), PLAIN, missing -> {
            FetchContext.current().tags("bulk");
            return load(missing);
        });
        assertThat(fixture.there.getAll(List.of(A, B))).hasSize(2);
        here.invalidateTags("bulk");
        assertThat(fixture.there.getAll(List.of(A, B))).isEmpty();
    }

    @Test
    void backendThatIsDown_costsNoSecondLoadAndKeepsTheValuesHere() {
        fixture.backend.fail();
        assertThat(fetch(A, B, C)).hasSize(3);
        assertThat(asked).containsExactly(List.of(A, B, C));
        assertThat(fetch(A, B, C)).hasSize(3);
        assertThat(asked).hasSize(1);
    }

    @Test
    void backendThatHangs_costsOneBudgetForAllKeys() {
        fixture.backend.hang();
        CacheKey<String>[] many = keys(40);
        Elapsed elapsed = Elapsed.start();
        assertThat(fetch(many)).hasSize(40);
        // Forty budgets would be eight seconds.
        elapsed.isWithin(Duration.ofSeconds(1));
        assertThat(asked).hasSize(1);
    }

    @SuppressWarnings("unchecked")
    private static CacheKey<String>[] keys(int count) {
        CacheKey<String>[] keys = new CacheKey[count];
        for (int i = 0; i < count; i++) {
            keys[i] = CacheKey.of("many:" + i, String.class);
        }
        return keys;
    }

    @Test
    void storeWhoseAnswerIsLost_isNotFelt() {
        fixture.backend.loseAnswer(BackendOperation.STORE_ALL);
        assertThat(fetch(A, B)).hasSize(2);
        fixture.backend.heal();
        assertThat(fixture.there.getAll(List.of(A, B))).hasSize(2);
    }

    @Test
    void invalidationDuringTheLoad_keepsItsValueFromLaterFetches() throws Exception {
        Barrier loading = new Barrier();
        Future<Map<CacheKey<String>, String>> bulk = bulkThatLoads(loading);
        here.invalidate("a");
        loading.open();
        assertThat(bulk.get()).hasSize(2);
        assertThat(here.get(A)).isEmpty();
        assertThat(here.get(B)).contains("b!");
    }
}
