// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.event.CacheEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which failures of loads are kept, and what callers are thrown. */
class KeptFailuresTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheOptions KEPT = CacheOptions.ttl("1h")
            .cacheExceptions(Duration.ofHours(1), NoSuchElementException.class, IOException.class);

    private final Fixture fixture = new Fixture();
    private final CacheHandler here = fixture.here;
    private final CacheHandler there = fixture.there;
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private String fetch(CacheHandler handler, CacheOptions options, Exception failure) throws Exception {
        return handler.fetch(KEY, options, () -> {
            loads.incrementAndGet();
            throw failure;
        });
    }

    private @Nullable Throwable failure(CacheHandler handler, CacheOptions options) {
        return catchThrowable(() -> handler.fetch(KEY, options, () -> {
            loads.incrementAndGet();
            return "loaded";
        }));
    }

    private void keep() {
        assertThatThrownBy(() -> fetch(here, KEPT, new NoSuchElementException("no post 1")))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void firstCaller_isThrownTheFailureItself_laterOnesOneLikeIt() {
        NoSuchElementException first = new NoSuchElementException("no post 1", new IOException("secret"));
        assertThat(catchThrowable(() -> fetch(here, KEPT, first))).isSameAs(first);

        for (CacheHandler handler : List.of(here, there, there)) {
            Throwable again = failure(handler, KEPT);
            assertThat(again)
                    .isExactlyInstanceOf(NoSuchElementException.class)
                    .isNotSameAs(first)
                    .hasMessage("no post 1")
                    .hasNoCause();
            assertThat(again.getStackTrace())
                    .anyMatch(frame ->
                            frame.getMethodName().equals("firstCaller_isThrownTheFailureItself_laterOnesOneLikeIt"));
        }
        // As soon as this JVM hears of changes.
        Awaitility.await("kept near as well").until(() -> {
            assertThat(failure(there, KEPT)).hasMessage("no post 1");
            return there.stats().nearHits() > 0;
        });
        assertThat(loads).hasValue(1);
        assertThat(here.stats().loadFailures()).isEqualTo(1);
        assertThat(there.stats().loadFailures()).isZero();
        assertThat(fixture.heard.events(CacheEvent.FailureServed.class))
                .containsExactly(new CacheEvent.FailureServed("posts", "post:1", "java.util.NoSuchElementException"));
    }

    @Test
    void failureWithoutMessage_hasNoneAgain() {
        assertThatThrownBy(() -> fetch(here, KEPT, new IOException())).isInstanceOf(IOException.class);
        assertThat(failure(there, KEPT)).isExactlyInstanceOf(IOException.class).hasMessage(null);
    }

    @Test
    void keptFailure_isNoValue() {
        keep();
        assertThat(here.get(KEY)).isEmpty();
        assertThat(there.get(KEY)).isEmpty();
        assertThat(there.contains(KEY)).isFalse();
        assertThat(here.entry(KEY)).isEmpty();
        assertThat(there.entry(KEY)).isEmpty();
        assertThat(there.touch(KEY, Duration.ofDays(1))).isFalse();
        assertThat(there.getAndRemove(KEY)).isEmpty();
        keep();
        assertThat(there.putIfAbsent(KEY, "put", CacheOptions.defaults())).isTrue();
        assertThat(failure(here, KEPT)).isNull();
        assertThat(here.get(KEY)).contains("put");
    }

    @Test
    void bulkFetch_loadsWhatFailed_andKeepsNoFailure() throws Exception {
        keep();
        CacheKey<String> other = CacheKey.of("post:2", String.class);
        assertThat(there.fetchAll(List.of(KEY, other), KEPT, missing -> Map.of(KEY, "a", other, "b")))
                .containsOnly(Map.entry(KEY, "a"), Map.entry(other, "b"));
        assertThat(here.get(KEY)).contains("a");
        here.invalidate("post:1");
        assertThatThrownBy(() -> here.fetchAll(List.of(KEY), KEPT, missing -> {
                    throw new NoSuchElementException("none of them");
                }))
                .isInstanceOf(NoSuchElementException.class);
        assertThat(failure(here, KEPT))
                .as("a failure of many says nothing of one")
                .isNull();
    }

    @Test
    void invalidationByKeyOrTag_endsIt() {
        keep();
        there.invalidate("post:1");
        assertThat(failure(here, KEPT)).isNull();

        here.clear();
        assertThatThrownBy(() -> fetch(here, KEPT.tags("authors"), new IOException("down")))
                .isInstanceOf(IOException.class);
        assertThat(failure(there, KEPT)).isInstanceOf(IOException.class);
        there.expireTags("authors");
        assertThat(failure(there, KEPT)).isNull();
    }

    @Test
    void itsTime_endsIt() {
        CacheOptions brief = CacheOptions.ttl("1h").cacheExceptions(Duration.ofMillis(20), IOException.class);
        assertThatThrownBy(() -> fetch(here, brief, new IOException("down"))).isInstanceOf(IOException.class);
        Awaitility.await().until(() -> failure(here, brief) == null);
    }

    @Test
    void subclassesAndOthers_areNotKept() {
        assertThatThrownBy(() -> fetch(here, KEPT, new java.io.FileNotFoundException("x")))
                .isInstanceOf(java.io.FileNotFoundException.class);
        assertThat(failure(here, KEPT)).isNull();
        here.clear();
        assertThatThrownBy(() -> fetch(here, KEPT, new IllegalStateException("x")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(failure(here, KEPT)).isNull();
    }

    /** Its constructor takes an id and makes a message of it. */
    public static final class NoPost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NoPost(String id) {
            super("no post " + id);
        }
    }

    @Test
    void failureThatWouldSaySomethingElse_isNotKept() {
        CacheOptions options = CacheOptions.defaults().cacheExceptions(Duration.ofHours(1), NoPost.class);
        assertThatThrownBy(() -> fetch(here, options, new NoPost("1"))).hasMessage("no post 1");
        assertThat(failure(here, options)).isNull();
    }

    @Test
    void callThatDoesNotKeepIt_loadsAndReplacesIt() {
        keep();
        CacheOptions others = CacheOptions.ttl("1h");
        assertThat(failure(there, others)).isNull();
        assertThat(failure(there, KEPT)).as("the value is in its place").isNull();
        assertThat(loads).hasValue(2);

        here.invalidate("post:1");
        keep();
        assertThat(failure(here, KEPT)).isInstanceOf(NoSuchElementException.class);
        assertThat(failure(here, others)).as("also where it is kept near").isNull();
    }

    @Test
    void defaultValue_standsInForKeptOnesToo() throws Exception {
        keep();
        CacheOptions orElse = KEPT.defaultValue("default");
        assertThat(fetch(there, orElse, new IOException("never asked"))).isEqualTo("default");
        assertThat(fetch(there, orElse, new IOException("never asked"))).isEqualTo("default");
        assertThat(loads).hasValue(1);
    }

    @Test
    void staleValue_goesBeforeIt() throws Exception {
        CacheOptions stale = CacheOptions.ttl("1ms")
                .staleTtl("1h")
                .cacheExceptions(Duration.ofHours(1), IOException.class, NoSuchElementException.class);
        here.put(KEY, "old", stale);
        Awaitility.await().until(() -> here.get(KEY).isEmpty());
        assertThat(fetch(here, stale, new IOException("down"))).isEqualTo("old");
        assertThat(fetch(there, stale, new IOException("down"))).isEqualTo("old");

        Awaitility.await()
                .untilAsserted(() -> assertThatThrownBy(() -> fetch(here, stale, new NoSuchElementException("deleted")))
                        .isInstanceOf(NoSuchElementException.class));
        assertThat(failure(there, stale))
                .as("kept in the place of the old row")
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void refreshThatFails_leavesTheValue() throws Exception {
        CacheOptions ahead = CacheOptions.ttl("1h")
                .refreshAhead(0.000_000_1)
                .cacheExceptions(Duration.ofHours(1), IOException.class);
        assertThat(failure(here, ahead)).isNull();
        Awaitility.await().until(() -> {
            assertThat(fetch(here, ahead, new IOException("down"))).isEqualTo("loaded");
            return here.stats().loadFailures() >= 1;
        });
        assertThat(there.get(KEY)).contains("loaded");
    }

    @Test
    void refreshOnDemand_keepsNoFailure_andEndsOne() throws Exception {
        assertThat(failure(here, KEPT)).isNull();
        assertThatThrownBy(() -> here.refresh(KEY, KEPT, () -> {
                    throw new IOException("down");
                }))
                .isInstanceOf(IOException.class);
        assertThat(there.get(KEY)).contains("loaded");

        here.invalidate("post:1");
        keep();
        assertThat(failure(there, KEPT)).isInstanceOf(NoSuchElementException.class);
        assertThat(here.<String, RuntimeException>refresh(KEY, KEPT, () -> "fresh"))
                .isEqualTo("fresh");
        Awaitility.await().until(() -> failure(there, KEPT) == null);
        assertThat(there.get(KEY)).contains("fresh");
    }

    @Test
    void failThatAsksForTheStaleValue_isKeptWhereThereIsNone() {
        assertThatThrownBy(() -> here.fetchWith(KEY, KEPT, context -> {
                    throw context.fail(new IOException("down"));
                }))
                .isInstanceOf(IOException.class);
        assertThat(failure(there, KEPT)).isInstanceOf(IOException.class).hasMessage("down");
    }

    @Test
    void asynchronousCallers_areThrownItToo() {
        CompletableFuture<String> first = here.fetchAsync(
                        KEY, KEPT, () -> CompletableFuture.<String>failedFuture(new IOException("down")))
                .toCompletableFuture();
        assertThatThrownBy(first::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(IOException.class);
        for (CacheHandler handler : List.of(there, there)) {
            assertThatThrownBy(() -> handler.fetchAsync(KEY, KEPT, () -> {
                                throw new AssertionError("not to be loaded");
                            })
                            .toCompletableFuture()
                            .join())
                    .hasCauseExactlyInstanceOf(IOException.class)
                    .hasRootCauseMessage("down");
        }
    }

    @Test
    void thoseWhoWait_areThrownTheSameAsWhoLoads() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        IOException thrown = new IOException("down");
        Future<Throwable> leader = fixture.async(() -> catchThrowable(() -> here.fetch(KEY, KEPT, () -> {
            entered.countDown();
            released.await();
            throw thrown;
        })));
        entered.await();
        Future<Throwable> elsewhere = fixture.async(() -> failure(there, KEPT));
        Future<Throwable> follower = fixture.async(() -> failure(here, KEPT));
        Awaitility.await().until(() -> there.stats().misses() == 1);
        released.countDown();
        assertThat(leader.get()).isSameAs(thrown);
        assertThat(follower.get()).isExactlyInstanceOf(IOException.class).hasMessage("down");
        assertThat(elsewhere.get())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("down")
                .isNotSameAs(thrown);
        assertThat(loads).hasValue(0);
    }

    @Test
    void outage_keepsItHere() {
        fixture.backend.fail();
        keep();
        assertThat(failure(here, KEPT)).isInstanceOf(NoSuchElementException.class);
        assertThat(loads).hasValue(1);
    }

    @Test
    void doNotStore_holdsForFailuresToo() throws Exception {
        assertThatThrownBy(() -> here.fetchWith(KEY, KEPT, context -> {
                    context.doNotStore();
                    throw new IOException("down");
                }))
                .isInstanceOf(IOException.class);
        assertThat(failure(here, KEPT)).isNull();
    }

    @Test
    void configuration_asksForItAsWell() throws Exception {
        try (Fixture configured = new Fixture(
                "cachex.cache.posts.cache-exceptions", "java.io.IOException", "cachex.exception-ttl", "1h")) {
            CacheOptions plain = CacheOptions.defaults();
            assertThatThrownBy(() -> fetch(configured.here, plain, new IOException("down")))
                    .isInstanceOf(IOException.class);
            assertThat(failure(configured.there, plain)).isInstanceOf(IOException.class);
            assertThat(configured.there.get(KEY)).isEmpty();
            assertThat(configured.there.get(KEY)).isEmpty();
        }
    }

    @Test
    void classesThatCannotBeMadeAgain_areRefusedAtTheCall() {
        Duration hour = Duration.ofHours(1);
        CacheOptions plain = CacheOptions.defaults();
        assertThatThrownBy(() -> plain.cacheExceptions(hour, UncheckedIOException.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cache-exceptions=java.io.UncheckedIOException: java.io.UncheckedIOException cannot be made again:"
                                + " it has no public constructor that takes a String, or nothing; add one, or leave it out");
        assertThatThrownBy(() -> plain.cacheExceptions(hour, OutOfMemoryError.class))
                .hasMessageContaining("is no exception that can be kept");
        assertThatThrownBy(() -> plain.cacheExceptions(hour, SecurityException.class))
                .hasMessageContaining("says something of one caller alone");
        assertThatThrownBy(() -> plain.cacheExceptions(
                        hour, java.nio.file.attribute.UserPrincipalNotFoundException.class, Hidden.class))
                .hasMessageContaining("it is not public");
        assertThatThrownBy(() -> plain.cacheExceptions(hour)).hasMessageContaining("names no exception");
        assertThatThrownBy(() -> plain.cacheExceptions(Duration.ZERO, IOException.class))
                .hasMessageContaining("exception-ttl=PT0S: is not above zero");
    }

    /** Nobody else can make one. */
    static class Hidden extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
