// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.tag;

import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.spi.TagState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * This JVM's copy of one incarnation of a cache's marks. Thread-safe: marks only ever rise.
 *
 * <p>Two epochs are kept. All marks up to {@link #seen} are known here; it is what shows that something was missed. A load may
 * be stamped with {@link #held}, which can be higher: that mark was made before the load began, known here or not.
 */
final class MarkMirror {
    private static final int LEAST_CROWD = 1_000;

    private final long incarnation;
    private final Map<String, Long> tags = new ConcurrentHashMap<>();
    private final Map<String, Long> softTags = new ConcurrentHashMap<>();
    private final PatternMarks patterns = new PatternMarks();
    private final PatternMarks softPatterns = new PatternMarks();
    private final Map<String, Long> keys = new ConcurrentHashMap<>();
    private final Map<String, Long> softKeys = new ConcurrentHashMap<>();
    private final AtomicLong all = new AtomicLong();
    private final AtomicLong softAll = new AtomicLong();
    /** Beyond what a mark not known here could say, everything older is distrusted. */
    private final AtomicLong floor = new AtomicLong();

    private final AtomicLong highest = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong held = new AtomicLong();
    /** The highest epoch heard of out of turn: whoever may publish may say anything. */
    private final AtomicLong doubted = new AtomicLong();

    private final AtomicLong changes = new AtomicLong();

    /** From how many marks on those that say nothing any more are looked for. */
    private int crowd = LEAST_CROWD;

    MarkMirror(long incarnation) {
        this.incarnation = incarnation;
    }

    long incarnation() {
        return incarnation;
    }

    long seen() {
        return seen.get();
    }

    long held() {
        return held.get();
    }

    /** Takes the marks of {@code state} in, and its floor. */
    void add(TagState state) {
        raise(floor, state.floor());
        state.marks().forEach(this::add);
        raise(held, state.epoch());
        changes.incrementAndGet();
        forget();
    }

    /** Forgets marks that are not above the floor, which says all that they did; each costs a look now and then. */
    private synchronized void forget() {
        if (size() < crowd) {
            return;
        }
        long below = floor.get();
        for (Map<String, Long> marks : List.of(tags, softTags, keys, softKeys)) {
            marks.values().removeIf(epoch -> epoch <= below);
        }
        patterns.forget(below);
        softPatterns.forget(below);
        crowd = LEAST_CROWD + size() + size() / 4;
    }

    /** Returns how many marks are kept, about. */
    int size() {
        return tags.size() + softTags.size() + keys.size() + softKeys.size() + patterns.size() + softPatterns.size();
    }

    /** Returns how often an id was compared with a pattern. */
    long compared() {
        return patterns.compared() + softPatterns.compared();
    }

    /** Takes in what was heard out of turn: it counts until the backend shows whether it was made at all. */
    void doubt(TagState state) {
        raise(floor, state.floor());
        state.marks().forEach(this::add);
        raise(doubted, state.epoch());
        changes.incrementAndGet();
    }

    /** Returns the highest epoch heard of out of turn. */
    long doubted() {
        return doubted.get();
    }

    /** Returns a number that changes with each state that is taken in. */
    long changes() {
        return changes.get();
    }

    /** Takes in one mark. */
    void add(String mark, long epoch) {
        var group = Group.of(mark);
        if (group.isEmpty()) {
            // Made by another release, or by nobody of us: whatever it means, what is older may be meant.
            raise(floor, epoch);
            return;
        }
        boolean soft = group.get().soft();
        String text = group.get().text();
        switch (group.get().kind()) {
            case ALL -> raise(soft ? softAll : all, epoch);
            case TAG -> (soft ? softTags : tags).merge(text, epoch, Math::max);
            case MATCHING -> (soft ? softPatterns : patterns).add(text, epoch);
            case KEY -> (soft ? softKeys : keys).merge(text, epoch, Math::max);
        }
        raise(highest, epoch);
    }

    /** Forgets {@code mark}, unless it is of everything; no entry may be judged by it then that relied on it. */
    void remove(String mark) {
        Group.of(mark).ifPresent(group -> {
            boolean soft = group.soft();
            switch (group.kind()) {
                case ALL -> {}
                case TAG -> (soft ? softTags : tags).remove(group.text());
                case MATCHING -> (soft ? softPatterns : patterns).remove(group.text());
                case KEY -> (soft ? softKeys : keys).remove(group.text());
            }
        });
    }

    /** Notes that all marks up to {@code epoch} are known now. */
    void complete(long epoch) {
        raise(seen, epoch);
        raise(held, epoch);
    }

    private static void raise(AtomicLong value, long to) {
        value.accumulateAndGet(to, Math::max);
    }

    Verdict judge(String id, InvalidationStamp stamp) {
        return stamp.incarnation() != incarnation || stamp.epoch() < floor.get()
                ? Verdict.INVALID
                : judge(id, stamp.epoch(), stamp.tags());
    }

    /** Returns what an entry of {@code epoch} is worth, whatever set it is of. */
    Verdict judge(String id, long epoch, List<String> itsTags) {
        if (epoch >= highest.get()) {
            return Verdict.HOLDS;
        }
        if (all.get() > epoch
                || isAbove(keys.get(id), epoch)
                || isTagged(tags, itsTags, epoch)
                || patterns.isMarked(id, epoch)) {
            return Verdict.INVALID;
        }
        boolean expired = softAll.get() > epoch
                || isAbove(softKeys.get(id), epoch)
                || isTagged(softTags, itsTags, epoch)
                || softPatterns.isMarked(id, epoch);
        return expired ? Verdict.EXPIRED : Verdict.HOLDS;
    }

    private static boolean isTagged(Map<String, Long> marks, List<String> tags, long epoch) {
        for (int i = 0; i < tags.size(); i++) {
            if (isAbove(marks.get(tags.get(i)), epoch)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAbove(@Nullable Long mark, long epoch) {
        return mark != null && mark > epoch;
    }
}
