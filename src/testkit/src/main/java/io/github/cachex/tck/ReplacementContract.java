// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every backend keeps for entries that are encrypted anew: replacement and time. Part of {@link BackendContract}. */
public interface ReplacementContract extends BackendUnderTest {
    /** A fresh entry of that id is replaced, with a lifetime from now; who repeats it is told the same. */
    @Test
    default void replace_storesInThePlaceOfThisVeryEntry() {
        EntryKey key = newKey();
        NewEntry before = entry(newId(), "before", Lifetime.of(Duration.ofMinutes(1)));
        backend().write(key, before, budget());
        NewEntry after = entry(newId(), "after", Lifetime.of(LONG));

        assertThat(otherJvm().replace(key, before.entryId(), after, budget())).isTrue();
        assertThat(backend().replace(key, before.entryId(), after, budget())).isTrue();

        assertThat(backend().read(key, budget())).hasValueSatisfying(read -> {
            assertThat(read.entryId()).isEqualTo(after.entryId());
            assertThat(read.bytes()).isEqualTo(after.bytes());
            assertThat(read.freshLeft()).isBetween(LONG.minusMinutes(1), LONG.plusSeconds(1));
        });
        assertThat(backend().replace(key, before.entryId(), entry("late"), budget()))
                .isFalse();
        assertThat(content(key)).isEqualTo("after");
    }

    /** What is not there, or stale, is not replaced. */
    @Test
    default void replaceOfNothingFresh_isFalse() {
        EntryKey stale = newKey();
        NewEntry old = soonStale("old");
        backend().write(stale, old, budget());
        pass(over());

        assertThat(backend().replace(newKey(), newId(), entry("new"), budget())).isFalse();
        assertThat(backend().replace(stale, old.entryId(), entry("new"), budget()))
                .isFalse();
        assertThat(content(stale)).isEqualTo("old");
    }

    /** The time that a backend tells passes, and is the same in all JVMs but for what an answer takes. */
    @Test
    default void time_passesForAllJvms() {
        EntryKey key = newKey();
        long before = backend().time(key, budget());
        long after = before;
        for (int tries = 0; after <= before && tries < 100; tries++) {
            pass(over());
            after = otherJvm().time(key, budget());
        }

        assertThat(Duration.ofMillis(after - before)).isBetween(Duration.ofMillis(1), LONG);
    }

    /** With a spent budget nothing is replaced: the answer is no, or an exception. */
    @Test
    default void replaceWithASpentBudget_doesNothing() {
        EntryKey key = newKey();
        NewEntry there = entry("there");
        backend().write(key, there, budget());
        try {
            assertThat(backend().replace(key, there.entryId(), entry("late"), spentBudget()))
                    .isFalse();
        } catch (CacheBackendException e) {
            assertThat(e.backend()).isEqualTo(backend().type());
        }
        assertThat(content(key)).isEqualTo("there");
    }
}
