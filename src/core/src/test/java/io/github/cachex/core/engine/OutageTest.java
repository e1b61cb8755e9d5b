// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.event.BreakerState;
import io.github.cachex.event.CacheEvent.BreakerChanged;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.WaitingThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What handlers do while the breaker is open, and how they come back. */
class OutageTest extends TwoNodes {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheOptions PLAIN = CacheOptions.defaults();

    OutageTest() {
        super("cachex.breaker.probe", "50ms", "cachex.breaker.failures", "3");
    }

    private void open() {
        fixture.backend.fail();
        for (int i = 0; i < 3; i++) {
            here.get(KEY);
        }
        assertThat(here.stats().breaker()).isEqualTo(BreakerState.OPEN);
    }

    private void awaitRecovery() {
        Awaitility.await().until(() -> here.stats().breaker() == BreakerState.CLOSED);
    }

    @Test
    void openBreaker_asksNothingOfTheBackend_andLoads() {
        open();
        int asked = fixture.backend.calls(BackendOperation.ACQUIRE) + fixture.backend.calls(BackendOperation.READ_ALL);
        for (int i = 0; i < 50; i++) {
            CacheKey<String> key = CacheKey.of("post:" + i, String.class);
            assertThat(here.fetch(key, this::load)).isEqualTo("value " + (i + 1));
            assertThat(here.get(key)).isEmpty();
            assertThat(here.getAll(List.of(key, KEY))).isEmpty();
            assertThat(here.contains(key)).isFalse();
        }
        assertThat(fixture.backend.calls(BackendOperation.ACQUIRE) + fixture.backend.calls(BackendOperation.READ_ALL))
                .isEqualTo(asked);
    }

    @Test
    void writesWhileOpen_areQueuedAsInvalidations_andToldFirst() {
        here.put(KEY, "old");
        assertThat(there.get(KEY)).contains("old");
        open();
        here.put(KEY, "never to be seen");
        here.putAll(Map.of(CacheKey.of("post:2", String.class), "nor this"), PLAIN);
        assertThat(here.invalidate("post:3").outcome()).isEqualTo(Outcome.QUEUED);
        assertThat(here.stats().queuedInvalidations()).isEqualTo(3);
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 1");
        fixture.backend.heal();
        awaitRecovery();
        assertThat(here.stats().queuedInvalidations()).isZero();
        assertThat(there.get(KEY)).isEmpty();
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 2");
        assertThat(there.get(KEY)).contains("value 2");
    }

    @Test
    void callsThatMustNotGuess_throwWhileOpen() {
        open();
        assertThatThrownBy(() -> here.putIfAbsent(KEY, "a", PLAIN))
                .isInstanceOf(CacheBackendException.class)
                .hasMessageContaining("the breaker is open");
        assertThatThrownBy(() -> here.getAndRemove(KEY)).isInstanceOf(CacheBackendException.class);
        assertThatThrownBy(() -> here.touch(KEY, Duration.ofHours(1))).isInstanceOf(CacheBackendException.class);
        assertThatThrownBy(() -> here.increment("hits", 1, Duration.ofHours(1)))
                .isInstanceOf(CacheBackendException.class);
    }

    @Test
    void changes_areToldOnce() {
        open();
        here.get(KEY);
        fixture.backend.heal();
        awaitRecovery();
        Awaitility.await().until(() -> fixture.heard.count(BreakerChanged.class) == 2);
        List<BreakerChanged> changes = fixture.heard.events(BreakerChanged.class);
        assertThat(changes).extracting(BreakerChanged::state).containsExactly(BreakerState.OPEN, BreakerState.CLOSED);
        assertThat(changes.get(0).reason()).startsWith("3 failed or slow calls in a row, the last: faulty read");
        assertThat(changes.get(0).cache()).isEqualTo("*");
    }

    @Test
    void replayThatFails_keepsTheBreakerOpen() {
        open();
        here.invalidate("post:1");
        fixture.backend.heal();
        fixture.backend.fail(BackendOperation.INVALIDATE);
        int tried = fixture.backend.calls(BackendOperation.INVALIDATE);
        Awaitility.await().until(() -> fixture.backend.calls(BackendOperation.INVALIDATE) >= tried + 3);
        assertThat(here.stats().breaker()).isEqualTo(BreakerState.OPEN);
        fixture.backend.heal();
        awaitRecovery();
    }

    @Test
    void crowdAtAColdKeyWhileOpen_isServedByOneLoadAtATime() throws Exception {
        open();
        Barrier entered = new Barrier();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(fixture.async(() -> here.fetch(KEY, () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                entered.arrive();
                running.decrementAndGet();
                return load();
            })));
        }
        // The one that loads waits inside, too.
        WaitingThreads.await(20, SingleFlight.class);
        entered.open();
        for (Future<String> answer : answers) {
            assertThat(answer.get()).startsWith("value ");
        }
        assertThat(most).hasValue(1);
        assertThat(loads.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void breakerThatOpensDuringALoad_losesNoValue_andNoLease() {
        assertThat(here.fetch(KEY, () -> {
                    open();
                    return "loaded";
                }))
                .isEqualTo("loaded");
        fixture.backend.heal();
        Awaitility.await().until(() -> !fixture.fake.isLeased(Fixture.entryKey("post:1")));
        awaitRecovery();
        assertThat(there.fetch(KEY, this::load)).isEqualTo("value 1");
    }

    @Test
    void closeWhileOpen_triesOnceMore() throws Exception {
        here.put(KEY, "old");
        open();
        here.invalidate("post:1");
        fixture.backend.heal();
        here.close();
        assertThat(there.get(KEY)).isEmpty();
    }
}
