// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Pipeline;

class RedisTagsTest extends OnRedis {
    private static final TagBounds WIDE = new TagBounds(100_000, Duration.ofDays(7));
    private static final long BORN = 0x7EDC_BA98_7654_3210L;

    private final CacheSpace cache = new CacheSpace("tck:1", "c" + UUID.randomUUID());
    private TagStore tags;

    @BeforeEach
    void open() {
        tags = backend.tags().orElseThrow();
    }

    private TagState mark(long held, String... marks) {
        return tags.mark(cache, Set.of(marks), new MarkPosition(BORN, held), WIDE, budget());
    }

    private TagState sync(long known, long since) {
        return tags.sync(cache, new MarkPosition(known, since), -5, budget());
    }

    @Test
    void nothingYet_isPeekedAsZeroAndBegunBySync() {
        assertThat(tags.peek(List.of(cache), budget())).containsExactly(state(0, 0, 0, 0));
        assertThat(plain.exists(Names.tags(cache))).isFalse();

        TagState begun = sync(0, 0);
        assertThat(begun.incarnation()).isEqualTo(-5);
        assertThat(begun.marks()).isEmpty();
        assertThat(tags.sync(cache, MarkPosition.NONE, 99, budget())).isEqualTo(begun);
    }

    private static Map.Entry<String, Long> at(String mark, long epoch) {
        return Map.entry(mark, epoch);
    }

    private static TagState state(long incarnation, long previous, long epoch, long floor) {
        return new TagState(incarnation, previous, epoch, floor, Map.of());
    }

    @Test
    void mark_isHigherThanTimeLastAndHeld() {
        long micros = System.currentTimeMillis() * 1_000;
        TagState first = mark(0, "a", "b");
        assertThat(first.epoch()).isBetween(micros - 60_000_000, micros + 60_000_000);
        assertThat(first.incarnation()).isEqualTo(BORN);
        assertThat(first.previous()).isZero();
        assertThat(first.marks()).containsOnly(at("a", first.epoch()), at("b", first.epoch()));

        long far = micros + Duration.ofHours(12).toMillis() * 1_000;
        TagState second = mark(far, "b");
        assertThat(second.epoch()).isEqualTo(far + 1);
        assertThat(second.previous()).isEqualTo(first.epoch());
        assertThat(mark(0, "b").epoch()).isEqualTo(far + 2);
        assertThat(sync(BORN, 0).marks()).containsOnly(at("a", first.epoch()), at("b", far + 2));
    }

    @Test
    void sync_answersWhatIsNewerThanKnown() {
        TagState first = mark(0, "a");
        TagState second = mark(0, "b");
        TagState third = mark(0, "c", "d");

        TagState news = sync(BORN, first.epoch());

        assertThat(news.marks()).containsOnly(at("b", second.epoch()), at("c", third.epoch()), at("d", third.epoch()));
        assertThat(news.previous()).isEqualTo(third.epoch());
        assertThat(news.epoch()).isEqualTo(third.epoch());
        assertThat(sync(BORN, third.epoch()).marks()).isEmpty();
    }

    /** A server that took over has lost the last marks. */
    @Test
    void sync_liftsTheEpochOfTheSameIncarnationOnly() {
        TagState only = mark(0, "a");
        long higher = only.epoch() + 3_600_000_000L;

        assertThat(sync(BORN, higher).epoch()).isEqualTo(higher);
        assertThat(mark(0, "b").epoch()).isEqualTo(higher + 1);

        TagState foreign = sync(77, higher * 2);
        assertThat(foreign.incarnation()).isEqualTo(BORN);
        assertThat(foreign.epoch()).isEqualTo(higher + 1);
        assertThat(foreign.marks()).containsOnlyKeys("a", "b");
    }

    @Test
    void lostSet_comesBackWithAnotherIncarnation() {
        mark(0, "a");
        plain.del(Names.tags(cache));

        TagState after = sync(BORN, 5);
        assertThat(after.incarnation()).isEqualTo(-5);
        assertThat(after.marks()).isEmpty();
    }

    @Test
    void whatIsNoSetOfOurs_isBegunAnew() {
        List<Runnable> strange = List.of(
                () -> plain.set(Names.tags(cache), "text"),
                () -> plain.zadd(Names.tags(cache), 5, "of another application"),
                () -> plain.zadd(Names.tags(cache), Double.NEGATIVE_INFINITY, "i12"));
        for (Runnable put : strange) {
            plain.del(Names.tags(cache));
            put.run();
            assertThat(tags.peek(List.of(cache), budget()).get(0).incarnation()).isZero();
            assertThat(mark(0, "a").incarnation()).isEqualTo(BORN);
            assertThat(sync(BORN, 0).marks()).containsOnlyKeys("a");
        }
    }

    @Test
    void marksThatLookLikeFacts_areMarks() {
        Set<String> odd = Set.of("i", "e", "f", "i12", "m", "", "größe 😀", "a b:c", "\n");
        TagState made = tags.mark(cache, odd, new MarkPosition(BORN, 0), WIDE, budget());

        TagState all = sync(0, 0);
        assertThat(all.marks()).containsOnlyKeys(odd);
        assertThat(all.epoch()).isEqualTo(made.epoch());
        assertThat(all.incarnation()).isEqualTo(BORN);
    }

    @Test
    void mostMarks_keepTheNewestAndRaiseTheFloor() {
        TagState first = tags.mark(
                cache, Set.of("a", "b"), new MarkPosition(BORN, 0), new TagBounds(3, WIDE.retention()), budget());
        TagState second =
                tags.mark(cache, Set.of("c"), new MarkPosition(BORN, 0), new TagBounds(3, WIDE.retention()), budget());
        assertThat(second.floor()).isZero();

        TagState third =
                tags.mark(cache, Set.of("d"), new MarkPosition(BORN, 0), new TagBounds(3, WIDE.retention()), budget());
        assertThat(third.floor()).isEqualTo(first.epoch());
        assertThat(sync(BORN, 0).marks()).hasSize(3).containsKeys("c", "d");

        TagState last = tags.mark(
                cache, Set.of("e", "f"), new MarkPosition(BORN, 0), new TagBounds(1, WIDE.retention()), budget());
        assertThat(last.floor()).isEqualTo(last.epoch());
        assertThat(last.marks()).containsOnlyKeys("e", "f");
        assertThat(sync(BORN, 0).marks()).hasSize(1);
        assertThat(tags.peek(List.of(cache), budget()))
                .containsExactly(state(BORN, last.epoch(), last.epoch(), last.floor()));
    }

    @Test
    void oldMarks_goWhenAnotherIsMade() {
        TagState old = mark(0, "old", "renewed");
        pass(Duration.ofMillis(300));
        TagState renewed = mark(0, "renewed");
        TagState next = tags.mark(
                cache, Set.of("new"), new MarkPosition(BORN, 0), new TagBounds(100, Duration.ofMillis(150)), budget());

        assertThat(next.floor()).isBetween(old.epoch(), renewed.epoch());
        assertThat(sync(BORN, 0).marks()).doesNotContainKey("old").containsKey("new");
    }

    /** Marks far ahead of the clock are kept: their time has not come. */
    @Test
    void noRetention_keepsWhatWasMadeNow() {
        TagState made = tags.mark(
                cache, Set.of("a"), new MarkPosition(BORN, 0), new TagBounds(100, Duration.ofMillis(0)), budget());

        assertThat(made.floor()).isZero();
        assertThat(sync(BORN, 0).marks()).containsOnlyKeys("a");
    }

    @Test
    void peek_answersInOrderAndCountsAsUse() {
        TagState made = mark(0, "a");
        CacheSpace none = new CacheSpace("tck:1", "none");
        List<CacheSpace> many =
                IntStream.range(0, 700).mapToObj(i -> i % 2 == 0 ? cache : none).toList();

        List<TagState> states = tags.peek(many, budget());

        assertThat(states).hasSize(700);
        assertThat(states.subList(0, 2)).containsExactly(state(BORN, made.epoch(), made.epoch(), 0), state(0, 0, 0, 0));
        assertThat(states.subList(2, 4)).isEqualTo(states.subList(0, 2));
        pass(Duration.ofMillis(1_200));
        tags.peek(List.of(cache), budget());
        assertThat(plain.objectIdletime(Names.tags(cache))).isZero();
        assertThat(tags.peek(List.of(), budget())).isEmpty();
    }

    @Test
    void repeatedMark_isNewAgain() {
        assertThat(mark(0, "a").epoch()).isLessThan(mark(0, "a").epoch());
        assertThat(mark(5).marks()).isEmpty();
    }

    /** What is read in one piece is made whole afterwards, however much is marked meanwhile. */
    @Test
    void syncOfManyWhileOthersMark_missesNothing() throws Exception {
        Set<String> many = IntStream.range(0, 3_000).mapToObj(i -> "t" + i).collect(Collectors.toSet());
        mark(0, many.toArray(String[]::new));
        Thread marking = new Thread(() -> {
            for (int i = 0; i < 400; i++) {
                mark(0, "t" + i % 50, "late" + i);
            }
        });
        marking.start();
        while (marking.isAlive()) {
            TagState seen = sync(0, 0);
            TagState after = sync(BORN, seen.epoch());
            assertThat(seen.marks()).containsKeys(many.toArray(String[]::new));
            assertThat(seen.marks().values()).allMatch(epoch -> epoch <= seen.epoch());
            assertThat(after.marks().values()).allMatch(epoch -> epoch > seen.epoch());
        }
        marking.join();
        TagState all = sync(0, 0);
        assertThat(all.marks()).hasSize(3_400);
        assertThat(plain.zcount(Names.tags(cache), 1, Double.MAX_VALUE)).isEqualTo(3_400);
        assertThat(sync(BORN, all.epoch() - 1).marks()).containsOnlyKeys("t49", "late399");
    }

    /** One of the pages ends within an epoch, and one epoch is longer than a page. */
    @Test
    void marksOfManyPages_areToldWhole() {
        for (int i = 0; i < 4; i++) {
            tags.mark(cache, many("few" + i, 4_500), new MarkPosition(BORN, 0), WIDE, budget());
        }
        TagState before = mark(0, "between");
        tags.mark(
                cache, many("at-once", 12_000), new MarkPosition(BORN, 0), WIDE, CallBudget.of(Duration.ofMinutes(1)));
        TagState last = mark(0, "last");

        TagState all = tags.sync(cache, MarkPosition.NONE, 1, CallBudget.of(Duration.ofMinutes(1)));
        assertThat(all.marks()).hasSize(4 * 4_500 + 12_000 + 2);
        assertThat(all.epoch()).isEqualTo(last.epoch());
        assertThat(sync(BORN, before.epoch()).marks()).hasSize(12_000 + 1);
    }

    private static Set<String> many(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + ":" + i).collect(Collectors.toSet());
    }

    /** After a quiet week all of very many are too old, which is nobody's to wait for. */
    @Test
    void veryManyOldMarks_goWithTheNextOnesNotAllAtOnce() {
        tags.mark(cache, many("old", 5_000), new MarkPosition(BORN, 0), WIDE, CallBudget.of(Duration.ofMinutes(1)));
        TagBounds three = new TagBounds(3, WIDE.retention());
        long left = plain.zcard(Names.tags(cache));
        for (int i = 0; plain.zcard(Names.tags(cache)) > 3 + 3; i++) {
            TagState made = tags.mark(cache, Set.of("new" + i), new MarkPosition(BORN, 0), three, budget());
            long now = plain.zcard(Names.tags(cache));
            assertThat(left - now).isBetween(1L, 1_000L);
            assertThat(made.floor()).isPositive();
            left = now;
        }
        assertThat(sync(BORN, 0).marks()).hasSize(3);
    }

    @Test
    void hundredThousandMarks_areToldWhole() {
        Set<String> few = new HashSet<>();
        mark(0, "first");
        long epoch = sync(BORN, 0).epoch() - 1_000_000;
        try (Pipeline pipeline = (Pipeline) plain.pipelined()) {
            for (int i = 0; i < 99_999; i++) {
                pipeline.zadd(Names.tags(cache), epoch - i, "mcustomer-" + i);
            }
        }
        Elapsed marked = Elapsed.start();
        for (int i = 0; i < 100; i++) {
            few.add("new-" + i);
            tags.mark(cache, Set.of("new-" + i), new MarkPosition(BORN, 0), WIDE, budget());
        }
        marked = marked.stop();
        Elapsed whole = Elapsed.start();
        TagState all = tags.sync(cache, MarkPosition.NONE, 1, CallBudget.of(Duration.ofMinutes(1)));
        whole = whole.stop();

        Show.figure("redis-marks", "100 marks in " + marked + ", a whole sync in " + whole);
        assertThat(all.marks()).hasSize(100_000).containsKeys(few.toArray(String[]::new));
        assertThat(all.floor()).isEqualTo(epoch - 99_899);
    }
}
