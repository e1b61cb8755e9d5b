// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation;
import io.github.cachex.TypeRef;
import io.github.cachex.TypedCache;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.RecordingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The twins that keep no caller waiting, over a backend that can be held. */
class AsyncCallsTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("post:2", String.class);
    private static final CacheOptions PLAIN = CacheOptions.defaults();
    private static final CacheOptions TAGGED = CacheOptions.ttl("1h").tags("posts");
    private static final String AES = "2026a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    /** As many as wait for a thread of the background at most. */
    private static final int QUEUED = 1_000;

    private final FakeBackend fake = FakeBackend.create();
    private final FaultyBackend faulty = FaultyBackend.over(fake);
    private final HeldBackend held = new HeldBackend(faulty);
    private final RecordingListener heard = new RecordingListener();
    private final List<CacheHandler> opened = new ArrayList<>();
    private final CacheHandler here = open("cachex.background-threads", "1");
    private final CacheHandler there = open(CacheHandler.builder().backend(fake.sibling()));

    private CacheHandler open(String... properties) {
        CacheHandler.Builder builder = CacheHandler.builder().backend(held).listener(heard);
        for (int i = 0; i < properties.length; i += 2) {
            builder.property(properties[i], properties[i + 1]);
        }
        return open(builder);
    }

    private CacheHandler open(CacheHandler.Builder builder) {
        CacheHandler handler = builder.name("posts")
                .serializer(new JavaSerializer())
                .property("cachex.jitter", "0")
                .build();
        opened.add(handler);
        return handler;
    }

    @AfterEach
    void close() {
        held.open();
        faulty.heal();
        opened.forEach(CacheHandler::close);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Returns what {@code stage} failed with, as who continues it is told. */
    private static Throwable failure(CompletionStage<?> stage) throws Exception {
        return get(stage.<Throwable>handle((value, failure) -> failure));
    }

    /** Returns one call of each twin, which concern {@link #KEY}. */
    private static Map<String, Supplier<CompletionStage<?>>> twins(CacheHandler cache) {
        return Map.ofEntries(
                Map.entry("get", () -> cache.getAsync(KEY)),
                Map.entry("getAll", () -> cache.getAllAsync(List.of(KEY, OTHER))),
                Map.entry("put", () -> cache.putAsync(KEY, "new")),
                Map.entry("putAll", () -> cache.putAllAsync(Map.of(KEY, "new"), PLAIN)),
                Map.entry("invalidate", () -> cache.invalidateAsync("post:1")),
                Map.entry("expire", () -> cache.expireAsync("post:1")),
                Map.entry("invalidateTags", () -> cache.invalidateTagsAsync("posts")),
                Map.entry("expireTags", () -> cache.expireTagsAsync("posts")),
                Map.entry("invalidateMatching", () -> cache.invalidateMatchingAsync("post:*")),
                Map.entry("expireMatching", () -> cache.expireMatchingAsync("post:*")),
                Map.entry("clear", cache::clearAsync),
                Map.entry("expireAll", cache::expireAllAsync));
    }

    /** Holds the one thread of the background of {@code cache} in the backend and fills what waits for it. */
    private List<CompletionStage<?>> fillBackground(CacheHandler cache) {
        held.hold(BackendOperation.READ);
        List<CompletionStage<?>> waiting = new ArrayList<>();
        waiting.add(cache.getAsync(CacheKey.of("held", String.class)));
        held.await(1);
        IntStream.range(0, QUEUED).forEach(i -> waiting.add(cache.getAsync(CacheKey.of("queued:" + i, String.class))));
        assertThat(waiting).noneMatch(stage -> stage.toCompletableFuture().isDone());
        return waiting;
    }

    @Test
    void values_areReadAndStored() throws Exception {
        assertThat(get(here.getAsync(KEY))).isEmpty();
        get(here.putAsync(KEY, "value"));
        get(here.putAllAsync(Map.of(OTHER, "other"), PLAIN));
        assertThat(there.get(KEY)).contains("value");
        assertThat(get(here.getAsync(KEY))).contains("value");
        CacheKey<String> missing = CacheKey.of("missing", String.class);
        assertThat(get(here.getAllAsync(List.of(OTHER, missing, KEY)))).isEqualTo(Map.of(OTHER, "other", KEY, "value"));
        assertThat(get(here.getAllAsync(List.<CacheKey<String>>of()))).isEmpty();
    }

    @Test
    void null_isStoredWhereThatIsOnAndElseInvalidates() throws Exception {
        get(here.putAsync(KEY, "value"));
        get(here.putAsync(KEY, null, PLAIN.cacheNull(true)));
        assertThat(here.contains(KEY)).isTrue();
        assertThat(get(here.getAsync(KEY))).isEmpty();
        get(here.putAsync(KEY, null));
        assertThat(here.contains(KEY)).isFalse();
    }

    @Test
    void invalidations_areApplied() throws Exception {
        List<Supplier<CompletionStage<Invalidation>>> all = List.of(
                () -> here.invalidateAsync("post:1"),
                () -> here.invalidateTagsAsync("posts"),
                () -> here.invalidateMatchingAsync("post:*"),
                here::clearAsync);
        for (Supplier<CompletionStage<Invalidation>> each : all) {
            here.put(KEY, "value", TAGGED);
            assertThat(get(each.get()).isApplied()).isTrue();
            assertThat(here.get(KEY)).isEmpty();
            assertThat(there.get(KEY)).isEmpty();
        }
        assertThat(get(here.invalidateAsync()).isApplied()).isTrue();
        assertThat(get(here.invalidateTagsAsync()).isApplied()).isTrue();
    }

    @Test
    void expirations_leaveTheValueForWhereALoadFails() throws Exception {
        List<Supplier<CompletionStage<Invalidation>>> all = List.of(
                () -> here.expireAsync("post:1"),
                () -> here.expireTagsAsync("posts"),
                () -> here.expireMatchingAsync("post:*"),
                here::expireAllAsync);
        CacheOptions stale = TAGGED.staleTtl("1h");
        for (Supplier<CompletionStage<Invalidation>> each : all) {
            here.put(KEY, "value", stale);
            assertThat(get(each.get()).isApplied()).isTrue();
            assertThat(here.get(KEY)).isEmpty();
            String served = here.fetch(KEY, stale, () -> {
                throw new IllegalStateException("the source is down");
            });
            assertThat(served).isEqualTo("value");
        }
    }

    @Test
    void typedView_keepsNobodyWaitingEither() throws Exception {
        TypedCache<String> texts = here.typed(String.class);
        get(texts.putAsync("post:1", "a"));
        get(texts.putAsync("post:2", "b", TAGGED));
        get(texts.putAllAsync(Map.of("post:3", "c"), PLAIN));
        assertThat(get(texts.getAsync("post:1"))).contains("a");
        assertThat(get(texts.getAllAsync(List.of("post:3", "post:4", "post:2"))))
                .containsExactly(Map.entry("post:3", "c"), Map.entry("post:2", "b"));
        List<String> asked = new ArrayList<>();
        assertThat(get(texts.fetchAllAsync(List.of("post:5", "post:1", "post:6"), PLAIN, missing -> {
                    asked.addAll(missing);
                    return CompletableFuture.completedFuture(Map.of("post:5", "e"));
                })))
                .containsExactly(Map.entry("post:5", "e"), Map.entry("post:1", "a"));
        assertThat(asked).containsExactly("post:5", "post:6");
        assertThat(get(texts.expireAsync("post:1")).isApplied()).isTrue();
        assertThat(get(texts.invalidateAsync("post:2")).isApplied()).isTrue();
        assertThat(there.getAll(List.of(KEY, OTHER))).isEmpty();
        held.hold(BackendOperation.READ);
        assertThat(texts.getAsync("post:7").toCompletableFuture()).isNotDone();
    }

    @Test
    void typedViewsLoader_isToldWhatItShouldAnswer() throws Exception {
        TypedCache<String> texts = here.typed(String.class);
        assertThat(failure(texts.fetchAllAsync(List.of("1"), PLAIN, missing -> null)))
                .hasMessageContaining("answered no stage");
        assertThat(failure(
                        texts.fetchAllAsync(List.of("1"), PLAIN, missing -> CompletableFuture.completedFuture(null))))
                .hasMessageContaining("answered null");
        IllegalStateException down = new IllegalStateException("the source is down");
        assertThat(failure(texts.fetchAllAsync(List.of("1"), PLAIN, missing -> CompletableFuture.failedFuture(down))))
                .isSameAs(down);
    }

    @Test
    void whatTheJvmKeeps_isThereAtOnceWhateverTheBackendDoes() {
        Awaitility.await().until(() -> {
            here.fetch(KEY, () -> "value");
            return here.stats().nearHits() > 0;
        });
        fillBackground(here);
        assertThat(here.getAsync(KEY)).isCompletedWithValueMatching(value -> value.equals(Optional.of("value")));
        assertThat(here.getAllAsync(List.of(KEY))).isCompletedWithValue(Map.of(KEY, "value"));
    }

    /** The callers' thread gets through while every operation of the backend is held. */
    @Test
    void heldBackend_holdsNoCaller() throws Exception {
        here.put(KEY, "value", TAGGED);
        CacheHandler apart = open("cachex.background-threads", "16", "cachex.near.enabled", "false");
        held.hold(
                BackendOperation.READ,
                BackendOperation.READ_ALL,
                BackendOperation.WRITE,
                BackendOperation.INVALIDATE,
                BackendOperation.EXPIRE,
                BackendOperation.MARK);
        List<CompletionStage<?>> stages = new ArrayList<>();
        twins(apart).values().forEach(call -> stages.add(call.get()));
        held.await(stages.size());
        assertThat(stages).noneMatch(stage -> stage.toCompletableFuture().isDone());
        held.open();
        for (CompletionStage<?> stage : stages) {
            assertThat(failure(stage)).isNull();
        }
        assertThat(held.wasCalledOn(Thread.currentThread())).isFalse();
    }

    @Test
    void value_isStoredAsItWasWhenItWasPut() throws Exception {
        CacheKey<List<String>> key = CacheKey.of("list", new TypeRef<List<String>>() {});
        CacheHandler encrypting = open("cachex.encryption.keys", AES);
        for (CacheHandler cache : List.of(here, encrypting)) {
            List<String> value = new ArrayList<>(List.of("before"));
            held.hold();
            CompletionStage<?> put = cache.putAsync(key, value);
            value.add("after");
            held.open();
            get(put);
            assertThat(cache.get(key)).contains(List.of("before"));
        }
    }

    @Test
    void fullBackground_answersAsAnOutageDoes() throws Exception {
        here.put(KEY, "old", TAGGED);
        here.put(OTHER, "old", TAGGED);
        List<CompletionStage<?>> waiting = fillBackground(here);
        long failures = here.stats().backendFailures();
        assertThat(here.getAsync(KEY)).isCompletedWithValue(Optional.empty());
        assertThat(here.getAllAsync(List.of(KEY, OTHER))).isCompletedWithValue(Map.of());
        assertThat(here.putAsync(KEY, "new")).isCompleted();
        assertThat(here.invalidateTagsAsync("other")).isCompletedWithValueMatching(answer -> !answer.isApplied());
        assertThat(here.invalidateAsync("post:2")).isCompletedWithValueMatching(answer -> !answer.isApplied());
        assertThat(here.stats().backendFailures()).isEqualTo(failures + 3);
        assertThat(here.stats().queuedInvalidations()).isEqualTo(3);
        held.open();
        for (CompletionStage<?> stage : waiting) {
            assertThat(failure(stage)).isNull();
        }
        Awaitility.await().until(() -> here.stats().queuedInvalidations() == 0);
        assertThat(there.getAll(List.of(KEY, OTHER))).isEmpty();
    }

    @Test
    void fullBackground_clearsAndMarksLater() {
        here.put(KEY, "old", TAGGED);
        fillBackground(here);
        assertThat(here.clearAsync()).isCompletedWithValueMatching(answer -> !answer.isApplied());
        assertThat(here.invalidateMatchingAsync("post:*")).isCompletedWithValueMatching(answer -> !answer.isApplied());
        held.open();
        Awaitility.await().until(() -> here.stats().queuedInvalidations() == 0);
        assertThat(there.get(KEY)).isEmpty();
    }

    @Test
    void fullBackground_failsWhereErrorsAreAskedFor() throws Exception {
        CacheHandler strict = open("cachex.background-threads", "1", "cachex.backend-errors", "throw");
        List<CompletionStage<?>> waiting = fillBackground(strict);
        assertThat(failure(strict.getAsync(KEY)))
                .isInstanceOf(CacheBackendException.class)
                .hasMessageContaining("no thread");
        assertThat(failure(strict.putAsync(KEY, "new"))).isInstanceOf(CacheBackendException.class);
        assertThat(get(strict.invalidateAsync("post:1")).isApplied()).isFalse();
        assertThat(strict.stats().queuedInvalidations()).isEqualTo(1);
        held.open();
        assertThat(failure(waiting.get(0))).isNull();
    }

    /** The load went to the backend on the thread of its caller, who waited for it. */
    @Test
    void fullBackground_loadsWithoutTheBackendAndKeepsNobodyWaiting() throws Exception {
        fillBackground(here);
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletionStage<String> first = here.fetchAsync(KEY, PLAIN, () -> source);
        CompletionStage<String> second =
                here.fetchAsync(KEY, PLAIN, () -> CompletableFuture.completedFuture("of the second"));
        CompletionStage<String> timed =
                here.fetchAsync(OTHER, PLAIN.hardTimeout("1h"), () -> CompletableFuture.completedFuture("timed"));
        assertThat(held.wasCalledOn(Thread.currentThread())).isFalse();
        assertThat(first.toCompletableFuture()).isNotDone();
        source.complete("value");
        assertThat(get(first)).isEqualTo("value");
        assertThat(get(second)).isEqualTo("value");
        held.open();
        assertThat(get(timed)).isEqualTo("timed");
        assertThat(there.getAll(List.of(KEY, OTHER))).isEmpty();
        // The second asks again, since the load began before it asked, and is given what this JVM keeps.
        assertThat(here.stats().backendFailures()).isEqualTo(3);
        Awaitility.await().untilAsserted(() -> {
            get(here.fetchAsync(KEY, PLAIN, () -> CompletableFuture.completedFuture("later")));
            assertThat(there.get(KEY)).isPresent();
        });
    }

    @Test
    void fullBackground_failsALoadWhereErrorsAreAskedFor() throws Exception {
        CacheHandler strict = open("cachex.background-threads", "1", "cachex.backend-errors", "throw");
        fillBackground(strict);
        assertThat(failure(strict.fetchAsync(KEY, PLAIN, () -> CompletableFuture.completedFuture("value"))))
                .isInstanceOf(CacheBackendException.class)
                .hasMessageContaining("no thread");
    }

    @Test
    void failedBackend_isAnsweredAsByTheBlockingTwins() throws Exception {
        here.put(KEY, "value", TAGGED);
        faulty.fail();
        assertThat(get(here.getAsync(KEY))).isEmpty();
        get(here.putAsync(KEY, "new"));
        assertThat(get(here.invalidateAsync("post:1")).isApplied()).isFalse();
        for (String name : twins(here).keySet()) {
            // Of its own each, since what is queued is not read any more.
            CacheHandler strict = open("cachex.backend-errors", "throw");
            assertThat(failure(twins(strict).get(name).get())).as(name).isInstanceOf(CacheBackendException.class);
        }
    }

    @Test
    void mistakesInArguments_areThrownAtOnce() {
        List<Consumer<CacheHandler>> mistakes = List.of(
                cache -> cache.getAsync(null),
                cache -> cache.getAllAsync(Arrays.asList(KEY, null)),
                cache -> cache.putAsync(null, "value"),
                cache -> cache.invalidateAsync("post:1", null),
                cache -> cache.getAsync(CacheKey.of("a\nb", String.class)),
                cache -> cache.invalidateTagsAsync(" "),
                cache -> cache.invalidateMatchingAsync(""));
        CacheHandler rejecting = open("cachex.key.policy", "reject");
        for (Consumer<CacheHandler> mistake : mistakes) {
            assertThatThrownBy(() -> mistake.accept(rejecting))
                    .isInstanceOfAny(CacheKeyException.class, IllegalArgumentException.class);
        }
    }

    @Test
    void closedHandler_tellsInTheStage() throws Exception {
        here.close();
        for (Map.Entry<String, Supplier<CompletionStage<?>>> twin : twins(here).entrySet()) {
            assertThat(failure(twin.getValue().get())).as(twin.getKey()).isInstanceOf(CacheClosedException.class);
        }
        assertThatThrownBy(() -> here.getAsync(null)).isInstanceOf(CacheKeyException.class);
    }

    @Test
    void closeBeforeItsTurn_losesNoInvalidation() throws Exception {
        here.put(KEY, "old", TAGGED);
        here.put(OTHER, "old", TAGGED);
        held.hold(BackendOperation.READ);
        CompletionStage<?> first = here.getAsync(CacheKey.of("held", String.class));
        held.await(1);
        CompletionStage<?> read = here.getAsync(KEY);
        CompletionStage<?> put = here.putAsync(OTHER, "new");
        CompletionStage<Invalidation> invalidation = here.invalidateAsync("post:1");
        CompletableFuture<Void> closing = CompletableFuture.runAsync(here::close);
        assertThat(failure(read)).isInstanceOf(CacheClosedException.class);
        assertThat(failure(put)).isInstanceOf(CacheClosedException.class);
        assertThat(get(invalidation).isApplied()).isFalse();
        held.open();
        get(closing);
        assertThat(failure(first)).isNull();
        assertThat(there.getAll(List.of(KEY, OTHER))).isEmpty();
    }

    @Test
    void cancelling_concernsNobodyElseAndUndoesNothing() throws Exception {
        here.put(OTHER, "old");
        held.hold();
        CompletionStage<?> cancelledRead = here.getAsync(OTHER);
        CompletionStage<?> put = here.putAsync(KEY, "value");
        CompletionStage<?> invalidation = here.invalidateAsync("post:2");
        CompletionStage<?> read = here.getAsync(KEY);
        for (CompletionStage<?> stage : List.of(cancelledRead, put, invalidation)) {
            assertThat(stage.toCompletableFuture().cancel(true)).isTrue();
        }
        held.open();
        assertThat(get(read)).isEqualTo(Optional.of("value"));
        assertThat(there.get(KEY)).contains("value");
        assertThat(there.get(OTHER)).isEmpty();
    }

    @Test
    void events_areThoseOfTheBlockingTwins() throws Exception {
        List<Class<?>> blocking = events(() -> {
            here.get(KEY);
            here.put(KEY, "value");
            here.get(KEY);
            here.invalidate("post:1");
            here.invalidateTags("posts");
        });
        assertThat(events(() -> {
                    get(here.getAsync(KEY));
                    get(here.putAsync(KEY, "value"));
                    get(here.getAsync(KEY));
                    get(here.invalidateAsync("post:1"));
                    get(here.invalidateTagsAsync("posts"));
                }))
                .isEqualTo(blocking);
    }

    private interface Calls {
        void run() throws Exception;
    }

    private List<Class<?>> events(Calls calls) throws Exception {
        heard.clear();
        calls.run();
        return heard.events().stream()
                .filter(event -> !(event instanceof CacheEvent.LinkChanged))
                .<Class<?>>map(Object::getClass)
                .toList();
    }

    /** A load in the background that waits for a twin must not wait for a thread that it has itself. */
    @Test
    void twinWithinALoadOfTheBackground_runsOnItsThread() throws Exception {
        assertThat(get(here.fetchAsync(KEY, PLAIN, () -> {
                    here.putAsync(OTHER, "inner").toCompletableFuture().join();
                    return here.getAsync(OTHER).thenApply(inner -> inner.orElse("nothing"));
                })))
                .isEqualTo("inner");
        assertThat(faulty.calls(BackendOperation.WRITE)).isEqualTo(1);
    }

    @Test
    void disabledCache_findsNothingAndInvalidatesAllTheSame() throws Exception {
        CacheHandler off = open("cachex.enabled", "false");
        there.put(KEY, "old");
        get(off.putAsync(KEY, "value"));
        assertThat(get(off.getAsync(KEY))).isEmpty();
        assertThat(there.get(KEY)).isEmpty();
        there.put(KEY, "old");
        get(off.invalidateAsync("post:1"));
        assertThat(there.get(KEY)).isEmpty();
    }
}
