// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.backend.cas.Records.Step;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Marks, those of a cache in one record. Thread-safe. */
final class CasMarks implements TagStore {
    private static final TagState NOTHING = new TagState(0, 0, 0, 0, Map.of());

    private final Records records;
    private final LongSupplier largest;
    private final Clock clock;

    /**
     * Creates them.
     *
     * @param largest the most bytes that a record may have
     */
    CasMarks(Records records, LongSupplier largest, Clock clock) {
        this.records = records;
        this.largest = largest;
        this.clock = clock;
    }

    private static String name(CacheSpace cache) {
        return cache.value() + ":marks";
    }

    @Override
    public TagState mark(
            CacheSpace cache, Set<String> marks, MarkPosition beyond, TagBounds bounds, CallBudget budget) {
        return records.change(BackendOperation.MARK, name(cache), budget, bytes -> {
            MarkSet set = bytes.map(there -> MarkSet.of(there, beyond.incarnation()))
                    .orElseGet(() -> new MarkSet(beyond.incarnation()));
            TagState made = set.mark(marks, beyond.epoch(), bounds, largest.getAsLong(), clock.millis());
            return new Step<>(made, set.bytes(), CasStore.NEVER).telling(Message.marked(cache, made));
        });
    }

    @Override
    public TagState sync(CacheSpace cache, MarkPosition known, long incarnation, CallBudget budget) {
        return records.change(BackendOperation.SYNC, name(cache), budget, bytes -> {
            MarkSet set = bytes.map(there -> MarkSet.of(there, incarnation)).orElseGet(() -> new MarkSet(incarnation));
            boolean isKnown = set.incarnation() == known.incarnation();
            boolean isLifted = isKnown && set.lift(known.epoch());
            TagState state = set.above(isKnown ? known.epoch() : 0);
            // What cannot be read was made anew, and must be the same for whoever asks next.
            boolean isNew = bytes.isEmpty() || set.incarnation() == incarnation;
            return isNew || isLifted ? new Step<>(state, set.bytes(), CasStore.NEVER) : Step.none(state);
        });
    }

    @Override
    public List<TagState> peek(Collection<CacheSpace> caches, CallBudget budget) {
        return caches.stream()
                .map(cache -> records.read(BackendOperation.PEEK, name(cache), budget)
                        .map(bytes -> MarkSet.of(bytes, 0))
                        .map(set -> set.above(Long.MAX_VALUE))
                        .orElse(NOTHING))
                .toList();
    }
}
