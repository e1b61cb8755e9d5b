// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.FetchContext;
import io.github.cachex.core.config.ConfigSource;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.event.CacheEvent.Hit;
import io.github.cachex.event.CacheEvent.SwitchChanged;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.RecordingListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node whose cache is switched off and on while it runs, beside one that goes on caching. */
class SwitchTest {
    private static final String ENABLED = "cachex.cache.posts.enabled";
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("post:2", String.class);
    private static final CacheOptions PLAIN = CacheOptions.defaults();

    private final Map<String, String> texts = new ConcurrentHashMap<>(Map.of(
            "cachex.jitter", "0", "cachex.config.poll", "0", "cachex.lease.ttl", "1m", "cachex.wait-timeout", "3m"));
    private final FakeBackend fake = FakeBackend.create();
    private final FaultyBackend backend = FaultyBackend.over(fake);
    private final FakeTransactions transactions = new FakeTransactions();
    private final RecordingListener heard = new RecordingListener();
    private final AtomicInteger loads = new AtomicInteger();
    private CacheEngine engine;
    private ConfigWatch watch;
    private CacheEngine others;
    private NamedCache here;
    private NamedCache there;

    /** Says what stands in a map by now. */
    private record Changing(Map<String, String> texts) implements ConfigSource {
        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(texts.get(key));
        }

        @Override
        public Set<String> names() {
            return texts.keySet();
        }
    }

    @BeforeEach
    void start() {
        engine = CacheEngine.start(EngineSetup.of(new Changing(texts))
                .backend(backend)
                .serializer(new JavaSerializer())
                .transactions(transactions)
                .listeners(List.of(heard)));
        watch = new ConfigWatch(engine);
        others = CacheEngine.start(EngineSetup.of(new Changing(Map.copyOf(texts)))
                .backend(fake.sibling())
                .serializer(new JavaSerializer()));
        here = engine.cache("posts");
        there = others.cache("posts");
        keepNear(here);
        keepNear(there);
    }

    @AfterEach
    void stop() {
        transactions.suspend();
        backend.heal();
        engine.close();
        others.close();
    }

    private static void keepNear(NamedCache cache) {
        CacheKey<String> own = CacheKey.of("warm", String.class);
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            cache.fetch(own, () -> "any");
            return cache.methods().lookUpNear(own) instanceof NearHit;
        });
    }

    private String load() {
        return "load " + loads.incrementAndGet();
    }

    private void turn(boolean on) {
        texts.put(ENABLED, Boolean.toString(on));
        watch.look();
    }

    private boolean isStored(String id) {
        return fake.read(new EntryKey("cachex:1", "posts", id), CallBudget.of(Duration.ofSeconds(5)))
                .isPresent();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void whileOff_everyFetchLoadsAndNothingIsFoundOrStored() {
        there.put(KEY, "stored");
        assertThat(here.fetch(KEY, this::load)).isEqualTo("stored");
        turn(false);

        assertThat(here.fetch(KEY, this::load)).isEqualTo("load 1");
        assertThat(here.fetchWith(KEY, PLAIN, context -> load())).isEqualTo("load 2");
        assertThat(get(here.fetchAsync(KEY, PLAIN, () -> CompletableFuture.completedFuture(load()))))
                .isEqualTo("load 3");
        assertThat(here.fetchAll(List.of(KEY), PLAIN, missing -> Map.of(KEY, load())))
                .isEqualTo(Map.of(KEY, "load 4"));
        assertThat(get(here.fetchAllAsync(
                        List.of(KEY), PLAIN, missing -> CompletableFuture.completedFuture(Map.of(KEY, load())))))
                .isEqualTo(Map.of(KEY, "load 5"));
        assertThat(here.typed(String.class).fetch("post:1", this::load)).isEqualTo("load 6");
        assertThat(here.methods().lookUpNear(KEY)).isNotInstanceOf(NearHit.class);
        assertThat(here.get(KEY)).isEmpty();
        assertThat(here.getAll(List.of(KEY, OTHER))).isEmpty();
        assertThat(get(here.getAsync(KEY))).isEmpty();
        assertThat(here.contains(KEY)).isFalse();
        assertThat(here.entry(KEY)).isEmpty();
        assertThat(here.fetch(OTHER, this::load)).isEqualTo("load 7");
        assertThat(isStored("post:2")).isFalse();
        assertThat(there.get(KEY)).contains("stored");

        turn(true);
        assertThat(here.fetch(KEY, this::load)).isEqualTo("stored");
        assertThat(here.fetch(OTHER, this::load)).isEqualTo("load 8");
        assertThat(there.get(OTHER)).contains("load 8");
    }

    @Test
    void whatIsPutOrRefreshedWhileOff_isInvalidated() {
        turn(false);
        for (Runnable put : List.<Runnable>of(
                () -> here.put(KEY, "new"),
                () -> here.putAll(Map.of(KEY, "new"), PLAIN),
                () -> get(here.putAsync(KEY, "new", PLAIN)),
                () -> get(here.putAllAsync(Map.of(KEY, "new"), PLAIN)),
                () -> here.refresh(KEY, () -> "new"),
                () -> here.typed(String.class).put("post:1", "new"),
                () -> here.methods()
                        .put(
                                here.methods().owner(),
                                KEY,
                                "new",
                                engine.configuration().cache("posts")))) {
            there.put(KEY, "old");
            put.run();
            assertThat(there.get(KEY)).isEmpty();
        }
    }

    @Test
    void invalidationsWhileOff_areMade() {
        turn(false);
        for (Runnable change : List.<Runnable>of(
                () -> here.invalidate("post:1"),
                () -> here.expire("post:1"),
                () -> here.invalidateTags("news"),
                () -> here.invalidateMatching("post:*"),
                () -> get(here.invalidateAsync("post:1")),
                here::clear)) {
            there.put(KEY, "old", CacheOptions.defaults().tags("news"));
            assertThat(there.get(KEY)).contains("old");
            change.run();
            await().untilAsserted(() -> assertThat(there.get(KEY)).isEmpty());
        }
    }

    @Test
    void whatChangedWhileOff_isNotServedAfterwards() {
        here.fetch(KEY, () -> "old");
        assertThat(here.methods().lookUpNear(KEY)).isInstanceOf(NearHit.class);
        turn(false);
        assertThat(here.stats().nearEntries()).isZero();
        there.put(KEY, "new");
        there.invalidate("warm");

        turn(true);
        assertThat(here.fetch(KEY, this::load)).isEqualTo("new");
        assertThat(here.get(CacheKey.of("warm", String.class))).isEmpty();
    }

    @Test
    void loadThatOutlastsTheSwitch_isReturnedAndNotStored() throws Exception {
        for (boolean onAgain : new boolean[] {false, true}) {
            CacheKey<String> key = CacheKey.of("slow:" + onAgain, String.class);
            CountDownLatch loading = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> here.fetch(key, () -> {
                loading.countDown();
                awaitQuietly(go);
                return "slow";
            }));
            loading.await();
            turn(false);
            // Others do not wait for a load of which nothing is stored.
            assertThat(there.fetch(key, () -> "theirs")).isEqualTo("theirs");
            there.invalidate(key.id());
            turn(onAgain);
            go.countDown();

            assertThat(slow.join()).isEqualTo("slow");
            assertThat(isStored(key.id())).isFalse();
            turn(true);
            assertThat(here.methods().lookUpNear(key)).isNotInstanceOf(NearHit.class);
            assertThat(here.get(key)).isEmpty();
        }
    }

    @Test
    void loadOfManyThatOutlastsTheSwitch_isNotStored() {
        assertThat(here.fetchAll(List.of(KEY, OTHER), PLAIN, missing -> {
                    turn(false);
                    return Map.of(KEY, "one", OTHER, "two");
                }))
                .hasSize(2);
        assertThat(isStored("post:1") || isStored("post:2")).isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void backendThatIsDownWhileOff_isToldOfInvalidationsLater() {
        there.put(KEY, "old");
        turn(false);
        backend.fail();
        assertThat(here.invalidate("post:1").isApplied()).isFalse();
        here.put(OTHER, "new");
        assertThat(here.stats().queuedInvalidations()).isEqualTo(2);
        backend.heal();
        await().untilAsserted(() -> assertThat(there.get(KEY)).isEmpty());
    }

    @Test
    void backendThatIsDown_leavesNothingHereAfterTheSwitch() {
        here.fetch(KEY, () -> "old");
        backend.fail();
        here.fetch(OTHER, () -> "unstored");
        turn(false);
        turn(true);
        assertThat(here.fetch(KEY, this::load)).isEqualTo("load 1");
        assertThat(here.fetch(OTHER, this::load)).isEqualTo("load 2");
    }

    @Test
    void whatDecidesForTheCluster_goesOn() {
        turn(false);
        assertThat(here.putIfAbsent(KEY, "first", PLAIN)).isTrue();
        assertThat(here.putIfAbsent(KEY, "second", PLAIN)).isFalse();
        assertThat(here.touch(KEY, Duration.ofMinutes(1))).isTrue();
        assertThat(here.getAndRemove(KEY)).contains("first");
        assertThat(here.increment("counter", 2, Duration.ofMinutes(1))).isEqualTo(2);
    }

    @Test
    void switchedOffInsideATransaction_nothingOfItIsStored() {
        there.put(KEY, "old");
        there.put(OTHER, "old");
        var transaction = transactions.begin();
        here.put(KEY, "new");
        here.fetch(CacheKey.of("post:3", String.class), () -> "loaded");
        turn(false);
        here.put(OTHER, "new");
        assertThat(here.get(KEY)).isEmpty();
        assertThat(there.get(OTHER)).as("until the commit").contains("old");
        transaction.commit();

        assertThat(there.get(KEY)).isEmpty();
        assertThat(there.get(OTHER)).isEmpty();
        assertThat(isStored("post:3")).isFalse();
    }

    @Test
    void switchedOnInsideATransaction_itsRulesHold() throws Exception {
        turn(false);
        var transaction = transactions.begin();
        here.put(KEY, "new");
        var miss = here.methods().lookUpNear(OTHER);
        turn(true);
        assertThat(here.fetch(KEY, this::load)).isEqualTo("load 1");
        here.methods().fetch(miss, OTHER, engine.configuration().cache("posts"), context -> load());
        assertThat(isStored("post:2")).as("before the commit").isFalse();
        transaction.commit();

        assertThat(isStored("post:1")).isFalse();
        assertThat(there.get(OTHER)).contains("load 2");
    }

    @Test
    void whatALoadSaysWhileOff_isNotSaidOfTheLoadAround() {
        turn(false);
        NamedCache around = engine.cache("around");
        around.fetch(
                KEY,
                () -> here.fetchWith(OTHER, PLAIN, context -> {
                    context.doNotStore();
                    FetchContext.current().doNotStore();
                    return load();
                }));
        assertThat(around.get(KEY)).contains("load 1");
    }

    @Test
    void switchForAll_isFollowedToo() {
        texts.put("cachex.enabled", "false");
        watch.look();
        here.fetch(KEY, this::load);
        assertThat(isStored("post:1")).isFalse();
        texts.put(ENABLED, "true");
        watch.look();
        here.fetch(KEY, this::load);
        assertThat(isStored("post:1")).as("what is off for all is off").isFalse();
        assertThat(engine.caches().health().enabled()).isFalse();

        texts.remove("cachex.enabled");
        watch.look();
        here.fetch(KEY, this::load);
        assertThat(isStored("post:1")).isTrue();
    }

    @Test
    void eachTurn_isTold() {
        turn(false);
        watch.look();
        turn(true);
        assertThat(heard.events(SwitchChanged.class))
                .containsExactly(
                        new SwitchChanged("posts", "*", false, ENABLED + "=false"),
                        new SwitchChanged("posts", "*", true, ENABLED + "=true"));

        texts.put("cachex.group.news.enabled", "false");
        texts.put("cachex.cache.late.group", "news");
        watch.look();
        assertThat(engine.cache("late").fetch(KEY, this::load)).isEqualTo("load 1");
        assertThat(heard.events(SwitchChanged.class))
                .last()
                .isEqualTo(new SwitchChanged("late", "*", false, "cachex.group.news.enabled=false"));
    }

    @Test
    void wrongText_changesNothing() {
        turn(false);
        texts.put(ENABLED, "perhaps");
        watch.look();
        here.fetch(KEY, this::load);
        assertThat(isStored("post:1")).isFalse();
    }

    @Test
    void hitsWhileOn_stillAskNobody() {
        here.fetch(KEY, this::load);
        turn(false);
        turn(true);
        here.fetch(KEY, this::load);
        int reads = backend.calls(BackendOperation.READ);
        here.fetch(KEY, this::load);
        assertThat(backend.calls(BackendOperation.READ)).isEqualTo(reads);
        assertThat(heard.events(Hit.class)).isNotEmpty();
    }
}
