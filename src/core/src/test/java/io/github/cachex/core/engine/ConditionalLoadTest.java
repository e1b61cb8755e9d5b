// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheEntry;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.FetchContext;
import io.github.cachex.event.CacheEvent.NotStored;
import io.github.cachex.event.CacheEvent.StaleServed;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.ManualClock;
import io.github.cachex.testkit.RecordingListener;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads that ask their source on condition, and say more of their value; the clock is the backend's. */
class ConditionalLoadTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("2", String.class);
    private static final CacheOptions OPTIONS =
            CacheOptions.ttl("100s").staleTtl("1000s").tags("news");
    private static final Instant CHANGED = Instant.parse("2030-01-02T03:04:05.678901234Z");
    private static final String AES = "2026a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final ManualClock clock = ManualClock.create();
    private final FakeBackend fake = FakeBackend.on(clock);
    private final FaultyBackend backend = FaultyBackend.over(fake);
    private final RecordingListener heard = new RecordingListener();
    private final List<CacheHandler> opened = new ArrayList<>();
    private final CacheHandler here = open("");
    private final AtomicInteger bodies = new AtomicInteger();
    private final AtomicInteger confirmed = new AtomicInteger();
    private final List<Optional<String>> asked = new ArrayList<>();

    private CacheHandler open(String keys) {
        CacheHandler.Builder builder = CacheHandler.builder()
                .name("posts")
                .backend(opened.isEmpty() ? backend : fake.sibling())
                .serializer(new JavaSerializer())
                .listener(heard)
                .property("cachex.jitter", "0")
                .property("cachex.max-value", "2000")
                .property("cachex.near.enabled", "false");
        if (!keys.isEmpty()) {
            builder.property("cachex.encryption.keys", keys);
        }
        CacheHandler handler = builder.build();
        opened.add(handler);
        return handler;
    }

    @AfterEach
    void close() {
        backend.heal();
        opened.forEach(CacheHandler::close);
    }

    private void pass(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    /** A source whose value has not changed since it was first asked. */
    private String ask(FetchContext context) {
        asked.add(context.etag());
        if (context.etag().equals(Optional.of("\"v1\""))) {
            assertThat(context.lastModified()).contains(CHANGED);
            confirmed.incrementAndGet();
            return context.notModified();
        }
        context.etag("\"v1\"");
        context.lastModified(CHANGED);
        context.tags("learned");
        return "body " + bodies.incrementAndGet();
    }

    private static CacheEntry<String> entry(CacheHandler of) {
        return of.entry(KEY).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", AES})
    void unchangedSource_givesTheOldValueANewLife(String keys) {
        CacheHandler cache = open(keys);
        CacheHandler elsewhere = open(keys);
        assertThat(cache.fetchWith(KEY, OPTIONS, this::ask)).isEqualTo("body 1");
        assertThat(entry(cache).etag()).contains("\"v1\"");
        assertThat(entry(cache).lastModified()).contains(CHANGED);
        for (int round = 1; round <= 3; round++) {
            pass(150);
            assertThat(elsewhere.fetchWith(KEY, OPTIONS, this::ask)).isEqualTo("body 1");
            assertThat(confirmed).hasValue(round);
            assertThat(entry(cache).freshFor()).isEqualTo(Duration.ofSeconds(100));
            assertThat(entry(cache).staleFor()).isEqualTo(Duration.ofSeconds(1000));
            assertThat(entry(cache).etag()).contains("\"v1\"");
            assertThat(entry(cache).tags()).containsExactly("news", "learned");
            assertThat(cache.get(KEY)).contains("body 1");
        }
        assertThat(bodies).hasValue(1);
        cache.invalidateTags("learned");
        assertThat(cache.fetchWith(KEY, OPTIONS, this::ask)).isEqualTo("body 2");
    }

    @Test
    void refresh_asksOnConditionWhileTheValueIsFresh() {
        here.fetchWith(KEY, OPTIONS, this::ask);
        pass(50);
        assertThat(here.refreshWith(KEY, OPTIONS, this::ask)).isEqualTo("body 1");
        assertThat(confirmed).hasValue(1);
        assertThat(entry(here).freshFor()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void refreshAhead_asksOnCondition() {
        CacheOptions ahead = OPTIONS.refreshAhead(0.8);
        here.fetchWith(KEY, ahead, this::ask);
        pass(90);
        assertThat(here.fetchWith(KEY, ahead, this::ask)).isEqualTo("body 1");
        Awaitility.await().until(() -> entry(here).freshFor().equals(Duration.ofSeconds(100)));
        assertThat(confirmed).hasValue(1);
        assertThat(bodies).hasValue(1);
    }

    @Test
    void asynchronousLoad_asksOnCondition() {
        here.fetchWith(KEY, OPTIONS, this::ask);
        pass(150);
        assertThat(here.fetchAsync(KEY, OPTIONS, () -> {
                            FetchContext context = FetchContext.current();
                            return CompletableFuture.supplyAsync(() -> ask(context));
                        })
                        .toCompletableFuture()
                        .join())
                .isEqualTo("body 1");
        assertThat(confirmed).hasValue(1);
        assertThat(entry(here).freshFor()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void expiredEntry_isAskedForOnConditionAndAnInvalidatedOneIsNot() {
        here.fetchWith(KEY, OPTIONS, this::ask);
        here.expireTags("news");
        here.fetchWith(KEY, OPTIONS, this::ask);
        here.expire("1");
        here.fetchWith(KEY, OPTIONS, this::ask);
        assertThat(confirmed).hasValue(2);
        here.invalidate("1");
        assertThat(here.fetchWith(KEY, OPTIONS, this::ask)).isEqualTo("body 2");
    }

    @Test
    void newValidators_replaceTheOldOnes() {
        here.fetchWith(KEY, OPTIONS, this::ask);
        pass(150);
        here.fetchWith(KEY, OPTIONS, context -> {
            context.etag("W/\"weak\"");
            return context.notModified();
        });
        assertThat(entry(here).etag()).contains("W/\"weak\"");
        assertThat(entry(here).lastModified()).contains(CHANGED);
        pass(150);
        here.fetchWith(KEY, OPTIONS, context -> "another");
        assertThat(entry(here).etag()).isEmpty();
        assertThat(entry(here).lastModified()).isEmpty();
    }

    @Test
    void notModifiedWithoutAnOldValue_isAnErrorThatSaysSo() {
        assertThatThrownBy(() -> here.fetchWith(KEY, OPTIONS, context -> context.<String>notModified()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no old value")
                .hasMessageContaining("etag()");
        assertThatThrownBy(() -> FetchContext.current().<String>notModified())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no old value");
    }

    @Test
    void contradictions_areErrorsAtTheCall() {
        here.fetchWith(KEY, OPTIONS, this::ask);
        pass(150);
        here.fetchWith(KEY, OPTIONS, context -> {
            context.notModified();
            assertThatThrownBy(context::doNotStore)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("after notModified");
            return "new";
        });
        pass(150);
        here.fetchWith(KEY, OPTIONS, context -> {
            context.doNotStore();
            assertThatThrownBy(context::<String>notModified)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("after doNotStore");
            return "new";
        });
    }

    private static void assertRefusesBadInput(FetchContext context) {
        assertThatThrownBy(() -> context.etag("a\r\nSet-Cookie: b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("etag=")
                .hasMessageContaining("control character");
        assertThatThrownBy(() -> context.etag(" ")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> context.etag("x".repeat(1_025))).hasMessageContaining("1025 characters");
        assertThatThrownBy(() -> context.staleTtl(Duration.ofSeconds(-1))).hasMessageContaining("stale-ttl=PT-1S");
        assertThatThrownBy(() -> context.nullTtl(Duration.ZERO)).hasMessageContaining("null-ttl=PT0S");
        assertThatThrownBy(() -> context.refreshAhead(1)).hasMessageContaining("refresh-ahead=1");
        assertThatThrownBy(() -> context.maxSize(0)).hasMessageContaining("max-size=0");
    }

    @Test
    void badInput_isRefusedAtTheCall() {
        here.fetchWith(KEY, OPTIONS, context -> {
            assertRefusesBadInput(context);
            return "value";
        });
        assertThat(here.get(KEY)).contains("value");
        assertRefusesBadInput(FetchContext.current());
    }

    @Test
    void whatTheLoadSets_goesBeforeTheSettings() {
        here.fetchWith(KEY, OPTIONS, context -> {
            context.ttl(Duration.ofSeconds(10));
            context.staleTtl(Duration.ofSeconds(20));
            return "value";
        });
        assertThat(entry(here).freshFor()).isEqualTo(Duration.ofSeconds(10));
        assertThat(entry(here).staleFor()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void nullTtl_storesNullThoughItIsNotCachedOtherwise() {
        assertThat(here.<String, RuntimeException>fetchWith(KEY, OPTIONS, context -> {
                    context.ttl(Duration.ofHours(1));
                    context.nullTtl(Duration.ofSeconds(7));
                    return null;
                }))
                .isNull();
        assertThat(entry(here).isNull()).isTrue();
        assertThat(entry(here).freshFor()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void valueAboveItsMaxSize_isReturnedAndNotStored() {
        String value = here.fetchWith(KEY, OPTIONS, context -> {
            context.maxSize(100);
            return "x".repeat(200);
        });
        assertThat(value).hasSize(200);
        assertThat(here.entry(KEY)).isEmpty();
        assertThat(heard.events(NotStored.class))
                .singleElement()
                .satisfies(event -> assertThat(event.reason()).contains("100"));
        here.fetchWith(OTHER, OPTIONS, context -> {
            context.maxSize(1_000_000);
            return "x".repeat(3_000);
        });
        assertThat(here.entry(OTHER)).isEmpty();
    }

    @Test
    void fail_servesTheStaleValueWhateverTheFailure() throws Exception {
        CacheOptions strict = OPTIONS.skipOn(Exception.class);
        here.put(KEY, "old", strict);
        pass(150);
        assertThat(here.<String, Exception>fetchWith(KEY, strict, context -> {
                    throw context.fail(new NoSuchElementException("gone"));
                }))
                .isEqualTo("old");
        assertThat(heard.events(StaleServed.class)).hasSize(1);
        assertThat(here.stats().loadFailures()).isEqualTo(1);
        assertThat(entry(here).value()).contains("old");
    }

    @Test
    void failWithoutAStaleValue_arrivesAsItIs() {
        IOException failure = new IOException("down");
        assertThatThrownBy(() -> here.fetchWith(KEY, OPTIONS, context -> {
                    throw context.fail(failure);
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> {
                    throw FetchContext.current().fail(failure);
                })
                .isSameAs(failure);
    }

    @Test
    void loadOfSeveralKeys_hasNoOldValueAndNoValidators() {
        here.fetchWith(KEY, OPTIONS, this::ask);
        pass(150);
        Map<CacheKey<String>, String> loaded = here.fetchAll(List.of(KEY, OTHER), OPTIONS, keys -> {
            FetchContext context = FetchContext.current();
            assertThat(context.etag()).isEmpty();
            assertThat(context.staleValue()).isEmpty();
            assertThatThrownBy(() -> context.etag("\"v2\""))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("several values");
            assertThatThrownBy(() -> context.lastModified(CHANGED)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(context::<String>notModified).hasMessageContaining("no old value");
            context.staleTtl(Duration.ofSeconds(5));
            Map<CacheKey<String>, String> values = new LinkedHashMap<>();
            keys.forEach(key -> values.put(key, "many"));
            return values;
        });
        assertThat(loaded).hasSize(2);
        assertThat(entry(here).etag()).isEmpty();
        assertThat(entry(here).staleFor()).isEqualTo(Duration.ofSeconds(5));
        assertThat(here.entry(OTHER).orElseThrow().staleFor()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void failOfSeveralKeys_servesWhatIsStaleOfThem() throws Exception {
        CacheOptions strict = OPTIONS.skipOn(Exception.class);
        here.put(KEY, "old", strict);
        here.put(OTHER, "old too", strict);
        pass(150);
        Map<CacheKey<String>, String> found = here.<String, Exception>fetchAll(List.of(KEY, OTHER), strict, keys -> {
            throw FetchContext.current().fail(new IOException("down"));
        });
        assertThat(found).containsEntry(KEY, "old").containsEntry(OTHER, "old too");
    }
}
