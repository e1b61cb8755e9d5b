// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The marks of a {@link FaultyBackend}. */
final class FaultyTags implements TagStore {
    private final TagStore inner;
    private final Faults faults;

    FaultyTags(TagStore inner, Faults faults) {
        this.inner = inner;
        this.faults = faults;
    }

    @Override
    public TagState mark(
            CacheSpace cache, Set<String> marks, long held, long incarnation, TagBounds bounds, CallBudget budget) {
        return faults.run(
                Operation.MARK,
                cache.value(),
                budget,
                left -> inner.mark(cache, marks, held, incarnation, bounds, left));
    }

    @Override
    public TagState sync(CacheSpace cache, long known, long since, long incarnation, CallBudget budget) {
        return faults.run(
                Operation.SYNC, cache.value(), budget, left -> inner.sync(cache, known, since, incarnation, left));
    }

    @Override
    public List<TagState> peek(Collection<CacheSpace> caches, CallBudget budget) {
        String names = String.join(" ", caches.stream().map(CacheSpace::value).toList());
        return faults.run(Operation.PEEK, names, budget, left -> inner.peek(caches, left));
    }
}
