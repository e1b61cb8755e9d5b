// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import io.github.cachex.core.statistics.BackendUse;
import io.github.cachex.core.statistics.BackendUses;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Counts the calls of a backend, their time, and the bytes of what it answered, for the cache that each is about. A look at the marks of
 * all caches, as each heartbeat takes one, is no cache's and not counted. Thread-safe.
 */
public final class CountedBackend extends BackendDecorator {
    private final BackendUses uses;

    /** Counts calls of {@code next} in {@code uses}. */
    public CountedBackend(CacheBackend next, BackendUses uses) {
        super(next);
        this.uses = uses;
    }

    @Override
    protected <R> R call(
            BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
        Optional<String> cache = operation == BackendOperation.PEEK ? Optional.empty() : cache(subject);
        if (cache.isEmpty()) {
            return step.apply(budget);
        }
        BackendUse use = uses.of(cache.get());
        long began = System.nanoTime();
        R answer;
        try {
            answer = step.apply(budget);
        } finally {
            use.called(System.nanoTime() - began);
        }
        if (operation == BackendOperation.READ || operation == BackendOperation.REMOVE) {
            ((Optional<?>) answer).ifPresent(entry -> use.read(size(entry)));
        } else if (operation == BackendOperation.READ_ALL) {
            ((Map<?, ?>) answer).values().forEach(entry -> use.read(size(entry)));
        }
        return answer;
    }

    private static int size(Object entry) {
        return ((StoredEntry) entry).bytes().length;
    }

    private static Optional<String> cache(CallSubject subject) {
        if (subject instanceof EntryKey key) {
            return Optional.of(key.cache());
        } else if (subject instanceof CacheSpace space) {
            return Optional.of(space.cache());
        } else if (subject instanceof CallSubject.Several several && several.size() > 0) {
            return cache(several.subjects().iterator().next());
        }
        return Optional.empty();
    }
}
