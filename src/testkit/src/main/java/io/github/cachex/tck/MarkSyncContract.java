// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore.TagBounds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link io.github.cachex.spi.TagStore} keeps when marks are asked for. */
public interface MarkSyncContract extends BackendUnderTest {
    /** Bounds that no test reaches. */
    TagBounds BOUNDS = new TagBounds(100_000, LONG);

    /** Makes {@code marks} in this JVM. */
    default TagState mark(CacheSpace cache, String... marks) {
        return tags().mark(cache, Set.of(marks), new MarkPosition(newId(), 0), BOUNDS, budget());
    }

    /** Returns all that is known of {@code cache}, without changing it. */
    default TagState all(CacheSpace cache) {
        return tags().sync(cache, MarkPosition.NONE, newId(), budget());
    }

    /** Returns the state of these marks. */
    static TagState state(long incarnation, long epoch, long floor, Map<String, Long> marks) {
        return new TagState(incarnation, epoch, epoch, floor, marks);
    }

    /** A set that nobody marked yet begins with a sync. */
    @Test
    default void syncOfNothing_beginsTheSet() {
        CacheSpace cache = newSpace();
        long incarnation = newId();

        TagState begun = tags().sync(cache, MarkPosition.NONE, incarnation, budget());

        assertThat(begun).isEqualTo(state(incarnation, begun.epoch(), 0, Map.of()));
        assertThat(all(cache)).isEqualTo(begun);
        TagState first = mark(cache, "a");
        assertThat(first.incarnation()).isEqualTo(incarnation);
        assertThat(first.previous()).isEqualTo(begun.epoch());
        assertThat(first.epoch()).isGreaterThan(begun.epoch());
    }

    /** A set that was lost begins anew with the first who asks, and is not lifted to what was known of the lost one. */
    @Test
    default void syncOfALostSet_beginsAnother() {
        CacheSpace cache = newSpace();
        long lost = newId();
        long incarnation = newId();
        long far = mark(newSpace(), "elsewhere").epoch() + 60_000_000;

        TagState begun = tags().sync(cache, new MarkPosition(lost, far), incarnation, budget());

        assertThat(begun.incarnation()).isEqualTo(incarnation);
        assertThat(begun.marks()).isEmpty();
        assertThat(begun.epoch()).isLessThan(far);
        assertThat(mark(cache, "a").epoch()).isLessThan(far);
    }

    /** Who knows a part is told the rest. */
    @Test
    default void syncSince_returnsWhatIsAbove() {
        CacheSpace cache = newSpace();
        TagState a = mark(cache, "a");
        TagState b = mark(cache, "b");
        TagState c = mark(cache, "c", "d");
        long known = a.incarnation();

        assertThat(tags().sync(cache, new MarkPosition(known, 0), newId(), budget())
                        .marks())
                .containsOnlyKeys("a", "b", "c", "d");
        assertThat(tags().sync(cache, new MarkPosition(known, a.epoch() - 1), newId(), budget())
                        .marks())
                .containsOnlyKeys("a", "b", "c", "d");
        assertThat(tags().sync(cache, new MarkPosition(known, a.epoch()), newId(), budget()))
                .isEqualTo(state(known, c.epoch(), 0, Map.of("b", b.epoch(), "c", c.epoch(), "d", c.epoch())));
        assertThat(tags().sync(cache, new MarkPosition(known, c.epoch()), newId(), budget()))
                .isEqualTo(state(known, c.epoch(), 0, Map.of()));
    }

    /** Who knows another set, or none, is told all, and its epoch counts for nothing. */
    @Test
    default void syncOfAnotherIncarnation_returnsAllAndLiftsNothing() {
        CacheSpace cache = newSpace();
        TagState a = mark(cache, "a");
        TagState b = mark(cache, "b");
        TagState all = state(a.incarnation(), b.epoch(), 0, Map.of("a", a.epoch(), "b", b.epoch()));
        long far = b.epoch() + 60_000_000;

        assertThat(tags().sync(cache, new MarkPosition(newId(), far), newId(), budget()))
                .isEqualTo(all);
        assertThat(tags().sync(cache, new MarkPosition(0, far), newId(), budget()))
                .isEqualTo(all);
        assertThat(tags().peek(List.of(cache), budget()))
                .containsExactly(state(all.incarnation(), b.epoch(), 0, Map.of()));
        assertThat(mark(cache, "c").epoch()).isLessThan(far);
    }

    /** Who knows a higher epoch of this very set lifts it, for everyone and for good. */
    @Test
    default void syncByOneWhoKnowsMore_liftsTheSet() {
        CacheSpace cache = newSpace();
        TagState a = mark(cache, "a");
        long far = a.epoch() + 60_000_000;

        TagState lifted = tags().sync(cache, new MarkPosition(a.incarnation(), far), newId(), budget());
        // A store that may lose marks has lost some, and trusts nothing from before.
        assertThat(lifted).isEqualTo(state(a.incarnation(), far, lifted.floor(), Map.of()));
        assertThat(lifted.floor()).isIn(0L, far);

        assertThat(otherJvm().tags().orElseThrow().peek(List.of(cache), budget()))
                .containsExactly(lifted);
        assertThat(tags().sync(cache, new MarkPosition(a.incarnation(), a.epoch()), newId(), budget())
                        .epoch())
                .isEqualTo(far);
        TagState next = mark(cache, "b");
        assertThat(next.previous()).isEqualTo(far);
        assertThat(next.epoch()).isGreaterThan(far);
        assertThat(all(cache).marks()).isEqualTo(Map.of("a", a.epoch(), "b", next.epoch()));
    }

    /** A peek returns the states in the order asked for, without marks, and zero where there is no set. */
    @Test
    default void peek_returnsStatesInOrder() {
        CacheSpace marked = newSpace();
        CacheSpace synced = newSpace();
        CacheSpace missing = newSpace();
        TagState mark = mark(marked, "a", "b");
        TagState sync = all(synced);

        List<TagState> peeked = tags().peek(List.of(missing, marked, synced, missing, marked), budget());

        TagState none = state(0, 0, 0, Map.of());
        TagState some = state(mark.incarnation(), mark.epoch(), 0, Map.of());
        assertThat(peeked).containsExactly(none, some, sync, none, some);
        assertThat(otherJvm().tags().orElseThrow().peek(List.of(marked), budget()))
                .containsExactly(some);
        assertThat(tags().peek(List.of(), budget())).isEmpty();
    }

    /** A peek begins nothing. */
    @Test
    default void peekOfNothing_leavesNothing() {
        CacheSpace cache = newSpace();
        tags().peek(List.of(cache), budget());
        long incarnation = newId();

        assertThat(tags().sync(cache, MarkPosition.NONE, incarnation, budget()).incarnation())
                .isEqualTo(incarnation);
    }

    /** Many caches are peeked at once. */
    @Test
    default void peekOfMany_returnsAll() {
        List<CacheSpace> caches = Stream.generate(this::newSpace).limit(200).toList();
        List<Long> epochs =
                caches.stream().map(cache -> mark(cache, "a").epoch()).toList();

        assertThat(tags().peek(caches, budget())).extracting(TagState::epoch).isEqualTo(epochs);
    }
}
