// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.FetchContext;
import io.github.cachex.TypeRef;
import io.github.cachex.WaitPolicy;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.tck.redis.Background;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code fetch} promises to one caller. */
class FetchTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final CacheOptions QUICKLY_STALE =
            CacheOptions.ttl("50ms").staleTtl("1m").jitter(0);

    private static <T> T unreachable() {
        throw new AssertionError("the loader must not run");
    }

    private static String failing() throws IOException {
        throw new IOException("source down");
    }

    @Test
    void secondFetch_isServedFromRedisByAnotherNode() {
        assertThat(node().<String, RuntimeException>fetch(KEY, () -> "loaded")).isEqualTo("loaded");
        assertThat(node().<String, RuntimeException>fetch(KEY, FetchTest::unreachable))
                .isEqualTo("loaded");
    }

    /** Public, as JSON-B wants it. */
    public record Post(long id, String title, Instant written, List<String> labels) {}

    @Test
    void genericType_comesBackTyped() {
        List<Post> posts =
                List.of(new Post(1, "ÄÖÜ \u0001 🙂", Instant.parse("2030-01-01T00:00:00Z"), List.of("a", "b")));
        CacheKey<List<Post>> key = CacheKey.of("posts", new TypeRef<List<Post>>() {});
        node().<List<Post>, RuntimeException>fetch(key, () -> posts);
        assertThat(node().<List<Post>, RuntimeException>fetch(key, FetchTest::unreachable))
                .isEqualTo(posts);
    }

    @Test
    void otherCacheVersionOrPrefix_isAnotherWorld() {
        node().put(KEY, "mine");
        for (CacheHandler stranger : List.of(
                closing(CacheHandler.builder()
                        .name("other")
                        .prefix("tck")
                        .version("1")
                        .redis(redis().uri())
                        .build()),
                closing(CacheHandler.builder()
                        .name("tested")
                        .prefix("tck")
                        .version("2")
                        .redis(redis().uri())
                        .build()),
                closing(CacheHandler.builder()
                        .name("tested")
                        .prefix("tck2")
                        .version("1")
                        .redis(redis().uri())
                        .build()))) {
            assertThat(stranger.get(KEY)).isEmpty();
        }
    }

    @Test
    void checkedException_arrivesAsItWasThrownAfterOneCall() {
        AtomicInteger calls = new AtomicInteger();
        IOException failure = new IOException("source down");
        Throwable caught = catchThrowable(() -> node().fetch(KEY, () -> {
            calls.incrementAndGet();
            throw failure;
        }));
        assertThat(caught).isSameAs(failure);
        assertThat(calls).hasValue(1);
    }

    @Test
    void error_arrivesAsItWasThrown() {
        Error failure = new AssertionError("broken");
        assertThat(catchThrowable(() -> node().fetch(KEY, () -> {
                    throw failure;
                })))
                .isSameAs(failure);
    }

    /** A loader that itself uses a cache over a sick backend is no sick backend of ours. */
    @Test
    void backendExceptionOfTheLoader_arrivesAfterOneCall() {
        AtomicInteger calls = new AtomicInteger();
        RuntimeException failure = new CacheConnectionException("redis", "read", "elsewhere", "down", true, null);
        Throwable caught = catchThrowable(() -> node().fetch(KEY, () -> {
            calls.incrementAndGet();
            throw failure;
        }));
        assertThat(caught).isSameAs(failure);
        assertThat(calls).hasValue(1);
    }

    @Test
    void backendExceptionOfTheLoaderDuringAnOutage_arrivesAfterOneCall() {
        Link link = link();
        CacheHandler node = node(link);
        node.put(KEY, "old");
        link.become(Link.State.REFUSING);
        assertThat(node.invalidate("key").isApplied()).isFalse();
        AtomicInteger calls = new AtomicInteger();
        RuntimeException failure = new CacheConnectionException("redis", "read", "elsewhere", "down", true, null);
        assertThat(catchThrowable(() -> node.fetch(KEY, () -> {
                    calls.incrementAndGet();
                    throw failure;
                })))
                .isSameAs(failure);
        assertThat(calls).hasValue(1);
    }

    @Test
    void failedLoad_isNotRemembered() {
        CacheHandler node = node();
        assertThatThrownBy(() -> node.fetch(KEY, FetchTest::failing)).isInstanceOf(IOException.class);
        assertThat(node.<String, RuntimeException>fetch(KEY, () -> "second try"))
                .isEqualTo("second try");
    }

    @Test
    void failureWithinStaleTime_servesTheStaleValueAndLeavesTheSourceInPeace() throws IOException {
        CacheHandler node = node();
        node.put(KEY, "old", QUICKLY_STALE);
        Awaitility.await().until(() -> node.get(KEY).isEmpty());
        AtomicInteger calls = new AtomicInteger();
        for (int i = 0; i < 5; i++) {
            assertThat(node.<String, IOException>fetch(KEY, QUICKLY_STALE, () -> {
                        calls.incrementAndGet();
                        return failing();
                    }))
                    .isEqualTo("old");
        }
        assertThat(calls).as("calls within one cool-down").hasValue(1);
    }

    @Test
    void staleValue_isReplacedOnceTheLoaderWorks() {
        CacheHandler node = node();
        node.put(KEY, "old", QUICKLY_STALE);
        Awaitility.await().until(() -> node.get(KEY).isEmpty());
        assertThat(node.<String, RuntimeException>fetch(KEY, QUICKLY_STALE, () -> "new"))
                .isEqualTo("new");
    }

    @Test
    void failureAfterTheStaleTime_isThrown() {
        CacheHandler node = node();
        CacheOptions brief = CacheOptions.ttl("20ms").staleTtl("30ms").jitter(0);
        node.put(KEY, "old", brief);
        Awaitility.await().until(() -> Raw.jedis(redis()).keys("*:key}").isEmpty());
        assertThatThrownBy(() -> node.fetch(KEY, brief, FetchTest::failing)).hasMessage("source down");
    }

    @Test
    void invalidatedValue_isNotServedStale() {
        CacheHandler node = node();
        node.put(KEY, "old", QUICKLY_STALE);
        node.invalidate("key");
        assertThatThrownBy(() -> node.fetch(KEY, QUICKLY_STALE, FetchTest::failing))
                .hasMessage("source down");
    }

    @Test
    void defaultValue_standsInAndIsNotStored() throws IOException {
        CacheHandler node = node();
        CacheOptions options = CacheOptions.defaults().defaultValue("default");
        assertThat(node.<String, IOException>fetch(KEY, options, FetchTest::failing))
                .isEqualTo("default");
        assertThat(node.contains(KEY)).isFalse();
        assertThat(node.get(KEY)).isEmpty();
    }

    @Test
    void staleValue_goesBeforeTheDefault() throws IOException {
        CacheHandler node = node();
        node.put(KEY, "old", QUICKLY_STALE);
        Awaitility.await().until(() -> node.get(KEY).isEmpty());
        assertThat(node.<String, IOException>fetch(KEY, QUICKLY_STALE.defaultValue("default"), FetchTest::failing))
                .isEqualTo("old");
    }

    @Test
    void valueThatStoreIfRefuses_isReturnedAndForgotten() {
        CacheHandler node = node();
        CacheOptions options = CacheOptions.defaults().<String>storeIf(value -> !value.startsWith("draft"));
        assertThat(node.<String, RuntimeException>fetch(KEY, options, () -> "draft 1"))
                .isEqualTo("draft 1");
        assertThat(node.contains(KEY)).isFalse();
        assertThat(node.<String, RuntimeException>fetch(KEY, options, () -> "final"))
                .isEqualTo("final");
    }

    @Test
    void throwingStoreIf_keepsTheValueOutAndThrowsAtNobody() {
        CacheHandler node = node();
        CacheOptions options = CacheOptions.defaults().<String>storeIf(value -> {
            throw new IllegalStateException("filter broken");
        });
        assertThat(node.<String, RuntimeException>fetch(KEY, options, () -> "loaded"))
                .isEqualTo("loaded");
        node.put(KEY, "put", options);
        assertThat(node.contains(KEY)).isFalse();
    }

    @Test
    void nothing_isNotCachedUnlessAskedFor() {
        CacheHandler node = node();
        AtomicInteger calls = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            assertThat(node.<String, RuntimeException>fetch(KEY, () -> {
                        calls.incrementAndGet();
                        return null;
                    }))
                    .isNull();
        }
        assertThat(calls).hasValue(2);
    }

    @Test
    void cachedNothing_isServedToOtherNodes() {
        CacheOptions options = CacheOptions.defaults().cacheNull(true);
        assertThat(node().<String, RuntimeException>fetch(KEY, options, () -> null))
                .isNull();
        assertThat(node().<String, RuntimeException>fetch(KEY, options, FetchTest::unreachable))
                .isNull();
        assertThat(node().get(KEY)).isEmpty();
    }

    @Test
    void loaderThatFetchesItsOwnKey_isNoDeadlock() {
        CacheHandler node = node();
        String value = node.<String, RuntimeException>fetch(
                KEY, () -> "outer of " + node.<String, RuntimeException>fetch(KEY, () -> "inner"));
        assertThat(value).isEqualTo("outer of inner");
    }

    @Test
    void nestedLoads_areBothStored() {
        CacheHandler node = node();
        CacheKey<String> inner = CacheKey.of("inner", String.class);
        node.<String, RuntimeException>fetch(
                KEY, () -> "outer of " + node.<String, RuntimeException>fetch(inner, () -> "inner"));
        assertThat(node.get(KEY)).contains("outer of inner");
        assertThat(node.get(inner)).contains("inner");
    }

    @Test
    void loadThatSetsItsTtl_livesThatLong() {
        CacheHandler node = node();
        node.<String, RuntimeException>fetchWith(KEY, CacheOptions.ttl("1h").jitter(0), context -> {
            context.ttl(Duration.ofMillis(60));
            return "brief";
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(2))
                .until(() -> node.get(KEY).isEmpty());
    }

    @Test
    void loadThatSaysDoNotStore_isNotStored() {
        CacheHandler node = node();
        node.<String, RuntimeException>fetch(KEY, () -> {
            FetchContext.current().doNotStore();
            return "secret";
        });
        assertThat(node.contains(KEY)).isFalse();
    }

    @Test
    void loadOverAStaleValue_maySeeIt() {
        CacheHandler node = node();
        node.put(KEY, "old", QUICKLY_STALE);
        Awaitility.await().until(() -> node.get(KEY).isEmpty());
        Optional<?>[] seen = new Optional<?>[1];
        node.<String, RuntimeException>fetchWith(KEY, QUICKLY_STALE, context -> {
            seen[0] = context.staleValue();
            return "new";
        });
        assertThat(seen[0]).isEqualTo(Optional.of("old"));
    }

    @Test
    void ttl_isShortenedByJitterAtMost() {
        CacheHandler node = node();
        try (var jedis = Raw.jedis(redis())) {
            for (int i = 0; i < 50; i++) {
                CacheKey<String> key = CacheKey.of("jitter:" + i, String.class);
                node.put(key, "value", CacheOptions.ttl("100s").jitter(0.2));
                assertThat(jedis.pttl("tck:1:{tested:jitter:" + i + "}")).isBetween(79_000L, 100_000L);
            }
        }
    }

    @Test
    void ttlNever_neverExpires() {
        node().put(KEY, "eternal", CacheOptions.ttl("never"));
        try (var jedis = Raw.jedis(redis())) {
            assertThat(jedis.pttl("tck:1:{tested:key}")).isEqualTo(-1);
        }
        assertThat(node().get(KEY)).contains("eternal");
    }

    @Test
    void tooLargeValue_isReturnedAndNotStored() {
        CacheHandler node = node("cachex.max-value", "1KiB");
        String large = "x".repeat(5000);
        assertThat(node.<String, RuntimeException>fetch(KEY, () -> large)).isEqualTo(large);
        assertThat(node.contains(KEY)).isFalse();
    }

    /** Only a getter: JSON-B writes it, and reads it back empty. */
    public static class GetterOnly {
        private final String name;

        public GetterOnly() {
            this("nobody");
        }

        GetterOnly(String name) {
            this.name = name;
        }

        public String getName() {
            return name;
        }
    }

    @Test
    void valueThatWouldComeBackDifferent_isReturnedAndNotStored() {
        CacheHandler node = node();
        CacheKey<GetterOnly> key = CacheKey.of("lossy", GetterOnly.class);
        for (int i = 0; i < 2; i++) {
            GetterOnly value = new GetterOnly("somebody");
            assertThat(node.<GetterOnly, RuntimeException>fetch(key, () -> value))
                    .isSameAs(value);
            assertThat(node.contains(key)).isFalse();
        }
    }

    /** Nested deeper than any serializer's stack. */
    @Test
    void valueThatCannotBeWritten_isReturnedAndNotStored() {
        CacheHandler node = node();
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            List<Object> outer = new ArrayList<>();
            outer.add(deep);
            deep = outer;
        }
        List<Object> value = deep;
        CacheKey<List<Object>> key = CacheKey.of("deep", new TypeRef<List<Object>>() {});
        assertThat(node.<List<Object>, RuntimeException>fetch(key, () -> value) == value)
                .isTrue();
        assertThat(node.contains(key)).isFalse();
    }

    @Test
    void loadThatTakesTooLongElsewhere_isATimeoutWhereAskedFor() throws Exception {
        CacheHandler loading = node("cachex.lease.ttl", "200ms", "cachex.lease.renew", "60ms");
        CacheHandler waiting = node("cachex.lease.ttl", "200ms", "cachex.lease.renew", "60ms");
        CacheOptions impatient =
                CacheOptions.defaults().waitTimeout(Duration.ofMillis(500)).onWaitTimeout(WaitPolicy.THROW);
        try (Background<String> load = Background.load(loading, KEY, "slow")) {
            assertThatThrownBy(() -> waiting.fetch(KEY, impatient, FetchTest::unreachable))
                    .isInstanceOf(CacheTimeoutException.class);
            assertThat(waiting.<String, RuntimeException>fetch(
                            KEY, impatient.onWaitTimeout(WaitPolicy.LOAD), () -> "own"))
                    .isEqualTo("own");
            assertThat(load.finish()).isEqualTo("slow");
        }
        assertThat(waiting.get(KEY)).as("a load without a lease is not stored").contains("slow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nbreak", "nul\u0000", "tab\t"})
    void idWithControlCharacters_isRejected(String id) {
        assertThatThrownBy(() -> node().fetch(CacheKey.of(id, String.class), FetchTest::unreachable))
                .isInstanceOf(CacheKeyException.class);
    }

    @Test
    void idLongerThanAllowed_isRejected() {
        assertThatThrownBy(() -> node().fetch(CacheKey.of("x".repeat(1025), String.class), FetchTest::unreachable))
                .isInstanceOf(CacheKeyException.class);
    }

    @Test
    void idsWithBracesAndColons_stayApart() {
        CacheHandler node = node();
        List<String> ids = List.of("a", "{a}", "a}", "a:b", "a:b}:lease", "{", "}", "a:lease", "a}:lease", "ä", "%");
        for (String id : ids) {
            node.put(CacheKey.of(id, String.class), "value of " + id);
        }
        for (String id : ids) {
            assertThat(node.get(CacheKey.of(id, String.class))).contains("value of " + id);
        }
    }

    @Test
    void closedHandler_refuses() {
        CacheHandler node = node();
        node.close();
        node.close();
        assertThatThrownBy(() -> node.fetch(KEY, FetchTest::unreachable)).isInstanceOf(CacheClosedException.class);
        assertThatThrownBy(() -> node.get(KEY)).isInstanceOf(CacheClosedException.class);
        assertThatThrownBy(() -> node.put(KEY, "value")).isInstanceOf(CacheClosedException.class);
        assertThatThrownBy(() -> node.invalidate("key")).isInstanceOf(CacheClosedException.class);
    }
}
