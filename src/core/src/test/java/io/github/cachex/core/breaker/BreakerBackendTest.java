// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.core.coherence.OnePart;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BreakerBackendTest {
    private static final EntryKey KEY = new EntryKey("cachex:1", "posts", "1");
    private static final Lifetime HOUR = new Lifetime(Duration.ofHours(1), Duration.ZERO);
    private static final NewEntry ENTRY = new NewEntry(7, new byte[] {1}, HOUR);

    private final ManualClock clock = ManualClock.create();
    private final Breaker breaker = new Breaker(3, Duration.ofMillis(300), clock::nanos);
    private final FaultyBackend inner = FaultyBackend.over(FakeBackend.on(clock));
    private final CacheBackend backend =
            new BreakerBackend(inner, new Breakers(OnePart.partsOf(inner), part -> breaker));

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(1));
    }

    private void read() {
        var unused = backend.read(KEY, budget());
    }

    private void open() {
        inner.fail();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(this::read).hasMessageContaining("refused");
        }
        assertThat(breaker.isOpen()).isTrue();
    }

    interface Call {
        void on(CacheBackend backend, LeaseStore leases);
    }

    static List<Call> calls() {
        return List.of(
                (backend, leases) -> backend.read(KEY, budget()),
                (backend, leases) -> backend.readAll(List.of(KEY), budget()),
                (backend, leases) -> backend.write(KEY, ENTRY, budget()),
                (backend, leases) -> backend.writeAll(Map.of(KEY, ENTRY), budget()),
                (backend, leases) -> backend.writeIfAbsent(KEY, ENTRY, OptionalLong.empty(), budget()),
                (backend, leases) -> backend.remove(KEY, budget()),
                (backend, leases) -> backend.touch(KEY, HOUR, budget()),
                (backend, leases) -> backend.invalidate(List.of(KEY), budget()),
                (backend, leases) -> backend.expire(List.of(KEY), budget()),
                (backend, leases) -> backend.slide(KEY, 7, HOUR, budget()),
                (backend, leases) -> backend.increment(KEY, 1, Duration.ofHours(1), budget()),
                (backend, leases) -> leases.acquire(
                        KEY, new LeaseRequest(7, Duration.ofSeconds(3), StoredEntry.UNREADABLE), budget()),
                (backend, leases) -> leases.acquireAll(
                        Map.of(KEY, new LeaseRequest(7, Duration.ofSeconds(3), StoredEntry.UNREADABLE)), budget()),
                (backend, leases) -> leases.store(KEY, ENTRY, budget()),
                (backend, leases) -> leases.storeAll(Map.of(KEY, ENTRY), budget()),
                (backend, leases) -> leases.release(KEY, 7, Release.ABANDONED, Duration.ZERO, budget()),
                (backend, leases) -> leases.renew(KEY, 7, Duration.ofSeconds(3), budget()));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whileOpen_noCallReachesTheBackend(Call call) {
        open();
        inner.heal();
        int before = inner.calls();
        ThrowingCallable refused = () -> call.on(backend, backend.leases().orElseThrow());
        CacheConnectionException thrown = catchThrowableOfType(CacheConnectionException.class, refused);
        assertThat(thrown.perhapsApplied()).isFalse();
        assertThat(thrown).hasMessageContaining("posts").hasMessageContaining(": the breaker is open after 3 failed");
        assertThat(inner.calls()).isEqualTo(before);
    }

    @Test
    void closed_letsCallsPass() {
        backend.write(KEY, ENTRY, budget());
        assertThat(backend.read(KEY, budget())).isPresent();
        assertThat(backend.leases()).isPresent();
        assertThat(backend.tags()).isPresent();
        assertThat(backend.scan()).isPresent();
    }

    @Test
    void spentBudget_isTheCallersOwn() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> backend.read(KEY, CallBudget.of(Duration.ZERO)))
                    .isInstanceOf(CacheBackendException.class);
        }
        assertThat(breaker.isOpen()).isFalse();
    }

    /** Reads go on: an open breaker would make it worse, and one that flaps worse still. */
    @Test
    void backendThatTakesNoWrites_isReadAllTheSame() {
        CacheBackend readOnly = answeringErrors(BackendOperation.WRITE);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> readOnly.write(KEY, ENTRY, budget())).hasMessageContaining("READONLY");
        }
        assertThat(breaker.isOpen()).isFalse();
        assertThat(readOnly.read(KEY, budget())).isEmpty();
    }

    @Test
    void backendThatAnswersReadsWithErrors_isOfNoUse() {
        CacheBackend loading = answeringErrors(BackendOperation.READ);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> loading.read(KEY, budget())).hasMessageContaining("READONLY");
        }
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void writesThatFailBesideReadsThatDoNot_leaveItClosed() {
        inner.fail(BackendOperation.WRITE);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> backend.write(KEY, ENTRY, budget())).isInstanceOf(CacheBackendException.class);
            read();
        }
        assertThat(breaker.isOpen()).isFalse();
    }

    private CacheBackend answeringErrors(BackendOperation refused) {
        CacheBackend answering = new BackendDecorator(inner) {
            @Override
            protected <R> R call(
                    BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
                if (operation == refused) {
                    throw new CacheBackendException("fake", operation.text(), subject.value(), "READONLY", null);
                }
                return step.apply(budget);
            }
        };
        return new BreakerBackend(answering, new Breakers(new OnePart(answering), part -> breaker));
    }
}
