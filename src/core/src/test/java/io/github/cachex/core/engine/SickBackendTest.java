// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.WaitingThreads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SickBackendTest extends TwoNodes {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheOptions PLAIN = CacheOptions.defaults();
    private static final Duration BUDGET = Duration.ofMillis(200);

    @Test
    void refusedBackend_isNotFelt() {
        fixture.backend.fail();
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 1");
        assertThat(here.get(KEY)).isEmpty();
        assertThat(here.getAll(List.of(KEY, CacheKey.of("2", String.class)))).isEmpty();
        assertThat(here.contains(KEY)).isFalse();
        here.put(KEY, "queued as an invalidation");
        assertThat(here.invalidate("post:2").outcome()).isEqualTo(Outcome.QUEUED);
        assertThat(here.stats().queuedInvalidations()).isEqualTo(2);
        assertThat(fixture.heard.count(CacheEvent.BackendFailed.class)).isEqualTo(6);
    }

    @Test
    void hungBackend_costsItsBudgetAtMost() {
        fixture.backend.hang();
        Elapsed elapsed = Elapsed.start();
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 1");
        elapsed.isAtLeast(BUDGET.dividedBy(2));
        elapsed.isWithin(BUDGET);
    }

    @Test
    void hangDuringAcquireAndStore_costsItsBudgetOnce() {
        fixture.backend.hang(BackendOperation.ACQUIRE, BackendOperation.STORE, BackendOperation.RELEASE);
        Elapsed elapsed = Elapsed.start();
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 1");
        elapsed.isWithin(BUDGET);
        assertThat(fixture.backend.calls(BackendOperation.ACQUIRE)).isOne();
        assertThat(fixture.backend.calls(BackendOperation.STORE))
                .as("hangs after the first")
                .isZero();
    }

    @Test
    void callsThatMustNotGuess_throw() {
        fixture.backend.fail();
        assertThatThrownBy(() -> here.putIfAbsent(KEY, "a", PLAIN)).isInstanceOf(CacheBackendException.class);
        assertThatThrownBy(() -> here.getAndRemove(KEY)).isInstanceOf(CacheBackendException.class);
        assertThatThrownBy(() -> here.touch(KEY, Duration.ofHours(1))).isInstanceOf(CacheBackendException.class);
        here.invalidate("post:1");
        fixture.backend.heal();
        fixture.backend.fail(BackendOperation.INVALIDATE);
        assertThatThrownBy(() -> here.putIfAbsent(KEY, "a", PLAIN))
                .isInstanceOf(CacheBackendException.class)
                .hasMessageContaining("waits for the backend's recovery");
    }

    @Test
    void policyThrow_tellsTheCaller() throws Exception {
        try (Fixture strict = new Fixture("cachex.backend-errors", "throw")) {
            strict.backend.fail();
            assertThatThrownBy(() -> strict.here.fetch(KEY, this::load)).isInstanceOf(CacheBackendException.class);
            assertThatThrownBy(() -> strict.here.get(KEY)).isInstanceOf(CacheBackendException.class);
            assertThatThrownBy(() -> strict.here.contains(KEY)).isInstanceOf(CacheBackendException.class);
            assertThatThrownBy(() -> strict.here.put(KEY, "a")).isInstanceOf(CacheBackendException.class);
            assertThatThrownBy(() -> strict.here.invalidate("post:1")).isInstanceOf(CacheBackendException.class);
            assertThat(loads).hasValue(0);
            strict.backend.heal();
            strict.backend.loseAnswer(BackendOperation.ACQUIRE);
            CacheKey<String> other = CacheKey.of("other", String.class);
            assertThatThrownBy(() -> strict.here.fetch(other, this::load)).isInstanceOf(CacheBackendException.class);
            strict.backend.heal();
            assertThat(strict.there.fetch(other, this::load)).isEqualTo("value 1");
        }
    }

    @Test
    void loadedValue_isReturnedThoughItCannotBeStored() {
        fixture.backend.fail(BackendOperation.STORE, BackendOperation.RELEASE);
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 1");
        fixture.backend.heal();
        Awaitility.await().until(() -> !fixture.fake.isLeased(Fixture.entryKey("post:1")));
    }

    /** It is not known when the lease was won: perhaps after an invalidation that the load did not see. */
    @Test
    void lostAnswerOfAcquire_loadsWithoutStoringAndGivesTheLeaseBack() {
        fixture.backend.loseAnswer(BackendOperation.ACQUIRE);
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 1");
        assertThat(there.get(KEY)).isEmpty();
        fixture.backend.heal();
        Awaitility.await().until(() -> !fixture.fake.isLeased(Fixture.entryKey("post:1")));
    }

    @Test
    void leaseGrantedAfterAnInvalidation_isNotStoredUnder() {
        fixture.backend.late(BackendOperation.ACQUIRE);
        assertThat(here.fetch(KEY, () -> {
                    there.invalidate("post:1");
                    fixture.backend.runLate();
                    return "before";
                }))
                .isEqualTo("before");
        fixture.backend.heal();
        assertThat(there.get(KEY)).isEmpty();
    }

    /** The store was accepted, then the key invalidated, then somebody asked, and only then the answer of the store came. */
    @Test
    void storeAnsweredAfterAnInvalidation_isNotGivenToThoseWhoAskedAfterIt() throws Exception {
        Barrier stored = new Barrier();
        try (CacheHandler slow = fixture.open(SlowStore.over(fixture.fake.sibling(), stored))) {
            Future<String> leader = fixture.async(() -> slow.fetch(KEY, () -> "before"));
            stored.await();
            assertThat(there.invalidate("post:1").isApplied()).isTrue();
            Future<String> late = fixture.async(() -> slow.fetch(KEY, () -> "after"));
            WaitingThreads.await(1, SingleFlight.class);
            stored.open();
            assertThat(leader.get()).isEqualTo("before");
            assertThat(late.get()).isEqualTo("after");
        }
    }

    @Test
    void orphanLeaseOfALateAcquire_isGivenBack() {
        fixture.backend.late(BackendOperation.ACQUIRE);
        fixture.backend.fail(BackendOperation.STORE);
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 1");
        fixture.backend.heal();
        // The release may come before the late acquire does: it is repeated.
        Awaitility.await().until(() -> fixture.backend.calls(BackendOperation.RELEASE) > 0);
        assertThat(fixture.backend.runLate()).isEqualTo(1);
        Awaitility.await().until(() -> !fixture.fake.isLeased(Fixture.entryKey("post:1")));
    }

    @Test
    void failedReleaseOfAFailedLoad_isQueued() {
        fixture.backend.fail(BackendOperation.RELEASE);
        assertThatThrownBy(() -> here.fetch(KEY, () -> {
                    throw new IllegalStateException("down");
                }))
                .hasMessage("down");
        fixture.backend.heal();
        Awaitility.await().until(() -> !fixture.fake.isLeased(Fixture.entryKey("post:1")));
    }

    @Test
    void queuedInvalidation_holdsHereAtOnceAndElsewhereOnRecovery() {
        here.put(KEY, "old");
        fixture.backend.fail(BackendOperation.INVALIDATE);
        assertThat(here.invalidate("post:1").outcome()).isEqualTo(Outcome.QUEUED);
        assertThat(here.get(KEY)).isEmpty();
        assertThat(here.contains(KEY)).isFalse();
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 1");
        assertThat(there.get(KEY)).contains("old");
        fixture.backend.heal();
        Awaitility.await().until(() -> there.get(KEY).isEmpty());
        Awaitility.await().until(() -> here.stats().queuedInvalidations() == 0);
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 2");
        assertThat(there.get(KEY)).contains("value 2");
    }

    @Test
    void failedPut_neverOverwritesLater() {
        here.put(KEY, "old");
        fixture.backend.fail(BackendOperation.WRITE, BackendOperation.WRITE_ALL);
        here.put(KEY, "lost");
        here.putAll(Map.of(KEY, "lost", CacheKey.of("2", String.class), "lost"), PLAIN);
        fixture.backend.heal();
        Awaitility.await().until(() -> there.get(KEY).isEmpty());
        assertThat(here.get(KEY)).isEmpty();
    }

    @Test
    void laterWrite_settlesAQueuedInvalidation() {
        fixture.backend.fail(BackendOperation.INVALIDATE);
        here.invalidate("post:1");
        here.put(KEY, "new");
        assertThat(here.get(KEY)).contains("new");
        assertThat(here.stats().queuedInvalidations()).isZero();
    }

    @Test
    void close_flushesWhatIsQueued() throws Exception {
        here.put(KEY, "old");
        fixture.backend.fail(BackendOperation.INVALIDATE);
        here.invalidate("post:1");
        fixture.backend.heal();
        here.close();
        assertThat(there.get(KEY)).isEmpty();
    }

    @Test
    void waiterWhoseBackendDies_loadsForItself() throws Exception {
        Barrier entered = new Barrier();
        Future<String> leader = fixture.async(() -> there.fetch(KEY, () -> {
            entered.arrive();
            return "theirs";
        }));
        entered.await();
        Future<String> waiter = fixture.async(() -> here.fetch(KEY, this::load));
        Awaitility.await().until(() -> fixture.backend.calls(BackendOperation.ACQUIRE) > 0);
        fixture.backend.fail();
        assertThat(waiter.get()).isEqualTo("value 1");
        entered.open();
        assertThat(leader.get()).isEqualTo("theirs");
    }

    @Test
    void brokenBackend_isASickOne() {
        FakeBackend fake = FakeBackend.create();
        CacheBackend broken = (CacheBackend) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CacheBackend.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("read")) {
                        throw new IllegalStateException("bug");
                    }
                    return method.invoke(fake, arguments);
                });
        CacheHandler handler = fixture.open(broken);
        assertThat(handler.fetch(KEY, this::load)).isEqualTo("value 1");
        assertThat(handler.get(KEY)).isEmpty();
    }

    @Test
    void renewalThatFails_losesNothingButTheLease() throws Exception {
        try (Fixture brief = new Fixture("cachex.lease.ttl", "1400ms")) {
            brief.backend.fail(BackendOperation.RENEW);
            Barrier entered = new Barrier();
            Future<String> leader = brief.async(() -> brief.here.fetch(KEY, () -> {
                entered.arrive();
                return "late";
            }));
            entered.await();
            assertThat(brief.there.fetch(KEY, this::load)).isEqualTo("value 1");
            entered.open();
            assertThat(leader.get()).isEqualTo("late");
            assertThat(brief.there.get(KEY)).contains("value 1");
        }
    }

    private void assertFailureOfTheLoaderArrives() {
        CacheBackendException failure = new CacheBackendException("other", "read", "elsewhere", null);
        assertThatThrownBy(() -> here.fetch(KEY, () -> {
                    load();
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(loads).hasValue(1);
    }

    /** The loader uses another cache, which is sick; ours is not. */
    @Test
    void backendFailureThrownByTheLoader_arrivesAfterOneCall() {
        assertFailureOfTheLoaderArrives();
    }

    @Test
    void backendFailureThrownByTheLoaderOfAQueuedKey_arrivesAfterOneCall() {
        fixture.backend.fail();
        here.invalidate("post:1");
        assertFailureOfTheLoaderArrives();
    }

    /** The store may reach the backend, and be refused, before the acquire that nobody waits for any more. */
    @Test
    void leaseGrantedAfterItsStoreWasRefused_isGivenBack() {
        fixture.backend.late(BackendOperation.ACQUIRE);
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 1");
        fixture.backend.heal();
        assertThat(fixture.backend.runLate()).isOne();
        assertThat(fixture.fake.isLeased(Fixture.entryKey("post:1"))).isTrue();
        Awaitility.await().until(() -> !fixture.fake.isLeased(Fixture.entryKey("post:1")));
    }

    @Test
    void throwingStoreIf_keepsAPutOut() {
        CacheOptions broken = PLAIN.<String>storeIf(value -> {
            throw new IllegalStateException("filter");
        });
        here.put(KEY, "value", broken);
        assertThat(there.get(KEY)).isEmpty();
    }
}
