// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore.TagBounds;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The marks of one cache, in the order of their epochs. Not thread-safe. */
final class MarkSet {
    private final long incarnation;
    private final Map<String, Mark> marks = new LinkedHashMap<>();
    private long epoch;
    private long floor;

    MarkSet(long incarnation) {
        this.incarnation = incarnation;
    }

    private record Mark(long epoch, long made) {}

    /** Makes marks, removes what goes beyond {@code bounds}, and returns the state with what was made. */
    TagState mark(Collection<String> texts, long held, TagBounds bounds, long now) {
        long previous = epoch;
        epoch = Math.max(previous, held) + 1;
        Map<String, Long> made = new HashMap<>();
        for (String text : texts) {
            marks.remove(text); // so that it becomes the youngest
            marks.put(text, new Mark(epoch, now));
            made.put(text, epoch);
        }
        fold(bounds, now);
        return new TagState(incarnation, previous, epoch, floor, made);
    }

    private void fold(TagBounds bounds, long now) {
        Iterator<Mark> oldest = marks.values().iterator();
        while (oldest.hasNext()) {
            Mark mark = oldest.next();
            long age = TimeUnit.NANOSECONDS.toMillis(now - mark.made);
            if (marks.size() <= bounds.most() && age <= bounds.retention().toMillis()) {
                return;
            }
            floor = mark.epoch;
            oldest.remove();
        }
    }

    /** Lifts the epoch for one who knows all marks up to {@code known}, and returns what that one does not know. */
    TagState sync(MarkPosition known) {
        if (known.incarnation() != incarnation) {
            return above(0);
        }
        epoch = Math.max(epoch, known.epoch());
        return above(known.epoch());
    }

    private TagState above(long since) {
        Map<String, Long> above = new HashMap<>();
        marks.forEach((text, mark) -> {
            if (mark.epoch > since) {
                above.put(text, mark.epoch);
            }
        });
        return new TagState(incarnation, epoch, epoch, floor, above);
    }

    /** Returns the state without marks. */
    TagState state() {
        return new TagState(incarnation, epoch, epoch, floor, Map.of());
    }
}
