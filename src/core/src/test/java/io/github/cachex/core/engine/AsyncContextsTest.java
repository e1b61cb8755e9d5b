// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation;
import io.github.cachex.core.config.ConfigSource;
import io.github.cachex.core.engine.FakeTransactions.Fake;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.testkit.FakeBackend;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What belongs to the thread that calls an asynchronous twin: its transaction and its namespace; and threads that are no others'. */
class AsyncContextsTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("post:2", String.class);

    private final FakeBackend fake = FakeBackend.create();
    private final HeldBackend held = new HeldBackend(fake);
    private final FakeTransactions transactions = new FakeTransactions();
    private final ThreadLocal<String> tenant = new ThreadLocal<>();
    private final List<CacheEngine> engines = new ArrayList<>();
    private final NamedCache there = open(fake.sibling(), UnaryOperator.identity());

    private record Defaults(Map<String, String> texts) implements ConfigSource {
        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(texts.get(key));
        }

        @Override
        public Set<String> names() {
            return texts.keySet();
        }
    }

    private NamedCache open(CacheBackend backend, UnaryOperator<EngineSetup> with) {
        CacheEngine engine = CacheEngine.start(with.apply(EngineSetup.of(new Defaults(Map.of("cachex.jitter", "0")))
                .backend(backend)
                .serializer(new JavaSerializer())));
        engines.add(engine);
        return engine.cache("posts");
    }

    private NamedCache transacted() {
        NamedCache cache = open(held, setup -> setup.transactions(transactions));
        cache.fetch(CacheKey.of("warm", String.class), () -> "any");
        return cache;
    }

    @AfterEach
    void close() {
        held.open();
        transactions.suspend();
        engines.forEach(CacheEngine::close);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void putInATransaction_isStoredAfterItsCommit() throws Exception {
        NamedCache here = transacted();
        Fake transaction = transactions.begin();
        assertThat(here.putAsync(KEY, "new")).isCompleted();
        assertThat(there.get(KEY)).isEmpty();
        assertThat(here.getAsync(KEY)).isCompletedWithValue(Optional.of("new"));
        assertThat(get(here.getAllAsync(List.of(KEY, OTHER)))).isEqualTo(Map.of(KEY, "new"));
        transaction.commit();
        Awaitility.await().untilAsserted(() -> assertThat(there.get(KEY)).contains("new"));
    }

    @Test
    void changesInATransaction_areForgottenByItsRollback() throws Exception {
        NamedCache here = transacted();
        here.put(OTHER, "old");
        Fake transaction = transactions.begin();
        assertThat(here.putAsync(KEY, "new")).isCompleted();
        assertThat(here.invalidateAsync("post:2")).isCompletedWithValueMatching(answer -> !answer.isApplied());
        transaction.rollBack();
        assertThat(there.get(KEY)).isEmpty();
        assertThat(there.get(OTHER)).contains("old");
    }

    @Test
    void invalidationsInATransaction_areAppliedAfterItsCommit() throws Exception {
        NamedCache here = transacted();
        here.put(KEY, "old", CacheOptions.ttl("1h").tags("posts"));
        here.put(OTHER, "old");
        Fake transaction = transactions.begin();
        for (CompletionStage<Invalidation> stage :
                List.of(here.invalidateAsync("post:2"), here.invalidateTagsAsync("posts"))) {
            assertThat(stage).isCompletedWithValueMatching(answer -> !answer.isApplied());
        }
        assertThat(there.getAll(List.of(KEY, OTHER))).hasSize(2);
        transaction.commit();
        assertThat(there.getAll(List.of(KEY, OTHER))).isEmpty();
    }

    /** It is not known what is invalidated by tag, and to ask would keep the caller waiting. */
    @Test
    void putInTheFirstTransactionOfAnEngine_asksNobodyAndInvalidates() {
        there.put(KEY, "old");
        NamedCache here = open(held, setup -> setup.transactions(transactions));
        held.hold();
        Fake transaction = transactions.begin();
        assertThat(here.putAsync(KEY, "new")).isCompleted();
        assertThat(here.clearAsync()).isCompleted();
        assertThat(held.wasCalledOn(Thread.currentThread())).isFalse();
        held.open();
        transaction.commit();
        assertThat(there.get(KEY)).isEmpty();
    }

    @Test
    void putInATransactionThatIsOver_isNotStored() throws Exception {
        NamedCache here = transacted();
        Fake transaction = transactions.begin();
        transaction.doom();
        get(here.putAsync(KEY, "new"));
        transaction.rollBack();
        assertThat(there.get(KEY)).isEmpty();
    }

    /** What the transaction has not committed is loaded for it alone, and stored by nobody. */
    @Test
    void keysThatTheTransactionChanged_areLoadedApart() throws Exception {
        NamedCache here = transacted();
        List<Collection<CacheKey<String>>> asked = new CopyOnWriteArrayList<>();
        Fake transaction = transactions.begin();
        get(here.invalidateAsync("post:1"));
        assertThat(get(here.fetchAllAsync(List.of(OTHER, KEY), CacheOptions.defaults(), missing -> {
                    asked.add(missing);
                    return CompletableFuture.completedFuture(Map.of(KEY, "a", OTHER, "b"));
                })))
                .containsExactly(Map.entry(OTHER, "b"), Map.entry(KEY, "a"));
        transaction.rollBack();
        assertThat(asked).containsExactlyInAnyOrder(List.of(KEY), List.of(OTHER));
        assertThat(there.get(KEY)).isEmpty();
        assertThat(there.get(OTHER)).contains("b");
    }

    @Test
    void namespace_isThatOfTheCallingThread() throws Exception {
        NamedCache here = open(held, setup -> setup.namespaces(tenant::get));
        tenant.set("acme");
        get(here.putAsync(KEY, "of acme"));
        tenant.set("globex");
        assertThat(get(here.getAsync(KEY))).isEmpty();
        get(here.invalidateAsync("post:1"));
        tenant.set("acme");
        assertThat(get(here.getAsync(KEY))).contains("of acme");
    }

    @Test
    void namespaceThatFails_isInTheStage() {
        IllegalArgumentException failure = new IllegalArgumentException("who?");
        NamedCache here = open(
                held,
                setup -> setup.namespaces(() -> {
                    throw failure;
                }));
        for (CompletionStage<?> stage : List.of(
                here.getAsync(KEY), here.putAsync(KEY, "new"), here.invalidateAsync("post:1"), here.clearAsync())) {
            assertThatThrownBy(() -> get(stage)).hasCause(failure);
        }
    }

    /** An executor that is full may run a task on the thread of whoever hands it over. */
    @Test
    void executorThatRunsOnTheCallersThread_isNotLetTo() {
        there.put(KEY, "old");
        there.put(OTHER, "old");
        NamedCache here = open(held, setup -> setup.executor(Runnable::run));
        held.hold();
        assertThat(here.getAsync(KEY)).isCompletedWithValue(Optional.empty());
        assertThat(here.putAsync(KEY, "new")).isCompleted();
        assertThat(here.invalidateAsync("post:2")).isCompletedWithValueMatching(answer -> !answer.isApplied());
        assertThat(held.wasCalledOn(Thread.currentThread())).isFalse();
        held.open();
        Awaitility.await().until(() -> here.stats().queuedInvalidations() == 0);
        assertThat(there.getAll(List.of(KEY, OTHER))).isEmpty();
    }
}
