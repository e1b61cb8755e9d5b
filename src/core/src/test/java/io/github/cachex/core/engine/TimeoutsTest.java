// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.error.CacheInterruptedException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.event.CacheEvent.StaleServed;
import io.github.cachex.event.CacheEvent.StaleServed.Reason;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.WaitingThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Soft and hard timeouts: callers stop waiting, loads go on. */
class TimeoutsTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("post:2", String.class);
    private static final CacheOptions STALE = CacheOptions.ttl("1ms").staleTtl("1h");
    private static final CacheOptions SOFT =
            CacheOptions.ttl("1h").staleTtl("1h").softTimeout("0");
    private static final CacheOptions HARD = CacheOptions.ttl("1h").hardTimeout("50ms");
    private static final CacheOptions PATIENT = CacheOptions.ttl("1h").hardTimeout("1h");

    private final Fixture fixture = new Fixture("cachex.background-threads", "2");
    private final CacheHandler here = fixture.here;
    private final AtomicInteger loads = new AtomicInteger();
    private final Barrier loading = new Barrier();

    @AfterEach
    void close() throws Exception {
        loading.open();
        fixture.close();
    }

    private String slowly() {
        loads.incrementAndGet();
        loading.arrive();
        return "new";
    }

    private String never() {
        throw new AssertionError("loaded a second time");
    }

    private void makeStale() {
        here.put(KEY, "old", STALE);
        Awaitility.await().until(() -> here.get(KEY).isEmpty());
    }

    private List<Reason> reasons() {
        return fixture.heard.events(StaleServed.class).stream()
                .map(StaleServed::reason)
                .toList();
    }

    @Test
    void softTimeout_servesStaleWhileTheLoadGoesOn() {
        makeStale();
        assertThat(here.fetch(KEY, SOFT, this::slowly)).isEqualTo("old");
        loading.await();
        assertThat(here.fetch(KEY, SOFT, this::never)).isEqualTo("old");
        assertThat(reasons()).containsExactly(Reason.SOFT_TIMEOUT, Reason.SOFT_TIMEOUT);
        loading.open();
        Awaitility.await().untilAsserted(() -> assertThat(here.get(KEY)).contains("new"));
        assertThat(loads).hasValue(1);
        assertThat(here.stats().refreshes()).isEqualTo(1);
    }

    @Test
    void softTimeoutWithoutAStaleValue_waitsForTheLoad() {
        loading.open();
        assertThat(here.fetch(KEY, SOFT, this::slowly)).isEqualTo("new");
    }

    @Test
    void loadWithinItsSoftTimeout_isServed() {
        makeStale();
        loading.open();
        assertThat(here.fetch(KEY, SOFT.softTimeout("10s"), this::slowly)).isEqualTo("new");
        assertThat(reasons()).isEmpty();
    }

    @Test
    void failedLoadBehindASoftTimeout_isToldToListenersAloneAndThrottled() {
        makeStale();
        assertThat(here.<String, RuntimeException>fetch(KEY, SOFT, () -> {
                    loads.incrementAndGet();
                    loading.arrive();
                    throw new IllegalStateException("source is down");
                }))
                .isEqualTo("old");
        loading.open();
        Awaitility.await().until(() -> here.stats().loadFailures() == 1);
        Awaitility.await().until(() -> !fixture.fake.isLeased(Fixture.entryKey("post:1")));
        Awaitility.await().during(Duration.ofMillis(100)).until(() -> reasons().equals(List.of(Reason.SOFT_TIMEOUT)));
        assertThat(here.fetch(KEY, SOFT, this::never)).isEqualTo("old");
        assertThat(loads).hasValue(1);
    }

    /** What cancelled the load in the background concerns nobody who waits for it; was thrown at them. */
    @Test
    void followerOfACancelledLoadInTheBackground_loadsItself() throws Exception {
        makeStale();
        assertThat(here.<String, RuntimeException>fetch(KEY, SOFT, () -> {
                    loading.arrive();
                    throw new CancellationException("of the load");
                }))
                .isEqualTo("old");
        loading.await();
        Future<String> follower = fixture.async(() -> here.fetch(KEY, PATIENT, () -> "own"));
        WaitingThreads.await(1, SingleFlight.class);
        loading.open();
        assertThat(follower.get()).isEqualTo("own");
    }

    @Test
    void hardTimeout_throwsByNameWhileTheLoadGoesOn() {
        assertThatThrownBy(() -> here.fetch(KEY, HARD, this::slowly))
                .isInstanceOf(CacheTimeoutException.class)
                .hasMessageContaining("hard-timeout");
        loading.open();
        Awaitility.await().untilAsserted(() -> assertThat(here.get(KEY)).contains("new"));
        assertThat(loads).hasValue(1);
    }

    @Test
    void hardTimeout_servesStaleElseTheDefault() {
        assertThat(here.fetch(OTHER, HARD.defaultValue("default"), this::slowly))
                .isEqualTo("default");
        makeStale();
        assertThat(here.fetch(KEY, HARD, this::slowly)).isEqualTo("old");
        assertThat(reasons()).containsExactly(Reason.HARD_TIMEOUT);
    }

    @Test
    void interruptedCallerOfALoadInTheBackground_isToldSoAndTheLoadGoesOn() throws Exception {
        Future<Boolean> interrupted = fixture.async(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> here.fetch(KEY, PATIENT, this::slowly))
                    .isInstanceOf(CacheInterruptedException.class);
            return Thread.interrupted();
        });
        assertThat(interrupted.get()).isTrue();
        loading.open();
        assertThat(here.fetch(KEY, PATIENT, () -> "own")).isIn("new", "own");
    }

    @Test
    void callersAfterATimeout_joinTheLoadThatGoesOn() throws Exception {
        assertThatThrownBy(() -> here.fetch(KEY, HARD, this::slowly)).isInstanceOf(CacheTimeoutException.class);
        Future<String> patient = fixture.async(() -> here.fetch(KEY, PATIENT, this::never));
        Future<String> plain = fixture.async(() -> here.fetch(KEY, this::never));
        Awaitility.await().until(() -> here.stats().misses() == 2);
        loading.open();
        assertThat(patient.get()).isEqualTo("new");
        assertThat(plain.get()).isEqualTo("new");
    }

    @Test
    void loaderThatRefuses_isCalledOnceUnderATimeoutToo() {
        assertThatThrownBy(() -> here.<String, RuntimeException>fetch(KEY, PATIENT, () -> {
                    loads.incrementAndGet();
                    throw new SecurityException("not you");
                }))
                .isInstanceOf(SecurityException.class);
        assertThat(loads).hasValue(1);
    }

    @Test
    void invalidationDuringABackgroundLoad_keepsItsValueFromLaterFetches() {
        assertThatThrownBy(() -> here.fetch(KEY, HARD, this::slowly)).isInstanceOf(CacheTimeoutException.class);
        here.invalidate("post:1");
        assertThat(here.fetch(KEY, PATIENT, () -> "after")).isEqualTo("after");
        loading.open();
        Awaitility.await().until(() -> fixture.heard.count(CacheEvent.NotStored.class) == 1);
        assertThat(here.get(KEY)).contains("after");
    }

    @Test
    void follower_hasItsOwnHardTimeout() throws Exception {
        Future<String> leader = fixture.async(() -> here.fetch(KEY, this::slowly));
        loading.await();
        assertThatThrownBy(() -> here.fetch(KEY, HARD, this::never)).hasMessageContaining("hard-timeout");
        assertThat(here.fetch(KEY, HARD.defaultValue("default"), this::never)).isEqualTo("default");
        loading.open();
        assertThat(leader.get()).isEqualTo("new");
    }

    /** It looks once more before it gives up, which may fail. */
    @Test
    void followerWhoseLastLookFails_isServedItsDefault() throws Exception {
        Future<String> leader = fixture.async(() -> here.fetch(KEY, this::slowly));
        loading.await();
        CacheOptions patient = CacheOptions.ttl("1h").hardTimeout("500ms").defaultValue("default");
        Future<String> follower = fixture.async(() -> here.fetch(KEY, patient, this::never));
        WaitingThreads.await(1, SingleFlight.class);
        fixture.backend.fail(BackendOperation.READ);
        assertThat(follower.get()).isEqualTo("default");
        fixture.backend.heal();
        loading.open();
        assertThat(leader.get()).isEqualTo("new");
    }

    @Test
    void follower_hasItsOwnSoftTimeout() throws Exception {
        makeStale();
        Future<String> leader = fixture.async(() -> here.fetch(KEY, CacheOptions.ttl("1h"), this::slowly));
        loading.await();
        assertThat(here.fetch(KEY, SOFT, this::never)).isEqualTo("old");
        assertThat(reasons()).containsExactly(Reason.SOFT_TIMEOUT);
        loading.open();
        assertThat(leader.get()).isEqualTo("new");
    }

    /** A timeout inside the loader is a failure of its source, not of the caller. */
    @Test
    void loaderWhoseOwnFetchTimesOut_letsTheStaleValueStandIn() {
        makeStale();
        assertThat(here.fetch(KEY, STALE, () -> here.fetch(OTHER, HARD, this::slowly)))
                .isEqualTo("old");
    }

    @Test
    void fullHouse_loadsNestedKeysOnItsOwnThreads() throws Exception {
        Barrier full = new Barrier();
        List<Future<String>> answers = new java.util.ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String id = "outer:" + i;
            answers.add(fixture.async(() -> here.fetch(CacheKey.of(id, String.class), PATIENT, () -> {
                full.arrive();
                return here.fetch(CacheKey.of("inner of " + id, String.class), PATIENT, () -> "inner");
            })));
        }
        full.await(2);
        full.open();
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("inner");
        }
    }

    /** Both threads of the background wait for a key whose load is queued behind them. */
    @Test
    void fullHouseThatWaitsForAQueuedLoad_makesRoomForIt() throws Exception {
        Barrier full = new Barrier();
        List<Future<String>> answers = new java.util.ArrayList<>();
        for (int i = 0; i < 2; i++) {
            CacheKey<String> outer = CacheKey.of("outer:" + i, String.class);
            answers.add(fixture.async(() -> here.fetch(outer, PATIENT, () -> {
                full.arrive();
                return here.fetch(KEY, PATIENT, () -> "loaded");
            })));
        }
        full.await(2);
        Future<String> queued = fixture.async(() -> here.fetch(KEY, PATIENT, () -> "loaded"));
        Awaitility.await().until(() -> here.stats().misses() == 3);
        full.open();
        Elapsed elapsed = Elapsed.start();
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("loaded");
        }
        assertThat(queued.get()).isEqualTo("loaded");
        elapsed.isWithin(Duration.ofSeconds(2));
    }

    @Test
    void close_endsBackgroundLoadsAndThoseWhoWait() {
        makeStale();
        assertThat(here.fetch(KEY, SOFT, () -> {
                    loading.arrive();
                    return "new";
                }))
                .isEqualTo("old");
        loading.await();
        Future<String> waiting = fixture.async(() -> here.fetch(OTHER, PATIENT, () -> {
            loading.arrive();
            return "never";
        }));
        loading.await(2);
        here.close();
        assertThatThrownBy(waiting::get).isInstanceOf(ExecutionException.class);
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("cachex-background") && thread.isAlive()));
    }
}
