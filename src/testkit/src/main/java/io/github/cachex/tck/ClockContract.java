// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import io.github.cachex.spi.TagStore.TagBounds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * What every {@link CacheBackend} keeps however far apart the clocks of its JVMs are: one that is wrong costs loads and lifetimes, and
 * brings no older value back.
 */
public interface ClockContract extends BackendUnderTest {
    /** How far ahead the clock of the other JVM is, or behind. */
    List<Duration> APART = List.of(Duration.ofMinutes(10), Duration.ofMinutes(-10));

    private void eachWay(BiConsumer<CacheBackend, CacheBackend> test) {
        APART.forEach(ahead -> {
            test.accept(backend(), otherClock(ahead));
            test.accept(otherClock(ahead), backend());
        });
    }

    /** What was invalidated is gone, fresh or over by whatever clock. */
    @Test
    default void invalidationByAnotherClock_holds() {
        eachWay((one, other) -> {
            EntryKey key = newKey();
            one.write(key, entry("old"), budget());

            other.invalidate(List.of(key), budget());

            assertThat(one.read(key, budget())).isEmpty();
            assertThat(other.read(key, budget())).isEmpty();
        });
    }

    /** What is over by the clock of the one who invalidates it is still there for others. */
    @Test
    default void invalidationOfWhatIsOverHere_holdsThere() {
        eachWay((one, other) -> {
            EntryKey key = newKey();
            one.write(key, entry(newId(), "old", Lifetime.of(Duration.ofMinutes(5))), budget());

            other.invalidate(List.of(key), budget());

            assertThat(one.read(key, budget())).isEmpty();
        });
    }

    /** What was expired is fresh by no clock. */
    @Test
    default void expirationByAnotherClock_holds() {
        eachWay((one, other) -> {
            EntryKey key = newKey();
            one.write(key, entry(newId(), "old", new Lifetime(LONG, LONG)), budget());

            other.expire(List.of(key), budget());

            assertThat(one.read(key, budget()).filter(StoredEntry::isFresh)).isEmpty();
            assertThat(other.read(key, budget()).filter(StoredEntry::isFresh)).isEmpty();
        });
    }

    /** The last write counts, even where it is over at once by another clock. */
    @Test
    default void writeByAnotherClock_replacesWhatWasThere() {
        eachWay((one, other) -> {
            EntryKey key = newKey();
            one.write(key, entry("old"), budget());

            other.write(key, entry("new"), budget());

            for (CacheBackend reader : List.of(one, other)) {
                Optional<String> read =
                        reader.read(key, budget()).map(there -> new String(there.bytes(), StandardCharsets.UTF_8));
                assertThat(read).isNotEqualTo(Optional.of("old"));
            }
        });
    }

    /** Removed once, it is there for nobody. */
    @Test
    default void removalByAnotherClock_isOne() {
        eachWay((one, other) -> {
            EntryKey key = newKey();
            one.write(key, entry("value"), budget());

            other.remove(key, budget());

            assertThat(one.remove(key, budget())).isEmpty();
        });
    }

    /** A load that was overtaken stores nothing, and neither clock makes its lease hold again. */
    @Test
    default void loadUnderWay_isOvertakenByAnotherClock() {
        eachWay((one, other) -> {
            for (String by : List.of("invalidate", "expire", "write")) {
                EntryKey key = newKey();
                long token = newId();
                LeaseStore leases = one.leases().orElseThrow();
                assertThat(leases.acquire(key, request(token), budget()).lease())
                        .isEqualTo(LeaseState.WON);

                switch (by) {
                    case "invalidate" -> other.invalidate(List.of(key), budget());
                    case "expire" -> other.expire(List.of(key), budget());
                    default -> other.write(key, entry("new"), budget());
                }

                assertThat(leases.store(key, entry(token, "late"), budget()))
                        .as(by)
                        .isFalse();
                assertThat(leases.renew(key, token, LONG, budget())).as(by).isFalse();
            }
        });
    }

    /** Whoever took over stores, and the one before does not. */
    @Test
    default void leaseTakenOverByAnotherClock_fencesTheOneBefore() {
        eachWay((one, other) -> {
            EntryKey key = newKey();
            long first = newId();
            long second = newId();
            one.leases().orElseThrow().acquire(key, request(first), budget());
            LeaseState taken = other.leases()
                    .orElseThrow()
                    .acquire(key, request(second), budget())
                    .lease();

            boolean late = one.leases().orElseThrow().store(key, entry(first, "first"), budget());

            // Where the other clock took its lease for over, it is; where not, the first may have lost it all the same.
            assertThat(late && taken == LeaseState.WON).isFalse();
        });
    }

    /** The logical time of marks rises whoever makes them. */
    @Test
    default void marksByAnotherClock_rise() {
        eachWay((one, other) -> {
            CacheSpace cache = newSpace();
            long before = 0;
            long incarnation = newId();
            for (CacheBackend next : List.of(one, other, one)) {
                TagStore tags = next.tags().orElseThrow();
                TagState state = tags.mark(
                        cache,
                        Set.of("tag"),
                        new MarkPosition(incarnation, 0),
                        new TagBounds(1_000, Duration.ofDays(7)),
                        budget());
                assertThat(state.epoch()).isGreaterThan(before);
                before = state.epoch();
            }
        });
    }

    private LeaseRequest request(long token) {
        return new LeaseRequest(token, LONG, StoredEntry.UNREADABLE);
    }
}
