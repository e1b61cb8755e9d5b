// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.backend.cas.CasBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Marks, those of a cache on the server that has its name. Thread-safe. */
final class ServerMarks implements TagStore {
    private final ServerParts parts;
    private final List<CasBackend> each;

    ServerMarks(ServerParts parts, List<CasBackend> each) {
        this.parts = parts;
        this.each = each;
    }

    private TagStore of(CacheSpace cache) {
        return each.get(parts.place(cache)).tags().orElseThrow();
    }

    @Override
    public TagState mark(
            CacheSpace cache, Set<String> marks, MarkPosition beyond, TagBounds bounds, CallBudget budget) {
        return of(cache).mark(cache, marks, beyond, bounds, budget);
    }

    @Override
    public TagState sync(CacheSpace cache, MarkPosition known, long incarnation, CallBudget budget) {
        return of(cache).sync(cache, known, incarnation, budget);
    }

    @Override
    public List<TagState> peek(Collection<CacheSpace> caches, CallBudget budget) {
        return caches.stream()
                .map(cache -> of(cache).peek(List.of(cache), budget).get(0))
                .toList();
    }
}
