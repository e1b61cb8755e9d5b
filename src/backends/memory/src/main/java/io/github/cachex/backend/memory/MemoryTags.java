// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** The marks of this JVM; one lock around everything, in which nothing waits. */
final class MemoryTags implements TagStore {
    private static final TagState NONE = new TagState(0, 0, 0, 0, Map.of());

    private final Map<CacheSpace, MarkSet> sets = new HashMap<>();
    private final MemoryLink link;
    private final LongSupplier clock;

    MemoryTags(MemoryLink link, LongSupplier clock) {
        this.link = link;
        this.clock = clock;
    }

    @Override
    public TagState mark(
            CacheSpace cache, Set<String> marks, MarkPosition beyond, TagBounds bounds, CallBudget budget) {
        TagState made = made(cache, marks, beyond, bounds);
        link.deliver();
        return made;
    }

    private synchronized TagState made(CacheSpace cache, Set<String> marks, MarkPosition beyond, TagBounds bounds) {
        TagState made = set(cache, beyond.incarnation()).mark(marks, beyond.epoch(), bounds, clock.getAsLong());
        link.marked(cache, made);
        return made;
    }

    @Override
    public synchronized TagState sync(CacheSpace cache, MarkPosition known, long incarnation, CallBudget budget) {
        return set(cache, incarnation).sync(known);
    }

    private MarkSet set(CacheSpace cache, long incarnation) {
        return sets.computeIfAbsent(cache, absent -> new MarkSet(incarnation));
    }

    @Override
    public synchronized List<TagState> peek(Collection<CacheSpace> caches, CallBudget budget) {
        return caches.stream()
                .map(cache -> {
                    MarkSet set = sets.get(cache);
                    return set == null ? NONE : set.state();
                })
                .toList();
    }

    synchronized void clear() {
        sets.clear();
    }
}
