// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.replay;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import io.github.cachex.testkit.FaultyBackend;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A backend that has marks beside its entries, and notes what it is told; sick where invalidations are. */
final class MarkingBackend implements TagStore {
    final List<String> told = new CopyOnWriteArrayList<>();
    private final FaultyBackend inner;
    private volatile boolean sick;

    MarkingBackend(FaultyBackend inner) {
        this.inner = inner;
    }

    void fail() {
        sick = true;
        inner.fail();
    }

    void heal() {
        sick = false;
        inner.heal(BackendOperation.values());
    }

    CacheBackend backend() {
        return new BackendDecorator(inner) {
            @Override
            public Optional<TagStore> tags() {
                return Optional.of(MarkingBackend.this);
            }

            @Override
            protected <R> R call(
                    BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
                R answer = step.apply(budget);
                if (operation == BackendOperation.INVALIDATE || operation == BackendOperation.EXPIRE) {
                    told.add(operation.text() + " " + subject.size());
                }
                return answer;
            }
        };
    }

    @Override
    public TagState mark(
            CacheSpace cache, Set<String> marks, MarkPosition beyond, TagBounds bounds, CallBudget budget) {
        if (sick) {
            throw new CacheConnectionException("fake", "mark", cache.value(), "sick", false, null);
        }
        told.add("mark " + cache.cache() + " " + marks.stream().sorted().toList());
        return new TagState(beyond.incarnation(), 0, 1, 0, Map.of());
    }

    @Override
    public TagState sync(CacheSpace cache, MarkPosition known, long incarnation, CallBudget budget) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<TagState> peek(Collection<CacheSpace> caches, CallBudget budget) {
        throw new UnsupportedOperationException();
    }
}
