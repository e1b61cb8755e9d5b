// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What every {@link io.github.cachex.spi.CacheBackend} keeps of writes where nothing is there, and of removals. */
public interface ConditionalWriteContract extends BackendUnderTest {
    /** Absent: stored. */
    @Test
    default void writeIfAbsentOfNothing_stores() {
        EntryKey key = newKey();

        assertThat(backend().writeIfAbsent(key, entry("first"), OptionalLong.empty(), budget()))
                .isTrue();

        assertThat(content(key)).isEqualTo("first");
    }

    /** A fresh entry stays. */
    @Test
    default void writeIfAbsentOverAFreshEntry_isRefused() {
        EntryKey key = newKey();
        backend().write(key, entry("first"), budget());

        assertThat(backend().writeIfAbsent(key, entry("second"), OptionalLong.empty(), budget()))
                .isFalse();
        assertThat(backend().writeIfAbsent(key, entry("second"), OptionalLong.of(newId()), budget()))
                .isFalse();

        assertThat(content(key)).isEqualTo("first");
    }

    /** A stale entry counts as absent. */
    @Test
    default void writeIfAbsentOverAStaleEntry_stores() {
        EntryKey key = newKey();
        backend().write(key, soonStale("old"), budget());
        pass(over());

        assertThat(backend().writeIfAbsent(key, entry("new"), OptionalLong.empty(), budget()))
                .isTrue();

        assertThat(content(key)).isEqualTo("new");
    }

    /** The rejected entry counts as absent. */
    @Test
    default void writeIfAbsentOverTheRejectedEntry_stores() {
        EntryKey key = newKey();
        NewEntry undecodable = entry("undecodable");
        backend().write(key, undecodable, budget());

        assertThat(backend().writeIfAbsent(key, entry("new"), OptionalLong.of(undecodable.entryId()), budget()))
                .isTrue();

        assertThat(content(key)).isEqualTo("new");
    }

    /** After a lost answer, finding the very entry is success; once another replaced it, it is not. */
    @Test
    default void repeatedWriteIfAbsent_succeedsWhileItIsThere() {
        EntryKey key = newKey();
        NewEntry entry = entry("mine");
        backend().writeIfAbsent(key, entry, OptionalLong.empty(), budget());

        assertThat(backend().writeIfAbsent(key, entry, OptionalLong.empty(), budget()))
                .isTrue();
        backend().write(key, entry("theirs"), budget());
        assertThat(backend().writeIfAbsent(key, entry, OptionalLong.empty(), budget()))
                .isFalse();

        assertThat(content(key)).isEqualTo("theirs");
    }

    /** One of many wins. */
    @Test
    default void concurrentWritesIfAbsent_storeOne() {
        EntryKey key = newKey();

        long stored = Crowd.of(16).count(i -> {
            var backend = i % 2 == 0 ? backend() : otherJvm();
            return backend.writeIfAbsent(key, entry("number " + i), OptionalLong.empty(), budget());
        });

        assertThat(stored).isEqualTo(1);
    }

    /** A removed entry is returned and gone. */
    @Test
    default void remove_returnsTheEntryOnce() {
        EntryKey key = newKey();
        NewEntry entry = entry("token");
        backend().write(key, entry, budget());

        StoredEntry removed = backend().remove(key, budget()).orElseThrow();

        assertThat(removed.entryId()).isEqualTo(entry.entryId());
        assertThat(removed.bytes()).isEqualTo(entry.bytes());
        assertThat(removed.isFresh()).isTrue();
        assertThat(backend().remove(key, budget())).isEmpty();
        assertThat(content(key)).isEqualTo("nothing");
    }

    /** A stale entry says that it is. */
    @Test
    default void removeOfAStaleEntry_returnsItAsStale() {
        EntryKey key = newKey();
        backend().write(key, soonStale("old"), budget());
        pass(over());

        assertThat(backend().remove(key, budget()))
                .hasValueSatisfying(entry -> assertThat(entry.isFresh()).isFalse());
    }

    /** At most one caller gets it. */
    @Test
    default void concurrentRemoves_giveItToOne() {
        EntryKey key = newKey();
        backend().write(key, entry("one"), budget());

        long removed = Crowd.of(16)
                .count(i -> (i % 2 == 0 ? backend() : otherJvm())
                        .remove(key, budget())
                        .isPresent());

        assertThat(removed).isEqualTo(1);
    }
}
