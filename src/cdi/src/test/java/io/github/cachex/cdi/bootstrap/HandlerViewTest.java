// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Cachex;
import io.github.cachex.cdi.Application;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an injected handler passes on to the application's cache. */
class HandlerViewTest {
    private static final CacheKey<String> ONE = CacheKey.of("post:1", String.class);
    private static final CacheKey<String> TWO = CacheKey.of("post:2", String.class);
    private static final CacheOptions TAGGED =
            CacheOptions.ttl("1h").staleTtl("1h").tags("news");

    private Application application;
    private CacheHandler handler;

    @BeforeEach
    void start() {
        application = Application.of(Map.of("cachex.cache.posts.stale-ttl", "1h"), Mistakes.Good.class);
        handler = application
                .container()
                .select(CacheHandler.class, Cachex.Literal.of("posts"))
                .get();
        assertThat(handler).isInstanceOf(HandlerView.class);
    }

    @AfterEach
    void close() {
        application.close();
    }

    private void drops(Consumer<CacheHandler> way) {
        handler.put(ONE, "one", TAGGED);
        assertThat(handler.contains(ONE)).isTrue();
        way.accept(handler);
        assertThat(handler.contains(ONE)).isFalse();
    }

    @Test
    void invalidations_reachTheCache() {
        drops(cache -> cache.invalidate("post:1"));
        drops(cache -> cache.invalidateTags("news"));
        drops(cache -> cache.invalidateMatching("post:*"));
        drops(CacheHandler::clear);
    }

    @Test
    void expirations_reachTheCacheAndLeaveAStaleValue() {
        drops(cache -> cache.expire("post:1"));
        drops(cache -> cache.expireTags("news"));
        drops(cache -> cache.expireMatching("post:*"));
        drops(CacheHandler::expireAll);
        assertThat(handler.<String, RuntimeException>fetch(ONE, TAGGED, () -> {
                    throw new IllegalStateException("down");
                }))
                .isEqualTo("one");
    }

    @Test
    void fetchAsync_loadsAndKeeps() throws Exception {
        assertThat(handler.fetchAsync(ONE, CacheOptions.defaults(), () -> CompletableFuture.completedFuture("async"))
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS))
                .isEqualTo("async");
        assertThat(handler.get(ONE)).contains("async");
    }

    @Test
    void fetchAll_loadsWhatIsMissing() {
        handler.put(ONE, "one");

        Map<CacheKey<String>, String> all = handler.fetchAll(List.of(ONE, TWO), CacheOptions.defaults(), missing -> {
            assertThat(missing).containsExactly(TWO);
            return Map.of(TWO, "two");
        });

        assertThat(all).containsExactlyInAnyOrderEntriesOf(Map.of(ONE, "one", TWO, "two"));
    }

    @Test
    void increment_counts() {
        assertThat(handler.increment("logins", 2, Duration.ofHours(1))).isEqualTo(2);
        assertThat(handler.increment("logins", 3, Duration.ofHours(1))).isEqualTo(5);
    }

    @Test
    void typedAndStats_areThoseOfTheCache() {
        handler.put(ONE, "one");

        assertThat(handler.typed(String.class).get("post:1")).contains("one");
        assertThat(handler.stats().stored()).isPositive();
    }
}
