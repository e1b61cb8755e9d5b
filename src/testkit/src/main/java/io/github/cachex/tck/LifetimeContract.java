// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What every backend keeps when a lifetime is changed: by touch, slide and expire. Part of {@link BackendContract}. */
public interface LifetimeContract extends BackendUnderTest {
    /** A touched entry lives as long as was asked, from now; its content and id stay. */
    @Test
    default void touch_givesANewLifetime() {
        EntryKey key = newKey();
        NewEntry entry = entry(newId(), "session", Lifetime.of(Duration.ofMinutes(1)));
        backend().write(key, entry, budget());

        assertThat(backend().touch(key, Lifetime.of(LONG), budget())).isTrue();
        assertThat(backend().read(key, budget())).hasValueSatisfying(read -> {
            assertThat(read.entryId()).isEqualTo(entry.entryId());
            assertThat(read.bytes()).isEqualTo(entry.bytes());
            assertThat(read.freshLeft()).isBetween(LONG.minusMinutes(1), LONG.plusSeconds(1));
        });

        assertThat(backend().touch(key, new Lifetime(brief(), LONG), budget())).isTrue();
        pass(over());
        assertThat(backend().read(key, budget()).map(StoredEntry::isFresh)).isEqualTo(Optional.of(false));
    }

    /** A touch may end a lifetime that was to be for ever, and make one so. */
    @Test
    default void touch_turnsForeverOnAndOff() {
        EntryKey ends = newKey();
        EntryKey stays = newKey();
        backend().write(ends, entry(newId(), "ends", Lifetime.of(Durations.FOREVER)), budget());
        backend().write(stays, entry(newId(), "stays", Lifetime.of(Duration.ofMinutes(1))), budget());

        assertThat(backend().touch(ends, Lifetime.of(brief()), budget())).isTrue();
        assertThat(backend().touch(stays, Lifetime.of(Durations.FOREVER), budget()))
                .isTrue();
        pass(over());

        assertThat(content(ends)).isEqualTo("nothing");
        assertThat(backend().read(stays, budget()))
                .hasValueSatisfying(entry ->
                        assertThat(Durations.isForever(entry.freshLeft())).isTrue());
    }

    /** There is nothing to touch in a missing or stale entry. */
    @Test
    default void touchOfNothingFresh_isFalse() {
        EntryKey stale = newKey();
        backend().write(stale, soonStale("old"), budget());
        pass(over());

        assertThat(backend().touch(newKey(), Lifetime.of(LONG), budget())).isFalse();
        assertThat(backend().touch(stale, Lifetime.of(LONG), budget())).isFalse();
        assertThat(backend().read(stale, budget()).map(StoredEntry::isFresh)).isEqualTo(Optional.of(false));
    }

    /** An expired entry is stale at once, with id and content as before, and counted; others stay. */
    @Test
    default void expire_makesStaleAndCounts() {
        EntryKey fresh = newKey();
        EntryKey forEver = newKey();
        EntryKey other = newKey();
        NewEntry entry = entry(newId(), "content", new Lifetime(LONG, LONG));
        backend().write(fresh, entry, budget());
        backend().write(forEver, entry(newId(), "content", new Lifetime(LONG, Durations.FOREVER)), budget());
        backend().write(other, entry("stays"), budget());

        assertThat(backend().expire(List.of(fresh, forEver, newKey(), fresh), budget()))
                .isEqualTo(2);

        StoredEntry read = backend().read(fresh, budget()).orElseThrow();
        assertThat(read.entryId()).isEqualTo(entry.entryId());
        assertThat(read.bytes()).isEqualTo(entry.bytes());
        assertThat(read.isFresh()).isFalse();
        assertThat(backend().read(forEver, budget()).map(StoredEntry::isFresh)).isEqualTo(Optional.of(false));
        assertThat(otherJvm().read(fresh, budget()).map(StoredEntry::isFresh)).isEqualTo(Optional.of(false));
        assertThat(backend().read(other, budget()).map(StoredEntry::isFresh)).isEqualTo(Optional.of(true));
        assertThat(backend().expire(List.of(), budget())).isZero();
    }

    /** Without a stale time there is nothing left of it. */
    @Test
    default void expireWithoutAStaleTime_removes() {
        EntryKey plain = newKey();
        EntryKey forEver = newKey();
        backend().write(plain, entry("gone"), budget());
        backend().write(forEver, entry(newId(), "gone", Lifetime.of(Durations.FOREVER)), budget());

        assertThat(backend().expire(List.of(plain, forEver), budget())).isEqualTo(2);

        assertThat(content(plain)).isEqualTo("nothing");
        assertThat(content(forEver)).isEqualTo("nothing");
        assertThat(backend().expire(List.of(plain, forEver), budget())).isZero();
    }

    /** The stale time begins with the expiry and lasts no longer than it would have; repeating prolongs nothing. */
    @Test
    default void expire_leavesTheStaleTimeThatWasLeft() {
        EntryKey brief = newKey();
        EntryKey lasting = newKey();
        EntryKey stale = newKey();
        backend().write(brief, entry(newId(), "brief", new Lifetime(LONG, brief())), budget());
        backend().write(lasting, entry(newId(), "lasting", new Lifetime(LONG, LONG)), budget());
        backend().write(stale, soonStale("stale"), budget());
        backend().expire(List.of(brief, lasting), budget());
        pass(over());

        assertThat(content(brief)).isEqualTo("nothing");
        assertThat(content(lasting)).isEqualTo("lasting");
        assertThat(backend().expire(List.of(lasting, stale), budget())).isEqualTo(2);
        assertThat(content(lasting)).isEqualTo("lasting");
        assertThat(content(stale)).isEqualTo("stale");
    }

    /** Repeating an expiry while the stale time runs does not begin it anew. */
    @Test
    default void repeatedExpiry_prolongsNothing() {
        EntryKey key = newKey();
        Duration stale = over().multipliedBy(6);
        backend().write(key, entry(newId(), "old", new Lifetime(LONG, stale)), budget());
        for (int i = 0; i < 8; i++) {
            backend().expire(List.of(key), budget());
            pass(over());
        }

        assertThat(content(key)).isEqualTo("nothing");
    }

    /** What was expired is written, touched and removed like any stale entry. */
    @Test
    default void expiredEntry_isLikeAnyStaleOne() {
        EntryKey key = newKey();
        backend().write(key, entry(newId(), "old", new Lifetime(LONG, LONG)), budget());
        backend().expire(List.of(key), budget());

        assertThat(backend().touch(key, Lifetime.of(LONG), budget())).isFalse();
        assertThat(backend().writeIfAbsent(key, entry("new"), OptionalLong.empty(), budget()))
                .isTrue();
        assertThat(backend().read(key, budget()).map(StoredEntry::isFresh)).isEqualTo(Optional.of(true));
        assertThat(content(key)).isEqualTo("new");
    }

    /** A slid entry lives as long as was asked, from now; its content and id stay. */
    @Test
    default void slide_givesANewLifetime() {
        EntryKey key = newKey();
        NewEntry entry = entry(newId(), "session", Lifetime.of(Duration.ofMinutes(1)));
        backend().write(key, entry, budget());

        assertThat(otherJvm().slide(key, entry.entryId(), new Lifetime(LONG, LONG), budget()))
                .isTrue();
        assertThat(backend().read(key, budget())).hasValueSatisfying(read -> {
            assertThat(read.entryId()).isEqualTo(entry.entryId());
            assertThat(read.bytes()).isEqualTo(entry.bytes());
            assertThat(read.freshLeft()).isBetween(LONG.minusMinutes(1), LONG.plusSeconds(1));
        });

        assertThat(backend().slide(key, entry.entryId(), new Lifetime(brief(), LONG), budget()))
                .isTrue();
        pass(over());
        assertThat(backend().read(key, budget()).map(StoredEntry::isFresh)).isEqualTo(Optional.of(false));
    }

    /** Nothing but the very entry, and that fresh, is slid. */
    @Test
    default void slideOfAnotherOrNothingFresh_isFalse() {
        EntryKey replaced = newKey();
        EntryKey stale = newKey();
        NewEntry brief = entry(newId(), "brief", Lifetime.of(brief()));
        NewEntry old = soonStale("old");
        backend().write(replaced, brief, budget());
        backend().write(stale, old, budget());

        assertThat(backend().slide(replaced, newId(), Lifetime.of(LONG), budget()))
                .isFalse();
        assertThat(backend().slide(newKey(), brief.entryId(), Lifetime.of(LONG), budget()))
                .isFalse();
        pass(over());
        assertThat(backend().slide(replaced, brief.entryId(), Lifetime.of(LONG), budget()))
                .isFalse();
        assertThat(backend().slide(stale, old.entryId(), Lifetime.of(LONG), budget()))
                .isFalse();

        assertThat(content(replaced)).isEqualTo("nothing");
        assertThat(backend().read(stale, budget()).map(StoredEntry::isFresh)).isEqualTo(Optional.of(false));
    }
}
