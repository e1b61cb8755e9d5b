// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.core.engine.FakeTransactions.Fake;
import io.github.cachex.core.engine.MethodCache.When;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.core.transaction.Transactions;
import io.github.cachex.core.transaction.Transactions.Ending;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Two engines over one backend, of which the first one is used inside transactions. */
class TransactionsTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("post:2", String.class);

    private final FakeBackend fake = FakeBackend.create();
    private final FaultyBackend backend = FaultyBackend.over(fake);
    private final FakeTransactions transactions = new FakeTransactions();
    private final List<CacheEngine> engines = new ArrayList<>();
    private final NamedCache here = open(backend, transactions);
    /** Another node, which is in no transaction. */
    private final NamedCache there = open(fake.sibling(), Transactions.NONE);

    private final AtomicInteger loads = new AtomicInteger();

    private NamedCache start(CacheBackend backend, Transactions known, String... properties) {
        Map<String, String> texts = new TreeMap<>(Map.of("cachex.jitter", "0", "cachex.backend-budget", "300ms"));
        for (int i = 0; i < properties.length; i += 2) {
            texts.put(properties[i], properties[i + 1]);
        }
        CacheEngine engine = CacheEngine.start(EngineSetup.of(MapSource.over(texts))
                .backend(backend)
                .serializer(new JavaSerializer())
                .transactions(known));
        engines.add(engine);
        return engine.cache("posts");
    }

    private NamedCache open(CacheBackend backend, Transactions known, String... properties) {
        NamedCache cache = start(backend, known, properties);
        CacheKey<String> own = CacheKey.of("warm", String.class);
        // The link is trusted once something is kept near.
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> {
            cache.fetch(own, () -> "any");
            return cache.stats().nearHits() > 0;
        });
        return cache;
    }

    @AfterEach
    void close() {
        transactions.suspend();
        backend.heal();
        engines.forEach(CacheEngine::close);
    }

    private String load() {
        return "load " + loads.incrementAndGet();
    }

    /** Returns what somebody outside of the transaction is given. */
    private String outside(NamedCache cache, CacheKey<String> key) {
        return CompletableFuture.supplyAsync(() -> cache.get(key).orElse("nothing"))
                .join();
    }

    @Test
    void put_isSeenAfterTheCommitAlone() {
        Fake transaction = transactions.begin();
        here.put(KEY, "new");

        assertThat(outside(here, KEY)).isEqualTo("nothing");
        assertThat(here.get(KEY)).contains("new");
        assertThat(here.contains(KEY)).isTrue();
        transaction.commit();

        assertThat(here.get(KEY)).contains("new");
        assertThat(there.get(KEY)).contains("new");
    }

    /** Its link is just being opened, so that it has to be waited for. */
    @RepeatedTest(20)
    void putInTheFirstTransactionOfAnEngine_isStored() {
        NamedCache fresh = start(FakeBackend.create(), transactions);
        Fake transaction = transactions.begin();
        fresh.put(KEY, "new");
        transaction.commit();
        assertThat(fresh.get(KEY)).contains("new");
    }

    @Test
    void put_overAnotherValue_replacesItEverywhere() {
        here.put(KEY, "old");
        assertThat(there.fetch(KEY, this::load)).isEqualTo("old");
        Fake transaction = transactions.begin();
        here.put(KEY, "new");
        assertThat(outside(there, KEY)).isEqualTo("old");
        transaction.commit();

        assertThat(there.fetch(KEY, this::load)).isEqualTo("new");
        assertThat(here.fetch(KEY, this::load)).isEqualTo("new");
    }

    @Test
    void putAll_takesEffectAfterTheCommit() {
        Fake transaction = transactions.begin();
        here.putAll(Map.of(KEY, "a", OTHER, "b"), CacheOptions.defaults());
        assertThat(outside(here, OTHER)).isEqualTo("nothing");
        transaction.commit();

        assertThat(there.getAll(List.of(KEY, OTHER))).containsExactlyInAnyOrderEntriesOf(Map.of(KEY, "a", OTHER, "b"));
    }

    @Test
    void rolledBack_nothingHappens() {
        here.put(KEY, "old");
        Fake transaction = transactions.begin();
        here.put(KEY, "new");
        here.invalidate(OTHER.id());
        here.clear();
        assertThat(here.fetch(OTHER, this::load)).isEqualTo("load 1");
        transaction.rollBack();

        assertThat(here.get(KEY)).contains("old");
        assertThat(here.get(OTHER)).isEmpty();
        assertThat(there.get(KEY)).contains("old");
    }

    @Test
    void invalidation_takesEffectAfterTheCommit() {
        here.put(KEY, "old");
        Fake transaction = transactions.begin();
        assertThat(here.invalidate(KEY.id()).outcome()).isEqualTo(Outcome.QUEUED);

        assertThat(outside(here, KEY)).isEqualTo("old");
        assertThat(outside(there, KEY)).isEqualTo("old");
        transaction.commit();

        assertThat(here.get(KEY)).isEmpty();
        assertThat(there.get(KEY)).isEmpty();
    }

    @Test
    void groups_takeEffectAfterTheCommit() {
        CacheOptions tagged = CacheOptions.defaults().tags("news");
        for (Runnable invalidate : List.<Runnable>of(
                () -> here.invalidateTags("news"), () -> here.invalidateMatching("post:*"), () -> here.clear())) {
            here.put(KEY, "old", tagged);
            Fake transaction = transactions.begin();
            invalidate.run();
            assertThat(outside(here, KEY)).isEqualTo("old");
            assertThat(here.get(KEY)).isEmpty();
            assertThat(here.fetch(KEY, this::load)).startsWith("load");
            transaction.commit();

            assertThat(there.get(KEY)).isEmpty();
            assertThat(here.get(KEY)).isEmpty();
        }
    }

    @Test
    void wrongPattern_isRefusedAtOnce() {
        Fake transaction = transactions.begin();
        assertThatThrownBy(() -> here.invalidateMatching("")).isInstanceOf(RuntimeException.class);
        transaction.rollBack();
    }

    @Test
    void expired_isServedStaleAfterTheCommit() {
        CacheOptions stale = CacheOptions.defaults().staleTtl("1h");
        here.put(KEY, "old", stale);
        Fake transaction = transactions.begin();
        here.expire(KEY.id());
        transaction.commit();

        assertThat(there.<String, RuntimeException>fetch(KEY, stale, () -> {
                    throw new IllegalStateException("broken");
                }))
                .isEqualTo("old");
    }

    @Test
    void changedKey_isLoadedInTheTransactionEachTimeAndNotStored() {
        here.put(KEY, "old");
        assertThat(here.fetch(KEY, this::load)).isEqualTo("old");
        Fake transaction = transactions.begin();
        here.invalidate(KEY.id());

        assertThat(here.fetch(KEY, this::load)).isEqualTo("load 1");
        assertThat(here.fetch(KEY, this::load)).isEqualTo("load 2");
        assertThat(here.fetchAll(List.of(KEY), CacheOptions.defaults(), keys -> Map.of(KEY, load())))
                .containsEntry(KEY, "load 3");
        assertThat(here.fetchAsync(KEY, CacheOptions.defaults(), () -> CompletableFuture.completedFuture(load()))
                        .toCompletableFuture()
                        .join())
                .isEqualTo("load 4");
        assertThat(here.get(KEY)).isEmpty();
        assertThat(here.contains(KEY)).isFalse();
        assertThat(outside(here, KEY)).isEqualTo("old");
        transaction.commit();
        assertThat(here.get(KEY)).isEmpty();
    }

    @Test
    void load_isStoredAtTheCommit() {
        Fake transaction = transactions.begin();
        assertThat(here.fetch(KEY, this::load)).isEqualTo("load 1");
        assertThat(here.fetch(KEY, this::load)).isEqualTo("load 1");
        assertThat(here.get(KEY)).contains("load 1");
        assertThat(outside(here, KEY)).isEqualTo("nothing");
        transaction.commit();

        assertThat(there.get(KEY)).contains("load 1");
        assertThat(fake.isLeased(Fixture.entryKey(KEY.id()))).isFalse();
    }

    @Test
    void loadOfMany_isStoredAtTheCommit() {
        here.put(OTHER, "there already");
        Fake transaction = transactions.begin();
        assertThat(here.fetchAll(List.of(KEY, OTHER), CacheOptions.defaults(), keys -> {
                    assertThat(keys).containsExactly(KEY);
                    return Map.of(KEY, load());
                }))
                .containsExactly(Map.entry(KEY, "load 1"), Map.entry(OTHER, "there already"));
        assertThat(outside(here, KEY)).isEqualTo("nothing");
        transaction.commit();

        assertThat(there.get(KEY)).contains("load 1");
    }

    @Test
    void loadRolledBack_isNotStored() {
        Fake transaction = transactions.begin();
        here.fetch(KEY, this::load);
        transaction.rollBack();

        assertThat(here.get(KEY)).isEmpty();
        assertThat(fake.isLeased(Fixture.entryKey(KEY.id()))).isFalse();
    }

    @Test
    void load_isNotSharedWithOthers() {
        Fake transaction = transactions.begin();
        String inside = here.fetch(KEY, () -> {
            assertThat(CompletableFuture.supplyAsync(() -> here.fetch(KEY, () -> "committed"))
                            .join())
                    .isEqualTo("committed");
            return "not committed";
        });
        assertThat(inside).isEqualTo("not committed");
        transaction.commit();

        assertThat(there.get(KEY)).contains("committed");
        assertThat(here.get(KEY)).contains("committed");
    }

    @Test
    void keyInvalidatedElsewhereMeanwhile_isNotStored() {
        Fake transaction = transactions.begin();
        here.fetch(KEY, this::load);
        there.invalidate(KEY.id());
        transaction.commit();

        assertThat(here.get(KEY)).isEmpty();
        assertThat(fake.isLeased(Fixture.entryKey(KEY.id()))).isFalse();
    }

    /** The load may see the database as it was when the transaction began to read. */
    @Test
    void keyInvalidatedAfterTheFirstLoadAndBeforeItsOwn_isNotStored() {
        Fake transaction = transactions.begin();
        here.fetch(OTHER, this::load);
        there.invalidate(KEY.id());
        here.fetch(KEY, this::load);
        transaction.commit();

        assertThat(here.get(KEY)).isEmpty();
        assertThat(here.get(OTHER)).contains("load 1");
    }

    @Test
    void tagInvalidatedAfterTheFirstLoad_isHeldAgainstLaterLoads() {
        CacheOptions tagged = CacheOptions.defaults().tags("news");
        Fake transaction = transactions.begin();
        here.fetch(OTHER, this::load);
        there.invalidateTags("news");
        here.fetch(KEY, tagged, this::load);
        transaction.commit();

        assertThat(here.get(KEY)).isEmpty();
        assertThat(there.get(KEY)).isEmpty();
        assertThat(here.get(OTHER)).contains("load 1");
    }

    @Test
    void linkCutMeanwhile_nothingIsStored() {
        Fake transaction = transactions.begin();
        here.fetch(KEY, this::load);
        here.put(OTHER, "new");
        fake.cutLink();
        transaction.commit();

        assertThat(there.get(KEY)).isEmpty();
        assertThat(there.get(OTHER)).isEmpty();
    }

    /** Whoever was told first of its commit need not have committed first. */
    @Test
    void putAfterAnothersWrite_dropsTheKeyInstead() {
        Fake transaction = transactions.begin();
        here.put(KEY, "older");
        there.put(KEY, "newer");
        transaction.commit();

        assertThat(here.get(KEY)).isEmpty();
        assertThat(there.get(KEY)).isEmpty();
    }

    @Test
    void loadThatAnotherStoredMeanwhile_isNotStored() {
        Fake transaction = transactions.begin();
        here.fetch(KEY, this::load);
        there.fetch(KEY, () -> "theirs");
        transaction.commit();

        assertThat(here.get(KEY)).contains("theirs");
    }

    @Test
    void lastChangeOfAKey_counts() {
        here.put(KEY, "old");
        Fake transaction = transactions.begin();
        here.invalidate(KEY.id());
        here.put(KEY, "new");
        here.put(OTHER, "new");
        here.invalidate(OTHER.id());
        transaction.commit();

        assertThat(there.get(KEY)).contains("new");
        assertThat(there.get(OTHER)).isEmpty();
    }

    @Test
    void putBeforeAClear_goesWithIt() {
        Fake transaction = transactions.begin();
        here.put(KEY, "new");
        here.clear();
        assertThat(here.get(KEY)).isEmpty();
        transaction.commit();

        assertThat(there.get(KEY)).isEmpty();
    }

    @Test
    void putAfterAClear_stays() {
        Fake transaction = transactions.begin();
        here.invalidateTags("news");
        here.clear();
        here.put(KEY, "new", CacheOptions.defaults().tags("news"));
        assertThat(here.get(KEY)).contains("new");
        transaction.commit();

        assertThat(there.get(KEY)).contains("new");
        assertThat(here.get(KEY)).contains("new");
    }

    @Test
    void putAfterAClear_othersClearMeanwhile_goes() {
        Fake transaction = transactions.begin();
        here.clear();
        here.put(KEY, "new");
        there.clear();
        transaction.commit();

        assertThat(there.get(KEY)).isEmpty();
        assertThat(here.get(KEY)).isEmpty();
    }

    @Test
    void putThatIsNotToBeStored_dropsTheKey() {
        here.put(KEY, "old");
        Fake transaction = transactions.begin();
        here.put(KEY, "new", CacheOptions.defaults().storeIf(value -> false));
        assertThat(here.get(KEY)).isEmpty();
        transaction.commit();

        assertThat(there.get(KEY)).isEmpty();
    }

    @Test
    void hit_isServedInTheTransaction() {
        here.put(KEY, "old");
        Fake transaction = transactions.begin();
        assertThat(here.fetch(KEY, this::load)).isEqualTo("old");
        assertThat(here.fetch(KEY, this::load)).isEqualTo("old");
        transaction.commit();

        assertThat(loads).hasValue(0);
        assertThat(here.stats().nearHits()).isGreaterThan(1);
    }

    @Test
    void failingLoader_isHeardAndStaleServed() {
        CacheOptions stale = CacheOptions.defaults().staleTtl("1h");
        here.put(KEY, "old", stale);
        here.expire(KEY.id());
        Fake transaction = transactions.begin();
        assertThat(here.<String, RuntimeException>fetch(KEY, stale, () -> {
                    throw new IllegalStateException("broken");
                }))
                .isEqualTo("old");
        assertThatThrownBy(() -> here.fetch(OTHER, () -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        transaction.commit();
    }

    @Test
    void doomedTransaction_changesNothing() {
        here.put(KEY, "old");
        Fake transaction = transactions.begin();
        transaction.doom();
        here.put(KEY, "new");
        here.invalidate(KEY.id());
        here.clear();
        assertThat(here.fetch(OTHER, this::load)).isEqualTo("load 1");
        transaction.rollBack();

        assertThat(there.get(KEY)).contains("old");
        assertThat(there.get(OTHER)).isEmpty();
    }

    @Test
    void timedOutTransaction_storesNothing() {
        Fake transaction = transactions.begin();
        here.put(KEY, "new");
        transaction.timeOut();
        here.put(OTHER, "new");
        here.fetch(CacheKey.of("post:3", String.class), this::load);
        transactions.suspend();

        assertThat(there.get(KEY)).isEmpty();
        assertThat(there.get(OTHER)).isEmpty();
        assertThat(there.get(CacheKey.of("post:3", String.class))).isEmpty();
    }

    @Test
    void unknownEnding_invalidatesAndStoresNothing() {
        here.put(KEY, "old");
        Fake transaction = transactions.begin();
        here.put(KEY, "new");
        here.fetch(OTHER, this::load);
        transaction.end(Ending.UNKNOWN);

        assertThat(there.get(KEY)).isEmpty();
        assertThat(there.get(OTHER)).isEmpty();
    }

    @Test
    void suspendedTransaction_isNotThatOfOthers() {
        Fake outer = transactions.begin();
        here.put(KEY, "outer");
        transactions.suspend();
        Fake inner = transactions.begin();
        here.put(OTHER, "inner");
        inner.commit();
        assertThat(here.get(OTHER)).contains("inner");
        assertThat(here.get(KEY)).isEmpty();
        transactions.resume(outer);
        assertThat(here.get(KEY)).contains("outer");
        outer.commit();

        assertThat(there.get(KEY)).contains("outer");
    }

    @Test
    void failingBackend_queuesTheInvalidation() {
        here.put(KEY, "old");
        Fake transaction = transactions.begin();
        here.put(KEY, "new");
        backend.fail(BackendOperation.INVALIDATE);
        assertThatCode(transaction::commit).doesNotThrowAnyException();

        assertThat(here.stats().queuedInvalidations()).isPositive();
        assertThat(here.get(KEY)).isEmpty();
        assertThat(here.fetch(KEY, this::load)).isEqualTo("load 1");
        backend.heal();
        Awaitility.await().until(() -> there.get(KEY).isEmpty());
    }

    @Test
    void failingStore_leavesNoLease() {
        Fake transaction = transactions.begin();
        here.put(KEY, "new");
        backend.fail(BackendOperation.STORE_ALL);
        transaction.commit();
        backend.heal();

        assertThat(there.get(KEY)).isEmpty();
        Awaitility.await().until(() -> !fake.isLeased(Fixture.entryKey(KEY.id())));
    }

    @Test
    void operationsThatAnswer_takeEffectAtOnce() {
        Fake transaction = transactions.begin();
        assertThat(here.putIfAbsent(KEY, "new", CacheOptions.defaults())).isTrue();
        assertThat(here.increment("count", 1, Duration.ofMinutes(1))).isEqualTo(1);
        assertThat(outside(there, KEY)).isEqualTo("new");
        transaction.rollBack();
        assertThat(there.get(KEY)).contains("new");
    }

    @Test
    void invalidationBefore_takesEffectAtOnce() {
        here.put(KEY, "old");
        Fake transaction = transactions.begin();
        here.methods().invalidate(here.methods().owner(), new Selection.Ids(List.of(KEY.id())), false, When.NOW);
        assertThat(outside(there, KEY)).isEqualTo("nothing");
        transaction.rollBack();
    }

    @Test
    void annotatedMethods_areAsExplicitOnes() throws Exception {
        here.put(KEY, "old");
        Fake transaction = transactions.begin();
        here.methods()
                .put(
                        here.methods().owner(),
                        OTHER,
                        "new",
                        engines.get(0).configuration().cache("posts"));
        here.methods()
                .invalidate(here.methods().owner(), new Selection.Ids(List.of(KEY.id())), false, When.AFTER_COMMIT);
        here.methods()
                .invalidate(here.methods().owner(), new Selection.Tagged(List.of("news")), false, When.AFTER_COMMIT);
        assertThat(Fixture.fetch(
                        here.methods(), KEY, KEY, engines.get(0).configuration().cache("posts"), context -> load()))
                .isEqualTo("load 1");
        assertThat(here.methods().lookUpNear(KEY)).isInstanceOf(NearMiss.class);
        assertThat(outside(there, KEY)).isEqualTo("old");
        assertThat(outside(there, OTHER)).isEqualTo("nothing");
        transaction.commit();

        assertThat(there.get(KEY)).isEmpty();
        assertThat(there.get(OTHER)).contains("new");
    }

    @Test
    void nearHits_comeBackAfterTheTransaction() {
        here.put(KEY, "old");
        here.fetch(KEY, this::load);
        Fake transaction = transactions.begin();
        here.invalidate(OTHER.id());
        assertThat(here.methods().lookUpNear(KEY)).isInstanceOf(NearMiss.class);
        transaction.rollBack();

        assertThat(here.methods().lookUpNear(KEY)).isInstanceOf(NearHit.class);
    }

    @Test
    void severalCaches_allTakeEffect() {
        NamedCache authors = engines.get(0).cache("authors");
        Fake transaction = transactions.begin();
        authors.put(KEY, "author");
        here.put(KEY, "post");
        transaction.commit();

        assertThat(authors.get(KEY)).contains("author");
        assertThat(there.get(KEY)).contains("post");
    }

    @Test
    void immediate_takesEffectAtOnce() {
        NamedCache immediate = open(fake.sibling(), transactions, "cachex.transactions", "immediate");
        Fake transaction = transactions.begin();
        immediate.put(KEY, "new");
        assertThat(immediate.fetch(OTHER, this::load)).isEqualTo("load 1");

        assertThat(outside(there, KEY)).isEqualTo("new");
        assertThat(outside(there, OTHER)).isEqualTo("load 1");
        transaction.rollBack();
    }

    @Test
    void closedBeforeTheCommit_isNoFailure() {
        Fake transaction = transactions.begin();
        here.put(KEY, "new");
        engines.get(0).close();
        assertThatCode(transaction::commit).doesNotThrowAnyException();
    }
}
