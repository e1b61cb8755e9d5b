// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.event.BreakerState;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.PartialFailureException;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.ManualClock;
import io.github.cachex.testkit.PartedBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Breakers before a backend of the parts "a" and "b". */
class PartedCallTest {
    private static final EntryKey A = new EntryKey("app:1", "posts", "a:1");
    private static final EntryKey B = new EntryKey("app:1", "posts", "b:1");
    private static final NewEntry ENTRY = new NewEntry(7, new byte[] {1}, Lifetime.of(Duration.ofHours(1)));
    private static final Duration SLOW = Duration.ofMillis(300);

    private final ManualClock clock = ManualClock.create();
    private final FaultyBackend whole = FaultyBackend.over(FakeBackend.on(clock));
    private final PartedBackend parted = PartedBackend.over(whole, "a", "b");
    private final Breakers breakers =
            new Breakers(parted, part -> new Breaker(3, SLOW, () -> parted.describe(part), clock::nanos));
    private final CacheBackend backend = new BreakerBackend(parted, breakers);

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    private PartialFailureException readBoth() {
        return catchThrowableOfType(PartialFailureException.class, () -> backend.readAll(List.of(A, B), budget()));
    }

    private void openA() {
        parted.part("a").fail();
        for (int i = 0; i < 3; i++) {
            assertThat(readBoth().failures()).containsOnlyKeys(A);
        }
        assertThat(breakers.of("a").state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void failuresOfOnePart_openItsBreakerAlone() {
        openA();
        assertThat(breakers.of("b").state()).isEqualTo(BreakerState.CLOSED);
        assertThat(breakers.worst()).isEqualTo(BreakerState.OPEN);
        assertThat(backend.read(B, budget())).isEmpty();
        assertThatThrownBy(() -> backend.read(A, budget()))
                .isInstanceOf(CacheConnectionException.class)
                .hasMessageContaining("the breaker of a at fake:a is open after 3 failed or slow calls");
    }

    @Test
    void openBreaker_refusesItsKeysAndLetsTheOthersPass() {
        backend.writeAll(Map.of(A, ENTRY, B, ENTRY), budget());
        openA();
        parted.part("a").heal();
        int asked = parted.part("a").calls(BackendOperation.READ_ALL);
        PartialFailureException partial = readBoth();
        assertThat(partial.failure(A).orElseThrow()).hasMessageContaining("is open");
        assertThat(((Map<?, ?>) partial.answer()).keySet()).isEqualTo(java.util.Set.of(B));
        assertThat(parted.part("a").calls(BackendOperation.READ_ALL)).isEqualTo(asked);
    }

    @Test
    void allBreakersOpen_isAFailureOfAll() {
        openA();
        breakers.of("b").failed(clock.nanos(), failure());
        breakers.of("b").failed(clock.nanos(), failure());
        breakers.of("b").failed(clock.nanos(), failure());
        assertThatThrownBy(() -> backend.readAll(List.of(A, B), budget())).isInstanceOf(BreakerOpenException.class);
    }

    private static CacheBackendException failure() {
        return new CacheConnectionException("fake", "read", "b:1", "refused", false, null);
    }

    /** Not a failure in part: what was asked is in doubt for all. */
    @Test
    void failureOfTheWhole_countsForEveryPart() {
        whole.fail(BackendOperation.READ_ALL);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> backend.readAll(List.of(A, B), budget()))
                    .isInstanceOf(CacheConnectionException.class);
        }
        assertThat(breakers.of("a").state()).isEqualTo(BreakerState.OPEN);
        assertThat(breakers.of("b").state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void success_endsTheRowOfThePartsThatAnswered() {
        parted.part("a").fail();
        readBoth();
        readBoth();
        parted.part("a").heal();
        assertThat(backend.readAll(List.of(A, B), budget())).isEmpty();
        parted.part("a").fail();
        readBoth();
        readBoth();
        assertThat(breakers.of("a").state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void marks_areTheBreakersOfTheirPart() {
        openA();
        assertThatThrownBy(
                        () -> backend.tags().orElseThrow().peek(List.of(new CacheSpace("app:1", "a-posts")), budget()))
                .isInstanceOf(BreakerOpenException.class);
        assertThat(backend.tags().orElseThrow().peek(List.of(new CacheSpace("app:1", "b-posts")), budget()))
                .hasSize(1);
    }

    @Test
    void scan_isNoBreakersAffair() {
        openA();
        assertThat(backend.scan()
                        .orElseThrow()
                        .scan(A.space(), "*", Optional.empty(), budget())
                        .ids())
                .isEmpty();
    }

    @Test
    void partThatWent_takesItsBreakerAlong() {
        openA();
        parted.drop("a");
        breakers.follow();
        assertThat(breakers.worst()).isEqualTo(BreakerState.CLOSED);
    }
}
