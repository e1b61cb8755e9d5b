// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.tag;

import io.github.cachex.core.entry.Stamp;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.spi.Glob;
import io.github.cachex.spi.TagState;
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
final class Mirror {
    private final long incarnation;
    private final Map<String, Long> tags = new ConcurrentHashMap<>();
    private final Map<String, Long> softTags = new ConcurrentHashMap<>();
    private final Map<String, GlobMark> globs = new ConcurrentHashMap<>();
    private final Map<String, GlobMark> softGlobs = new ConcurrentHashMap<>();
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

    private record GlobMark(Glob glob, long epoch) {
        static GlobMark later(GlobMark one, GlobMark other) {
            return one.epoch >= other.epoch ? one : other;
        }
    }

    Mirror(long incarnation) {
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

    private void add(String mark, long epoch) {
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
            case MATCHING ->
                (soft ? softGlobs : globs).merge(text, new GlobMark(Glob.of(text), epoch), GlobMark::later);
            case KEY -> (soft ? softKeys : keys).merge(text, epoch, Math::max);
        }
        raise(highest, epoch);
    }

    /** Notes that all marks up to {@code epoch} are known now. */
    void complete(long epoch) {
        raise(seen, epoch);
        raise(held, epoch);
    }

    private static void raise(AtomicLong value, long to) {
        value.accumulateAndGet(to, Math::max);
    }

    Verdict judge(String id, Stamp stamp) {
        long epoch = stamp.epoch();
        if (stamp.incarnation() != incarnation || epoch < floor.get()) {
            return Verdict.INVALID;
        }
        if (epoch >= highest.get()) {
            return Verdict.HOLDS;
        }
        if (isAbove(keys.get(id), epoch) || isMarked(all, tags, globs, id, stamp)) {
            return Verdict.INVALID;
        }
        boolean expired = isAbove(softKeys.get(id), epoch) || isMarked(softAll, softTags, softGlobs, id, stamp);
        return expired ? Verdict.EXPIRED : Verdict.HOLDS;
    }

    private static boolean isAbove(@Nullable Long mark, long epoch) {
        return mark != null && mark > epoch;
    }

    private static boolean isMarked(
            AtomicLong all, Map<String, Long> tags, Map<String, GlobMark> globs, String id, Stamp stamp) {
        if (all.get() > stamp.epoch()) {
            return true;
        }
        for (int i = 0; i < stamp.tags().size(); i++) {
            if (isAbove(tags.get(stamp.tags().get(i)), stamp.epoch())) {
                return true;
            }
        }
        for (GlobMark mark : globs.values()) {
            if (mark.epoch > stamp.epoch() && mark.glob.matches(id)) {
                return true;
            }
        }
        return false;
    }
}
