// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.tck.BackendContract;
import io.github.cachex.tck.CounterContract;
import io.github.cachex.tck.LeaseContract;
import io.github.cachex.tck.LinkContract;
import io.github.cachex.tck.ScanContract;
import io.github.cachex.tck.TagContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Without faults it is the backend it wraps; with them it does what was asked. */
class FaultyBackendTest
        implements BackendContract, LeaseContract, LinkContract, TagContract, ScanContract, CounterContract {
    private final ManualClock clock = ManualClock.create();
    private final FakeBackend inner = FakeBackend.on(clock);
    private final FaultyBackend backend = FaultyBackend.over(inner);
    private final FaultyBackend other = FaultyBackend.over(inner.sibling());

    @Override
    public CacheBackend backend() {
        return backend;
    }

    @Override
    public CacheBackend otherJvm() {
        return other;
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
    }

    @Test
    void failing_doesNothingAndSaysSo() {
        EntryKey key = newKey();
        backend.fail(BackendOperation.WRITE);

        assertThat(failure(() -> backend.write(key, entry("refused"), budget())).perhapsApplied())
                .isFalse();
        assertThat(content(key)).isEqualTo("nothing");
        assertThat(backend.calls(BackendOperation.WRITE)).isEqualTo(1);
        assertThat(backend.calls()).isEqualTo(2);

        backend.heal(BackendOperation.WRITE);
        backend.write(key, entry("healed"), budget());
        assertThat(content(key)).isEqualTo("healed");
    }

    @Test
    void losingTheAnswer_doesItAndSaysPerhaps() {
        EntryKey key = newKey();
        backend.loseAnswer();

        assertThat(failure(() -> acquire(key, 7)).perhapsApplied()).isTrue();

        backend.heal();
        assertThat(acquire(key, 8).lease()).isEqualTo(LeaseState.BUSY);
        assertThat(acquire(key, 7).lease()).isEqualTo(LeaseState.WON);
    }

    @Test
    void late_isDoneWhenTheTestSaysSo() {
        EntryKey key = newKey();
        backend.late(BackendOperation.ACQUIRE, BackendOperation.WRITE);
        CallBudget spent = CallBudget.of(Duration.ofMillis(1));
        assertThat(failure(() -> acquire(key, 7)).perhapsApplied()).isTrue();
        failure(() -> backend.write(key, entry("too late"), spent));
        assertThat(inner.isLeased(key)).isFalse();
        Awaitility.await().until(spent::isSpent);

        assertThat(backend.runLate()).isEqualTo(2);

        assertThat(inner.isLeased(key)).isTrue();
        assertThat(content(key)).isEqualTo("nothing");
        assertThat(backend.runLate()).isZero();
    }

    @Test
    void hanging_lastsAsLongAsTheBudget() {
        backend.hang(BackendOperation.READ);
        CallBudget budget = CallBudget.of(Duration.ofMillis(50));

        assertThat(failure(() -> backend.read(newKey(), budget)).perhapsApplied())
                .isTrue();

        assertThat(budget.isSpent()).isTrue();
    }

    @Test
    void healing_endsAHang() {
        backend.hang();
        CompletableFuture<CacheBackendException> answer = CompletableFuture.supplyAsync(
                () -> failure(() -> backend.invalidate(List.of(newKey()), CallBudget.of(Duration.ofHours(1)))));
        Awaitility.await().until(() -> backend.calls(BackendOperation.INVALIDATE) == 1);
        assertThat(answer).isNotDone();

        backend.heal();

        Awaitility.await().until(answer::isDone);
        assertThat(answer).isNotCompletedExceptionally();
    }

    @Test
    void everyOperation_canFail() {
        EntryKey key = newKey();
        LeaseRequest request = new LeaseRequest(7, LONG, StoredEntry.UNREADABLE);
        KeyScan scan = backend.scan().orElseThrow();
        Map<BackendOperation, ThrowingCallable> calls = Map.ofEntries(
                Map.entry(BackendOperation.EXPIRE, () -> backend.expire(List.of(key), budget())),
                Map.entry(BackendOperation.SLIDE, () -> backend.slide(key, 7, Lifetime.of(LONG), budget())),
                Map.entry(BackendOperation.REPLACE, () -> backend.replace(key, 7, entry("x"), budget())),
                Map.entry(BackendOperation.INCREMENT, () -> backend.increment(key, 1, LONG, budget())),
                Map.entry(BackendOperation.ACQUIRE_ALL, () -> leases().acquireAll(Map.of(key, request), budget())),
                Map.entry(BackendOperation.STORE_ALL, () -> leases().storeAll(Map.of(key, entry("x")), budget())),
                Map.entry(
                        BackendOperation.MARK,
                        () -> tags().mark(key.space(), Set.of("a"), new MarkPosition(7, 0), BOUNDS, budget())),
                Map.entry(BackendOperation.SYNC, () -> tags().sync(key.space(), MarkPosition.NONE, 7, budget())),
                Map.entry(BackendOperation.PEEK, () -> tags().peek(List.of(key.space()), budget())),
                Map.entry(BackendOperation.SCAN, () -> scan.scan(key.space(), "*", Optional.empty(), budget())),
                Map.entry(BackendOperation.DISCARD, () -> scan.discard(Map.of(key, 7L), budget())));
        calls.forEach((operation, call) -> {
            backend.fail(operation);
            assertThatThrownBy(call).isInstanceOf(CacheConnectionException.class);
            backend.heal();
            assertThatCode(call).doesNotThrowAnyException();
            assertThat(backend.calls(operation)).isEqualTo(2);
        });
        assertThat(backend.calls()).isEqualTo(2 * calls.size());
    }

    @Test
    void lateIncrement_keepsItsBudget() {
        EntryKey key = newKey();
        backend.late(BackendOperation.INCREMENT);
        CallBudget spent = CallBudget.of(Duration.ofMillis(1));
        failure(() -> backend.increment(key, 1, LONG, spent));
        Awaitility.await().until(spent::isSpent);
        backend.heal();

        assertThat(backend.runLate()).isEqualTo(1);

        assertThat(backend.increment(key, 1, LONG, budget())).isEqualTo(1);
    }

    private static CacheBackendException failure(ThrowingCallable call) {
        try {
            call.call();
        } catch (CacheConnectionException e) {
            return e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("nothing failed");
    }

    @Test
    void failure_namesWhatItIsAbout() {
        EntryKey key = newKey();
        backend.fail();

        assertThatThrownBy(() -> backend.read(key, budget()))
                .hasMessageContaining("read")
                .hasMessageContaining(key.value());
    }
}
