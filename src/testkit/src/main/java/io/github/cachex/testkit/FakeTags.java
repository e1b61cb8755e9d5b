// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The marks of a {@link FakeBackend}, shared by its siblings; one lock around everything. */
final class FakeTags implements TagStore {
    private final Clock clock;
    private final FakeWire wire;
    private final Map<CacheSpace, Marks> caches = new HashMap<>();

    FakeTags(Clock clock, FakeWire wire) {
        this.clock = clock;
        this.wire = wire;
    }

    private record Mark(long epoch, Instant made) {}

    /** The marks of one cache, in the order of their epochs. */
    private static final class Marks {
        final long incarnation;
        final Map<String, Mark> marks = new LinkedHashMap<>();
        long epoch;
        long floor;

        Marks(long incarnation) {
            this.incarnation = incarnation;
        }

        void fold(TagBounds bounds, Instant now) {
            Iterator<Mark> oldest = marks.values().iterator();
            while (oldest.hasNext()) {
                Mark mark = oldest.next();
                Duration age = Duration.between(mark.made, now);
                if (marks.size() <= bounds.most() && age.compareTo(bounds.retention()) <= 0) {
                    return;
                }
                floor = mark.epoch;
                oldest.remove();
            }
        }

        TagState above(long since) {
            Map<String, Long> above = new TreeMap<>();
            marks.forEach((text, mark) -> {
                if (mark.epoch > since) {
                    above.put(text, mark.epoch);
                }
            });
            return new TagState(incarnation, epoch, epoch, floor, above);
        }
    }

    @Override
    public TagState mark(
            CacheSpace cache, Set<String> texts, MarkPosition beyond, TagBounds bounds, CallBudget budget) {
        FakeBackend.inTime("mark", cache.value(), budget);
        TagState made = mark(cache, texts, beyond, bounds);
        wire.deliver();
        return made;
    }

    private synchronized TagState mark(CacheSpace cache, Set<String> texts, MarkPosition beyond, TagBounds bounds) {
        Marks marks = caches.computeIfAbsent(cache, absent -> new Marks(beyond.incarnation()));
        Instant now = clock.instant();
        long previous = marks.epoch;
        long epoch = Math.max(ChronoUnit.MICROS.between(Instant.EPOCH, now), Math.max(previous, beyond.epoch()) + 1);
        marks.epoch = epoch;
        Map<String, Long> made = new TreeMap<>();
        for (String text : texts) {
            made.put(text, epoch);
            marks.marks.remove(text);
            marks.marks.put(text, new Mark(epoch, now));
        }
        marks.fold(bounds, now);
        TagState state = new TagState(marks.incarnation, previous, epoch, marks.floor, made);
        wire.marked(cache, state);
        return state;
    }

    @Override
    public synchronized TagState sync(CacheSpace cache, MarkPosition known, long incarnation, CallBudget budget) {
        FakeBackend.inTime("sync", cache.value(), budget);
        Marks marks = caches.computeIfAbsent(cache, absent -> new Marks(incarnation));
        if (marks.incarnation != known.incarnation()) {
            return marks.above(0);
        }
        if (known.epoch() > marks.epoch) {
            marks.epoch = known.epoch();
            marks.floor = known.epoch();
        }
        return marks.above(known.epoch());
    }

    @Override
    public synchronized List<TagState> peek(Collection<CacheSpace> asked, CallBudget budget) {
        FakeBackend.inTime("peek", "", budget);
        return asked.stream().map(cache -> state(caches.get(cache))).toList();
    }

    private static TagState state(@Nullable Marks marks) {
        return marks == null ? new TagState(0, 0, 0, 0, Map.of()) : marks.above(marks.epoch);
    }

    synchronized void lose(CacheSpace cache) {
        caches.remove(cache);
    }
}
