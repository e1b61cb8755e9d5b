// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What {@link io.github.cachex.spi.CacheBackend#increment} keeps where a backend counts. */
public interface CounterContract extends BackendUnderTest {
    /** Adds {@code by} to the counter of {@code key} in this JVM, for {@link #LONG}. */
    private long add(EntryKey key, long by) {
        return backend().increment(key, by, LONG, budget());
    }

    /** A counter begins at zero and is the same in every JVM. */
    @Test
    default void increments_addUp() {
        EntryKey key = newKey();

        assertThat(add(key, 1)).isEqualTo(1);
        assertThat(add(key, 41)).isEqualTo(42);
        assertThat(otherJvm().increment(key, 1, LONG, budget())).isEqualTo(43);
        assertThat(add(newKey(), 5)).isEqualTo(5);
    }

    /** One may add nothing, which tells the sum, and less than nothing. */
    @Test
    default void negativeAndZero_areAddedToo() {
        EntryKey key = newKey();

        assertThat(add(key, 0)).isZero();
        assertThat(add(key, -3)).isEqualTo(-3);
        assertThat(add(key, 0)).isEqualTo(-3);
        assertThat(add(key, 3)).isZero();
        assertThat(add(key, 1)).isEqualTo(1);
    }

    /** Sums are exact, however large, and no addition goes beyond a long. */
    @Test
    default void largeSums_areExactAndNeverWrap() {
        EntryKey key = newKey();

        assertThat(add(key, (1L << 53) + 1)).isEqualTo((1L << 53) + 1);
        assertThat(add(key, 2)).isEqualTo((1L << 53) + 3);
        assertThat(add(key, Long.MAX_VALUE - (1L << 53) - 3)).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> add(key, 1)).isInstanceOf(CacheBackendException.class);
        assertThat(add(key, 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(add(newKey(), Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    }

    /** Nobody's addition gets lost, and no two see the same sum. */
    @Test
    default void crowd_countsEveryOne() {
        EntryKey key = newKey();
        Set<Long> sums = ConcurrentHashMap.newKeySet();

        Crowd.of(16).count(member -> {
            var jvm = member % 2 == 0 ? backend() : otherJvm();
            for (int i = 0; i < 50; i++) {
                sums.add(jvm.increment(key, 1, LONG, budget()));
            }
            return true;
        });

        assertThat(sums).hasSize(800);
        assertThat(add(key, 0)).isEqualTo(800);
    }

    /** Each counter ends by itself, and then begins at zero. */
    @Test
    default void endedCounter_beginsAnew() {
        EntryKey key = newKey();
        assertThat(backend().increment(key, 7, brief(), budget())).isEqualTo(7);
        pass(over());

        assertThat(add(key, 1)).isEqualTo(1);
    }

    /** Its time runs from the first addition; later ones do not prolong it, nor shorten it. */
    @Test
    default void laterAdditions_leaveTheWindow() {
        EntryKey brief = newKey();
        EntryKey lasting = newKey();
        backend().increment(brief, 1, brief(), budget());
        backend().increment(lasting, 1, LONG, budget());
        assertThat(add(brief, 1)).isEqualTo(2);
        assertThat(backend().increment(lasting, 1, brief(), budget())).isEqualTo(2);
        pass(over());

        assertThat(add(brief, 1)).isEqualTo(1);
        assertThat(add(lasting, 1)).isEqualTo(3);
    }

    /** To ask is not to begin: the window of a counter that was asked for runs from its first addition. */
    @Test
    default void zero_beginsNoWindow() {
        EntryKey asked = newKey();
        assertThat(backend().increment(asked, 0, brief(), budget())).isZero();
        assertThat(add(asked, 5)).isEqualTo(5);
        pass(over());

        assertThat(add(asked, 1)).isEqualTo(6);
    }

    /** A counter that came back to zero keeps its window. */
    @Test
    default void counterBackAtZero_keepsItsWindow() {
        EntryKey returned = newKey();
        backend().increment(returned, 1, brief(), budget());
        add(returned, -1);
        add(returned, 5);
        pass(over());

        assertThat(add(returned, 1)).isEqualTo(1);
    }

    /** A counter may live for ever. */
    @Test
    default void counterForEver_stays() {
        EntryKey key = newKey();
        backend().increment(key, 1, Durations.FOREVER, budget());
        pass(over());

        assertThat(add(key, 1)).isEqualTo(2);
    }

    /** Counters and entries of the same key do not meet. */
    @Test
    default void countersAndEntries_doNotMeet() {
        EntryKey key = newKey();
        add(key, 5);
        assertThat(content(key)).isEqualTo("nothing");
        assertThat(backend().readAll(List.of(key), budget())).isEmpty();
        assertThat(backend().remove(key, budget())).isEmpty();
        assertThat(backend().invalidate(List.of(key), budget())).isZero();
        assertThat(backend().expire(List.of(key), budget())).isZero();
        assertThat(backend().writeIfAbsent(key, entry("entry"), OptionalLong.empty(), budget()))
                .isTrue();
        backend().writeAll(Map.of(key, entry("replaced")), budget());

        assertThat(add(key, 1)).isEqualTo(6);

        assertThat(content(key)).isEqualTo("replaced");
        assertThat(backend().invalidate(List.of(key), budget())).isEqualTo(1);
        assertThat(add(key, 1)).isEqualTo(7);
    }

    /** Keys that look alike, or like what belongs to another key, are different counters. */
    @Test
    default void countersOfDistinctKeys_doNotMix() {
        EntryKey key = newKey();
        List<EntryKey> keys = List.of(
                key,
                new EntryKey("tck:2", key.cache(), key.id()),
                new EntryKey(key.namespace(), "other", key.id()),
                new EntryKey(key.namespace(), key.cache(), key.id() + "}:lease"),
                new EntryKey(key.namespace(), key.cache(), key.id() + "}:counter"),
                new EntryKey(key.namespace(), key.cache(), key.id() + "\u00e9"));

        assertThat(keys).allSatisfy(each -> assertThat(add(each, 1)).isEqualTo(1));
        keys.forEach(each -> backend().write(each, entry("entry"), budget()));
        assertThat(keys).allSatisfy(each -> assertThat(add(each, 1)).isEqualTo(2));
    }

    /** Whoever has given up must not be counted later. */
    @Test
    default void incrementWithASpentBudget_countsNothing() {
        EntryKey key = newKey();

        assertThatThrownBy(() -> backend().increment(key, 1, LONG, spentBudget()))
                .isInstanceOf(CacheBackendException.class);

        assertThat(add(key, 1)).isEqualTo(1);
    }
}
