// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.event.BreakerState;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.testkit.FaultyBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Caches of which nothing runs after a caller has its answer. */
class InlineTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("2", String.class);
    private static final CacheOptions TAGGED = CacheOptions.ttl("1h").tags("posts");

    private final Fixture fixture = new Fixture(
            "cachex.background",
            "inline",
            "cachex.link.heartbeat",
            "50ms",
            "cachex.breaker.probe",
            "50ms",
            "cachex.breaker.failures",
            "3");
    private final CacheHandler here = fixture.here;
    private final CacheHandler there = fixture.there;
    private final AtomicInteger loads = new AtomicInteger();
    private final List<Thread> loaders = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private String load() {
        loaders.add(Thread.currentThread());
        return "value " + loads.incrementAndGet();
    }

    @Test
    void refreshAhead_isDoneBeforeTheAnswer() {
        CacheOptions ahead = CacheOptions.ttl("1h").refreshAhead(0.000_000_001);
        assertThat(here.fetch(KEY, ahead, this::load)).isEqualTo("value 1");
        assertThat(here.fetch(KEY, ahead, this::load)).isEqualTo("value 1");
        assertThat(there.get(KEY)).contains("value 2");
        assertThat(loaders).containsOnly(Thread.currentThread());
    }

    @Test
    void staleValue_isNotServedWhileTheLoadGoesOn_butStandsInForOneThatFails() {
        CacheOptions soft =
                CacheOptions.ttl("1ms").staleTtl("1h").softTimeout("0").hardTimeout("10s");
        here.put(KEY, "old", soft);
        Awaitility.await().until(() -> there.get(KEY).isEmpty());
        assertThat(here.<String, IllegalStateException>fetch(KEY, soft, () -> {
                    throw new IllegalStateException("down");
                }))
                .isEqualTo("old");
        here.put(OTHER, "old", soft);
        Awaitility.await().until(() -> there.get(OTHER).isEmpty());
        assertThat(here.fetch(OTHER, soft.ttl("1h"), this::load)).isEqualTo("value 1");
        assertThat(there.get(OTHER)).contains("value 1");
        assertThat(loaders).containsExactly(Thread.currentThread());
    }

    @Test
    void hits_costOneReadEach_andALookNowAndThen() {
        FaultyBackend counted = FaultyBackend.over(fixture.fake.sibling());
        CacheHandler seldom = fixture.open(
                counted, "cachex.background", "inline", "cachex.link.heartbeat", "59m", "cachex.link.dead", "1h");
        there.put(KEY, "value", TAGGED);
        for (int i = 0; i < 10; i++) {
            assertThat(seldom.get(KEY)).contains("value");
        }
        assertThat(seldom.stats().nearHits()).isZero();
        assertThat(counted.calls()).isEqualTo(11);
        assertThat(counted.calls(BackendOperation.SYNC)).isOne();
    }

    @Test
    void groupsThatOthersInvalidate_areSeenAfterAHeartbeat() {
        here.put(KEY, "old", TAGGED);
        assertThat(here.get(KEY)).contains("old");
        there.invalidateTags("posts");
        Awaitility.await().until(() -> here.get(KEY).isEmpty());
        here.put(KEY, "new", TAGGED);
        there.clear();
        Awaitility.await().until(() -> here.get(KEY).isEmpty());
        assertThat(here.stats().linkUp()).isFalse();
    }

    /** Marks that were made while nobody called: the load after them is stamped as of after them. */
    @Test
    void missAfterOthersCleared_isStoredOnce() {
        here.put(OTHER, "other", TAGGED);
        for (int round = 1; round <= 3; round++) {
            there.clear();
            Awaitility.await().until(() -> here.get(OTHER).isEmpty());
            assertThat(here.fetch(KEY, TAGGED, this::load)).isEqualTo("value " + round);
            assertThat(there.fetch(KEY, TAGGED, this::load)).isEqualTo("value " + round);
            here.put(OTHER, "other", TAGGED);
        }
    }

    @Test
    void queuedInvalidation_isSentByALaterCall() {
        here.put(KEY, "old");
        fixture.backend.fail(BackendOperation.INVALIDATE);
        assertThat(here.invalidate("1").outcome()).isEqualTo(Invalidation.Outcome.QUEUED);
        fixture.backend.heal();
        assertThat(there.get(KEY)).contains("old");
        Awaitility.await().until(() -> {
            Optional<String> unused = here.get(OTHER);
            return there.get(KEY).isEmpty();
        });
    }

    @Test
    void openBreaker_isClosedByALaterCall() {
        fixture.backend.fail();
        while (fixture.heard.count(CacheEvent.BreakerChanged.class) == 0) {
            assertThat(here.fetch(KEY, this::load)).startsWith("value");
        }
        fixture.backend.heal();
        Awaitility.await().until(() -> {
            String unused = here.fetch(KEY, this::load);
            return there.get(KEY).isPresent();
        });
        assertThat(fixture.heard.events(CacheEvent.BreakerChanged.class))
                .extracting(CacheEvent.BreakerChanged::state)
                .containsExactly(BreakerState.OPEN, BreakerState.CLOSED);
    }

    /** Another node, which has threads, shows that time goes by. */
    @Test
    void betweenCalls_nothingIsAskedOfTheBackend() {
        FaultyBackend counted = FaultyBackend.over(fixture.fake.sibling());
        CacheHandler busy = fixture.open(counted, "cachex.link.heartbeat", "20ms");
        assertThat(here.fetch(KEY, CacheOptions.ttl("1h").refreshAhead(0.5), this::load))
                .isEqualTo("value 1");
        here.clear();
        fixture.backend.fail(BackendOperation.INVALIDATE);
        var unused = here.invalidate("1");
        int asked = fixture.backend.calls();
        int peeks = counted.calls(BackendOperation.PEEK);
        Awaitility.await().until(() -> counted.calls(BackendOperation.PEEK) > peeks + 30);
        assertThat(fixture.backend.calls()).isEqualTo(asked);
        assertThat(busy.get(KEY)).isEmpty();
    }

    @Test
    void asynchronousLoad_isStoredBeforeItsStageEnds() {
        CompletableFuture<String> loading = new CompletableFuture<>();
        CompletableFuture<String> fetched =
                here.fetchAsync(KEY, CacheOptions.ttl("1h"), () -> loading).toCompletableFuture();
        assertThat(fetched).isNotDone();
        CompletableFuture<Optional<String>> seen = fetched.thenApply(value -> there.get(KEY));
        loading.complete("value");
        assertThat(seen).isCompletedWithValue(Optional.of("value"));
        assertThat(here.getAsync(KEY)).isCompletedWithValue(Optional.of("value"));
        assertThat(here.invalidateAsync("1")).isCompleted();
        assertThat(there.get(KEY)).isEmpty();
    }

    @Test
    void unknownMode_endsTheStart() {
        assertThatThrownBy(() -> fixture.open(fixture.fake.sibling(), "cachex.background", "later"))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("cachex.background=later: not one of the known values; write threads or inline");
    }
}
