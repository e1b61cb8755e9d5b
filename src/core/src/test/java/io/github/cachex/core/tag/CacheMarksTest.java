// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.core.coherence.LinkTrust;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore.TagBounds;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheMarksTest {
    private static final CacheSpace SPACE = new CacheSpace("app:1", "posts");
    private static final EntryKey KEY = SPACE.key("post:1");
    private static final TagBounds BOUNDS = new TagBounds(1_000, Duration.ofMillis(1_000_000));
    private static final Duration DEAD = Duration.ofHours(1);

    private final SetOfMarks store = new SetOfMarks();
    private final LinkTrust trust = new LinkTrust(DEAD.toNanos());
    private final LinkTrust.LinkGeneration linkGeneration = trust.new LinkGeneration();
    private final Set<Object> queued = new HashSet<>();
    private final CacheMarks marks = marks(linkGeneration);
    private final CacheMarks elsewhere = marks(trust.new LinkGeneration());

    private CacheMarks marks(LinkTrust.LinkGeneration heard) {
        Outbox outbox = (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(),
                new Class<?>[] {Outbox.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "mark" -> arguments == null ? 0L : (Object) queued.addAll((Set<?>) arguments[1]);
                    case "later" -> queued.addAll((Set<?>) arguments[1]);
                    case "pendingMarks" -> intersection((Set<?>) arguments[1]);
                    default -> null;
                });
        return new CacheMarks(store, SPACE, BOUNDS, () -> heard, outbox);
    }

    private Set<Object> intersection(Set<?> asked) {
        Set<Object> both = new HashSet<>(queued);
        both.retainAll(asked);
        return both;
    }

    @BeforeEach
    void linkIsUp() {
        linkGeneration.begin();
        trust.alive(System.nanoTime());
        marks.sync(CallBudget.of(Duration.ofSeconds(1)));
        store.syncs = 0;
    }

    private static BackendTime time() {
        return new BackendTime(Duration.ofSeconds(1));
    }

    private InvalidationStamp loaded(String... tags) {
        return marks.held(time()).with(List.of(tags));
    }

    private Verdict judge(InvalidationStamp stamp) {
        return marks.judge(KEY, stamp, System.nanoTime(), time());
    }

    private TagState markElsewhere(Group... groups) {
        long previous = store.state().epoch();
        elsewhere.mark(List.of(groups), time());
        TagState now = store.state();
        Map<String, Long> made = new java.util.HashMap<>();
        for (Group group : groups) {
            made.put(group.mark(), now.epoch());
        }
        return new TagState(now.incarnation(), previous, now.epoch(), 0, made);
    }

    /** For changes that nobody could be told of otherwise. */
    @Test
    void markOfAKey_concernsThatKeyAlone() {
        InvalidationStamp before = loaded();
        elsewhere.mark(List.of(Group.key(KEY.id(), false)), time());
        marks.sync(CallBudget.of(Duration.ofSeconds(1)));
        assertThat(marks.known(KEY, before)).isEqualTo(Verdict.INVALID);
        assertThat(marks.known(SPACE.key("post:10"), before)).isEqualTo(Verdict.HOLDS);
        InvalidationStamp between = loaded();
        assertThat(marks.known(KEY, between)).isEqualTo(Verdict.HOLDS);
        elsewhere.mark(List.of(Group.key(KEY.id(), true)), time());
        marks.sync(CallBudget.of(Duration.ofSeconds(1)));
        assertThat(marks.known(KEY, between)).isEqualTo(Verdict.EXPIRED);
    }

    /** Made by nobody of us: it was thrown at every caller. Whatever it means, what is older may be meant. */
    @ParameterizedTest
    @ValueSource(strings = {"pposts\\", "gposts\\", "p", "g", "", "?unknown"})
    void markThatCannotBeRead_lastsForWhatIsOlderAndThrowsAtNobody(String mark) {
        InvalidationStamp before = loaded();
        TagState made =
                store.mark(SPACE, Set.of(mark), new MarkPosition(1, 0), BOUNDS, CallBudget.of(Duration.ofSeconds(1)));
        marks.heard(made);
        assertThat(judge(before)).isEqualTo(Verdict.INVALID);
        assertThat(judge(loaded())).isEqualTo(Verdict.HOLDS);
    }

    /** Whoever may publish may say anything; the set alone tells what was marked. */
    @Test
    void markThatWasNeverMade_countsUntilTheSetIsAsked() {
        InvalidationStamp before = loaded();
        TagState now = store.state();
        long far = now.epoch() + 1_000;
        assertThat(marks.heard(new TagState(now.incarnation(), far - 1, far, far, Map.of("*", far))))
                .isFalse();
        assertThat(marks.known(KEY, before)).isEqualTo(Verdict.INVALID);
        assertThat(judge(before)).isEqualTo(Verdict.HOLDS);
        InvalidationStamp after = loaded("news");
        assertThat(judge(after)).isEqualTo(Verdict.HOLDS);
        marks.sync(CallBudget.of(Duration.ofSeconds(1)));
        assertThat(marks.heard(markElsewhere(Group.tag("news", false)))).isTrue();
        assertThat(judge(after)).isEqualTo(Verdict.INVALID);
    }

    /** The same in turn: nothing shows it but the set, which is lifted, so that later marks are above it again. */
    @Test
    void epochThatNobodyReached_isWhereTheSetGoesOn() {
        TagState now = store.state();
        long far = now.epoch() + 1_000;
        assertThat(marks.heard(new TagState(now.incarnation(), 0, far, far, Map.of("*", far))))
                .isTrue();
        InvalidationStamp after = loaded("news");
        assertThat(marks.isAhead(store.state())).isTrue();
        marks.sync(CallBudget.of(Duration.ofSeconds(1)));
        assertThat(marks.isAhead(store.state())).isFalse();
        assertThat(judge(after)).isEqualTo(Verdict.HOLDS);
        marks.heard(markElsewhere(Group.tag("news", false)));
        assertThat(judge(after)).isEqualTo(Verdict.INVALID);
        assertThat(judge(loaded("news"))).isEqualTo(Verdict.HOLDS);
    }

    /** The server went away before its message of the mark came. */
    @Test
    void ownMarkThatTheBackendLost_isWhereTheSetGoesOn() {
        TagState saved = store.state();
        marks.mark(List.of(Group.tag("news", false), Group.all(false)), time());
        long made = store.state().epoch();
        store.goBackTo(saved);

        assertThat(marks.isAhead(store.state())).isTrue();
        marks.sync(CallBudget.of(Duration.ofSeconds(1)));
        assertThat(store.state().epoch()).isEqualTo(made);
        assertThat(marks.isAhead(store.state())).isFalse();
    }

    @Test
    void entryFromBeforeAMark_doesNotHold() {
        InvalidationStamp news = loaded("news");
        InvalidationStamp other = loaded("other");
        marks.mark(List.of(Group.tag("news", false)), time());
        assertThat(judge(news)).isEqualTo(Verdict.INVALID);
        assertThat(judge(other)).isEqualTo(Verdict.HOLDS);
        assertThat(judge(loaded("news"))).isEqualTo(Verdict.HOLDS);
        assertThat(store.syncs).isZero();
    }

    @Test
    void softMarks_expire() {
        InvalidationStamp stamp = loaded("news");
        marks.mark(List.of(Group.tag("news", true)), time());
        assertThat(judge(stamp)).isEqualTo(Verdict.EXPIRED);
        marks.mark(List.of(Group.all(false)), time());
        assertThat(judge(stamp)).isEqualTo(Verdict.INVALID);
    }

    @Test
    void patternsAndAll_concernTheirIds() {
        InvalidationStamp stamp = loaded();
        marks.mark(List.of(Group.matching("page:*", false)), time());
        assertThat(judge(stamp)).isEqualTo(Verdict.HOLDS);
        marks.mark(List.of(Group.matching("post:?", true)), time());
        assertThat(judge(stamp)).isEqualTo(Verdict.EXPIRED);
        marks.mark(List.of(Group.all(true)), time());
        marks.mark(List.of(Group.matching("post:*", false)), time());
        assertThat(judge(stamp)).isEqualTo(Verdict.INVALID);
    }

    @Test
    void markHeardOverTheLink_countsWithoutAsking() {
        InvalidationStamp stamp = loaded("news");
        assertThat(marks.heard(markElsewhere(Group.tag("news", false)))).isTrue();
        assertThat(judge(stamp)).isEqualTo(Verdict.INVALID);
        assertThat(store.syncs).isZero();
    }

    @Test
    void missedMark_isAskedFor() {
        InvalidationStamp stamp = loaded("news");
        markElsewhere(Group.tag("news", false)); // lost on its way
        TagState second = markElsewhere(Group.tag("sports", false));
        assertThat(marks.heard(second)).isFalse();
        assertThat(marks.isInSync(linkGeneration, System.nanoTime())).isFalse();
        assertThat(judge(stamp)).isEqualTo(Verdict.INVALID);
        assertThat(store.syncs).isEqualTo(1);
        assertThat(marks.isInSync(linkGeneration, System.nanoTime())).isTrue();
    }

    /** The own mark is made after another's, whose message is still on its way. */
    @Test
    void ownMarkBeforeAnothersIsHeard_skipsNothing() {
        InvalidationStamp stamp = loaded("news");
        TagState theirs = markElsewhere(Group.tag("news", false));
        marks.mark(List.of(Group.tag("sports", false)), time());
        assertThat(marks.heard(theirs)).isTrue();
        assertThat(judge(stamp)).isEqualTo(Verdict.INVALID);
        assertThat(store.syncs).isZero();
    }

    @Test
    void withoutTrust_theBackendIsAskedOncePerLook() {
        InvalidationStamp stamp = loaded("news");
        markElsewhere(Group.tag("news", false));
        trust.broken();
        assertThat(judge(stamp)).isEqualTo(Verdict.INVALID);
        long readAt = System.nanoTime();
        marks.judge(KEY, stamp, readAt, time());
        int before = store.syncs;
        marks.judge(KEY, stamp, readAt, time());
        assertThat(store.syncs).isEqualTo(before);
    }

    @Test
    void newGeneration_isNotInSyncUntilAsked() {
        linkGeneration.end();
        linkGeneration.begin();
        assertThat(marks.isInSync(linkGeneration, System.nanoTime())).isFalse();
        marks.sync(CallBudget.of(Duration.ofSeconds(1)));
        assertThat(marks.isInSync(linkGeneration, System.nanoTime())).isTrue();
    }

    /** Something was missed while the answer was on its way: it may not be in the answer. */
    @Test
    void missDuringASync_leavesItOutOfSync() {
        marks.missed();
        store.beforeAnswer = marks::missed;
        marks.sync(CallBudget.of(Duration.ofSeconds(1)));
        assertThat(marks.isInSync(linkGeneration, System.nanoTime())).isFalse();
        marks.sync(CallBudget.of(Duration.ofSeconds(1)));
        assertThat(marks.isInSync(linkGeneration, System.nanoTime())).isTrue();
    }

    @Test
    void lostSet_isDistrustedWholly() {
        InvalidationStamp stamp = loaded("news");
        marks.mark(List.of(Group.tag("news", false)), time());
        InvalidationStamp later = loaded("news");
        store.lose();
        assertThat(marks.isCurrent(store.state())).isFalse();
        marks.sync(CallBudget.of(Duration.ofSeconds(1)));
        assertThat(judge(stamp)).isEqualTo(Verdict.INVALID);
        assertThat(judge(later)).isEqualTo(Verdict.INVALID);
        assertThat(judge(loaded("news"))).isEqualTo(Verdict.HOLDS);
    }

    /** The own mark begins a new set while an answer about the old one is on its way. */
    @Test
    void answerAboutALostSet_doesNotHideTheOwnMarkInTheNewOne() {
        marks.missed();
        store.beforeAnswer = () -> {
            store.lose();
            marks.mark(List.of(Group.tag("news", false)), time());
        };
        marks.sync(CallBudget.of(Duration.ofSeconds(1)));
        InvalidationStamp before =
                new InvalidationStamp(store.state().incarnation(), store.state().epoch() - 1, List.of("news"));
        assertThat(marks.known(KEY, before)).isEqualTo(Verdict.INVALID);
        assertThat(judge(before)).isEqualTo(Verdict.INVALID);
    }

    @Test
    void stampOfNoIncarnation_neverHolds() {
        assertThat(judge(InvalidationStamp.NONE)).isEqualTo(Verdict.INVALID);
    }

    @Test
    void markThatCannotBeMade_holdsHereAndIsQueuedUntilReplayed() {
        InvalidationStamp stamp = loaded("news");
        InvalidationStamp other = loaded("other");
        store.down = true;
        Marking marking = marks.mark(List.of(Group.tag("news", false)), time());
        assertThat(marking.queued()).containsExactly("tnews");
        assertThatThrownBy(marking::orThrow).isInstanceOf(CacheBackendException.class);
        assertThat(queued).containsExactly("tnews");
        assertThat(marks.known(KEY, stamp)).isEqualTo(Verdict.INVALID);
        assertThat(marks.known(KEY, other)).isEqualTo(Verdict.HOLDS);
        store.down = false;
        queued.clear();
        marks.replayed(store.mark(
                SPACE, Set.of("tnews"), new MarkPosition(9, 0), BOUNDS, CallBudget.of(Duration.ofSeconds(1))));
        assertThat(marks.known(KEY, stamp)).isEqualTo(Verdict.INVALID);
        assertThat(marks.known(KEY, loaded("news"))).isEqualTo(Verdict.HOLDS);
    }

    /** What was invalidated for sure was served as a stale value while any soft mark that concerned it waited. */
    @Test
    void softMarkThatWaits_hidesNoHardOne() {
        InvalidationStamp before = loaded("news");
        store.down = true;
        assertThat(marks.mark(List.of(Group.all(true)), time()).queued()).hasSize(1);
        assertThat(marks.known(KEY, before)).isEqualTo(Verdict.EXPIRED);
        store.down = false;
        assertThat(marks.mark(List.of(Group.tag("news", false)), time()).queued())
                .isEmpty();
        assertThat(marks.known(KEY, before)).isEqualTo(Verdict.INVALID);
        assertThat(marks.known(KEY, loaded("news"))).isEqualTo(Verdict.EXPIRED);
        assertThat(marks.known(KEY, InvalidationStamp.NONE)).isEqualTo(Verdict.INVALID);
    }

    private static List<Group> tags(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Group.tag("t" + i, false))
                .toList();
    }

    private void replay(List<Group> groups) {
        Set<String> texts = groups.stream().map(Group::mark).collect(Collectors.toSet());
        queued.removeAll(texts);
        marks.replayed(store.mark(SPACE, texts, new MarkPosition(9, 0), BOUNDS, CallBudget.of(Duration.ofSeconds(1))));
    }

    @Test
    void manyMarks_areMadeSomeAtOnce() {
        InvalidationStamp last = loaded("t1999");
        long before = store.state().epoch();
        Marking marking = marks.mark(tags(0, 2_000), new BackendTime(Duration.ofHours(1)));
        assertThat(store.mostAtOnce).isEqualTo(500);
        assertThat(marking.queued()).isEmpty();
        assertThat(marking.state().orElseThrow())
                .extracting(TagState::previous, TagState::epoch)
                .containsExactly(before, store.state().epoch());
        assertThat(judge(last)).isEqualTo(Verdict.INVALID);
        assertThat(judge(loaded("t1999"))).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void marksBetweenWhichOthersAreMade_areNotOne() {
        store.beforeMark = () -> store.beforeMark = () -> elsewhere.mark(List.of(Group.tag("theirs", false)), time());
        Marking marking = marks.mark(tags(0, 1_000), new BackendTime(Duration.ofHours(1)));
        assertThat(marking.queued()).isEmpty();
        assertThat(marking.state()).isEmpty();
    }

    @Test
    void moreMarksThanThereIsTimeFor_areQueuedAndHoldHereUntilEachIsMade() {
        InvalidationStamp stamp = loaded("t500", "t1999");
        InvalidationStamp other = loaded("other");
        Marking marking = marks.mark(tags(0, 2_000), new BackendTime(Duration.ZERO));
        assertThat(marking.failure()).isEmpty();
        assertThat(marking.state()).isEmpty();
        assertThat(queued).hasSize(1_500).isEqualTo(marking.queued());
        assertThat(marks.known(KEY, stamp)).isEqualTo(Verdict.INVALID);
        assertThat(marks.known(KEY, loaded("t1999"))).isEqualTo(Verdict.INVALID);
        assertThat(marks.known(KEY, loaded("t499"))).isEqualTo(Verdict.HOLDS);
        assertThat(marks.known(KEY, other)).isEqualTo(Verdict.HOLDS);
        replay(tags(500, 1_000));
        assertThat(marks.known(KEY, stamp)).isEqualTo(Verdict.INVALID);
        assertThat(marks.known(KEY, loaded("t500"))).isEqualTo(Verdict.HOLDS);
        assertThat(marks.known(KEY, loaded("t1000"))).isEqualTo(Verdict.INVALID);
        replay(tags(1_000, 2_000));
        assertThat(marks.known(KEY, stamp)).isEqualTo(Verdict.INVALID);
        assertThat(marks.known(KEY, loaded("t1000"))).isEqualTo(Verdict.HOLDS);
    }

    /** A clear hides what else waits; made, it does not hide it any more. */
    @Test
    void queuedClearThatIsMade_leavesTheOthersQueued() {
        store.down = true;
        marks.mark(List.of(Group.all(true), Group.tag("news", false), Group.matching("page:*", false)), time());
        store.down = false;
        replay(List.of(Group.all(true)));
        assertThat(marks.known(KEY, loaded("other"))).isEqualTo(Verdict.HOLDS);
        assertThat(marks.known(KEY, loaded("news"))).isEqualTo(Verdict.INVALID);
        assertThat(marks.known(SPACE.key("page:1"), loaded())).isEqualTo(Verdict.INVALID);
        replay(List.of(Group.matching("page:*", false)));
        assertThat(marks.known(SPACE.key("page:1"), loaded())).isEqualTo(Verdict.HOLDS);
        assertThat(marks.known(KEY, loaded("news"))).isEqualTo(Verdict.INVALID);
    }

    @Test
    void unknownMark_distrustsWhatIsOlder() {
        InvalidationStamp stamp = loaded();
        TagState now = store.state();
        marks.heard(new TagState(
                now.incarnation(), now.epoch(), now.epoch() + 1, 0, Map.of("?of-a-later-release", now.epoch() + 1)));
        assertThat(marks.known(KEY, stamp)).isEqualTo(Verdict.INVALID);
    }

    @Test
    void floor_distrustsWhatIsOlder() {
        InvalidationStamp stamp = loaded();
        TagState now = store.state();
        marks.heard(new TagState(now.incarnation(), now.epoch(), now.epoch() + 2, now.epoch() + 1, Map.of()));
        assertThat(marks.known(KEY, stamp)).isEqualTo(Verdict.INVALID);
    }
}
