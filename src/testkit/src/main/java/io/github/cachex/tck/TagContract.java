// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore.TagBounds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What every {@link io.github.cachex.spi.TagStore} keeps: rising epochs, one incarnation, a floor below what was removed. */
public interface TagContract extends MarkSyncContract {
    /** The first mark begins the set. */
    @Test
    default void firstMark_beginsTheSet() {
        CacheSpace cache = newSpace();
        long incarnation = newId();

        TagState state = tags().mark(cache, Set.of("a", "b"), new MarkPosition(incarnation, 0), BOUNDS, budget());

        assertThat(state.incarnation()).isEqualTo(incarnation);
        assertThat(state.epoch()).isPositive().isGreaterThan(state.previous());
        assertThat(state.floor()).isZero();
        assertThat(state.marks()).isEqualTo(Map.of("a", state.epoch(), "b", state.epoch()));
        assertThat(all(cache)).isEqualTo(MarkSyncContract.state(incarnation, state.epoch(), 0, state.marks()));
    }

    /** Each mark has a higher epoch than the one before and names it; the set keeps its incarnation. */
    @Test
    default void laterMarks_rise() {
        CacheSpace cache = newSpace();
        TagState before = mark(cache, "0");
        for (int i = 1; i <= 100; i++) {
            CacheBackend jvm = i % 2 == 0 ? backend() : otherJvm();
            TagState state = jvm.tags()
                    .orElseThrow()
                    .mark(cache, Set.of("tag-" + i), new MarkPosition(newId(), 0), BOUNDS, budget());

            assertThat(state.incarnation()).isEqualTo(before.incarnation());
            assertThat(state.previous()).isEqualTo(before.epoch());
            assertThat(state.epoch()).isGreaterThan(before.epoch());
            assertThat(state.marks()).isEqualTo(Map.of("tag-" + i, state.epoch()));
            before = state;
        }
        assertThat(all(cache).marks()).hasSize(101);
    }

    /** A mark that is made again has the new epoch alone. */
    @Test
    default void sameMarkAgain_hasTheNewEpoch() {
        CacheSpace cache = newSpace();
        mark(cache, "a");
        TagState b = mark(cache, "b");
        TagState again = mark(cache, "a");

        assertThat(all(cache).marks()).isEqualTo(Map.of("a", again.epoch(), "b", b.epoch()));
    }

    /** No two marks share an epoch, however many make them, and each names the one before. */
    @Test
    default void concurrentMarks_haveEpochsOfTheirOwn() {
        CacheSpace cache = newSpace();
        Queue<TagState> made = new ConcurrentLinkedQueue<>();
        Crowd.of(8).count(member -> {
            var tags = (member % 2 == 0 ? backend() : otherJvm()).tags().orElseThrow();
            for (int i = 0; i < 25; i++) {
                made.add(tags.mark(
                        cache, Set.of("shared", "own-" + member), new MarkPosition(newId(), 0), BOUNDS, budget()));
            }
            return true;
        });

        List<TagState> inOrder = new ArrayList<>(made);
        inOrder.sort(Comparator.comparing(TagState::epoch));
        assertThat(inOrder).hasSize(200);
        for (int i = 1; i < inOrder.size(); i++) {
            assertThat(inOrder.get(i).previous()).isEqualTo(inOrder.get(i - 1).epoch());
            assertThat(inOrder.get(i).epoch()).isGreaterThan(inOrder.get(i).previous());
            assertThat(inOrder.get(i).incarnation()).isEqualTo(inOrder.get(0).incarnation());
        }
        TagState last = inOrder.get(199);
        assertThat(all(cache).epoch()).isEqualTo(last.epoch());
        assertThat(all(cache).marks()).hasSize(9).containsEntry("shared", last.epoch());
    }

    /** A caller that knows a higher epoch than the set does lifts it. */
    @Test
    default void markByOneWhoKnowsMore_isHigherThanThat() {
        CacheSpace cache = newSpace();
        long known = mark(cache, "a").epoch() + 60_000_000;

        TagState lifted = tags().mark(cache, Set.of("b"), new MarkPosition(newId(), known), BOUNDS, budget());
        TagState next = otherJvm()
                .tags()
                .orElseThrow()
                .mark(cache, Set.of("c"), new MarkPosition(newId(), 1), BOUNDS, budget());

        assertThat(lifted.epoch()).isGreaterThan(known);
        assertThat(next.epoch()).isGreaterThan(lifted.epoch());
        CacheSpace empty = newSpace();
        assertThat(tags().mark(empty, Set.of("a"), new MarkPosition(newId(), known), BOUNDS, budget())
                        .epoch())
                .isGreaterThan(known);
    }

    /** To a backend a mark is a text, also where it looks like something of its own. */
    @Test
    default void anyMark_comesBackUnchanged() {
        Set<String> marks = Set.of(
                "*",
                "user:*",
                " ",
                "a,b",
                "{x}:tags",
                "\\",
                "\"'|;\n",
                "\u0000",
                "\u00e9",
                "e\u0301",
                "\ud83d\ude00",
                "0",
                "-1",
                "1e3",
                "epoch",
                "floor",
                "incarnation",
                "previous",
                "last",
                "max",
                "id",
                "x".repeat(1_024));
        CacheSpace cache = newSpace();

        TagState made = tags().mark(cache, marks, new MarkPosition(newId(), 0), BOUNDS, budget());

        assertThat(made.marks()).containsOnlyKeys(marks);
        assertThat(otherJvm().tags().orElseThrow().sync(cache, MarkPosition.NONE, newId(), budget()))
                .isEqualTo(MarkSyncContract.state(made.incarnation(), made.epoch(), 0, made.marks()));
    }

    /** An incarnation may be any number. */
    @Test
    default void anyIncarnation_comesBackUnchanged() {
        for (long incarnation : new long[] {1, -1, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1}) {
            CacheSpace cache = newSpace();
            assertThat(tags().mark(cache, Set.of("a"), new MarkPosition(incarnation, 0), BOUNDS, budget())
                            .incarnation())
                    .isEqualTo(incarnation);
            assertThat(all(cache).incarnation()).isEqualTo(incarnation);
            assertThat(tags().peek(List.of(cache), budget()).get(0).incarnation())
                    .isEqualTo(incarnation);
            TagState known = tags().sync(cache, new MarkPosition(incarnation, Long.MAX_VALUE >> 12), newId(), budget());
            assertThat(known.marks()).isEmpty();
        }
    }

    /** Caches have nothing to do with one another. */
    @Test
    default void marksOfOneCache_areNotAnothers() {
        CacheSpace cache = newSpace();
        List<CacheSpace> others =
                List.of(new CacheSpace(cache.namespace(), cache.cache() + "2"), new CacheSpace("tck:2", cache.cache()));
        others.forEach(other -> mark(other, "theirs"));

        TagState mine = mark(cache, "mine");

        assertThat(all(cache).marks()).containsOnlyKeys("mine");
        assertThat(others).allSatisfy(other -> {
            assertThat(all(other).marks()).containsOnlyKeys("theirs");
            assertThat(all(other).incarnation()).isNotEqualTo(mine.incarnation());
        });
    }

    /** Marks and entries have nothing to do with one another either. */
    @Test
    default void marks_areNoEntries() {
        CacheSpace cache = newSpace();
        List<String> ids = List.of("tags", "a", "*", "epoch");
        ids.forEach(id -> backend().write(cache.key(id), entry(id), budget()));
        TagState made = mark(cache, "a");

        assertThat(ids).allSatisfy(id -> assertThat(content(cache.key(id))).isEqualTo(id));
        backend().invalidate(ids.stream().map(cache::key).toList(), budget());
        assertThat(all(cache).marks()).isEqualTo(made.marks());
    }

    /** Beyond the bound the oldest go, and the floor says up to where. */
    @Test
    default void moreMarksThanTheBound_foldIntoTheFloor() {
        CacheSpace cache = newSpace();
        TagBounds three = new TagBounds(3, LONG);
        List<TagState> made = new ArrayList<>();
        for (String mark : List.of("a", "b", "c", "a", "d", "e")) {
            made.add(tags().mark(cache, Set.of(mark), new MarkPosition(newId(), 0), three, budget()));
        }

        assertThat(made)
                .extracting(TagState::floor)
                .containsExactly(
                        0L, 0L, 0L, 0L, made.get(1).epoch(), made.get(2).epoch());
        TagState all = all(cache);
        assertThat(all.marks())
                .isEqualTo(Map.of(
                        "a", made.get(3).epoch(),
                        "d", made.get(4).epoch(),
                        "e", made.get(5).epoch()));
        assertThat(all.floor()).isEqualTo(made.get(2).epoch());
        assertThat(tags().peek(List.of(cache), budget()).get(0).floor()).isEqualTo(all.floor());
        assertThat(tags().sync(cache, new MarkPosition(all.incarnation(), all.epoch()), newId(), budget())
                        .floor())
                .isEqualTo(all.floor());
    }

    /** Even when one call makes more marks than there is room for, each is listed or covered by the floor. */
    @Test
    default void moreMarksAtOnceThanTheBound_areListedOrBelowTheFloor() {
        CacheSpace cache = newSpace();
        Set<String> marks = Set.of("a", "b", "c", "d", "e");

        TagState made = tags().mark(cache, marks, new MarkPosition(newId(), 0), new TagBounds(3, LONG), budget());

        TagState all = all(cache);
        assertThat(all.marks()).hasSizeLessThanOrEqualTo(3);
        assertThat(all.floor()).isEqualTo(made.epoch());
        assertThat(all.epoch()).isEqualTo(made.epoch());
    }

    /** What is older than the retention goes when another mark is made, not before. */
    @Test
    default void marksPastTheRetention_foldIntoTheFloorWithTheNext() {
        CacheSpace cache = newSpace();
        TagBounds brief = new TagBounds(100, brief());
        TagState a = mark(cache, "a");
        TagState b = mark(cache, "b");
        pass(over());
        assertThat(all(cache).marks()).containsOnlyKeys("a", "b");
        assertThat(all(cache).floor()).isZero();

        TagState kept = mark(cache, "c");
        assertThat(kept.floor()).isZero();
        assertThat(all(cache).marks()).containsOnlyKeys("a", "b", "c");

        TagState d = tags().mark(cache, Set.of("d"), new MarkPosition(newId(), 0), brief, budget());
        assertThat(d.floor()).isBetween(b.epoch(), kept.epoch());
        assertThat(all(cache).marks()).containsKey("d").doesNotContainKeys("a", "b");
        assertThat(a.epoch()).isLessThan(d.floor());
    }

    /** The floor is the highest epoch removed, not the present: a quiet time alone distrusts nothing. */
    @Test
    default void markAfterAQuietTime_leavesTheFloor() {
        CacheSpace cache = newSpace();
        all(cache);
        pass(over());

        TagState first =
                tags().mark(cache, Set.of("a"), new MarkPosition(newId(), 0), new TagBounds(100, brief()), budget());

        assertThat(first.floor()).isZero();
    }

    /** With a spent budget an operation ends at once: it answers what is true, or throws. */
    @Test
    default void tagOperationsWithASpentBudget_endAtOnce() {
        CacheSpace cache = newSpace();
        TagState made = mark(cache, "a");
        List<Runnable> operations = List.of(
                () -> assertThat(tags().peek(List.of(cache), spentBudget()))
                        .containsExactly(MarkSyncContract.state(made.incarnation(), made.epoch(), 0, Map.of())),
                () -> assertThat(tags().sync(cache, MarkPosition.NONE, newId(), spentBudget())
                                .marks())
                        .isEqualTo(made.marks()),
                () -> assertThat(tags().mark(cache, Set.of("a"), new MarkPosition(newId(), 0), BOUNDS, spentBudget())
                                .epoch())
                        .isGreaterThan(made.epoch()));
        for (Runnable operation : operations) {
            try {
                operation.run();
            } catch (CacheBackendException e) {
                assertThat(e.backend()).isEqualTo(backend().type());
            }
        }
    }
}
