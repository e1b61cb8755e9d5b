// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.PartialFailureException;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What an operation on several keys came to.
 *
 * @param answer what it answers for those for which it did not fail
 * @param failures why it failed for the others
 */
public record PartialAnswer<R>(R answer, Map<EntryKey, CacheBackendException> failures) {
    /** Does {@code operation}, which is about {@code keys}; where it fails for all of them, {@code none} is the answer. */
    public static <R> PartialAnswer<R> of(Collection<EntryKey> keys, R none, Supplier<R> operation) {
        try {
            return of(operation);
        } catch (CacheBackendException e) {
            Map<EntryKey, CacheBackendException> all = new LinkedHashMap<>();
            keys.forEach(key -> all.put(key, e));
            return new PartialAnswer<>(none, all);
        }
    }

    /**
     * Does {@code operation}.
     *
     * @throws CacheBackendException where it fails for all keys
     */
    @SuppressWarnings("unchecked")
    public static <R> PartialAnswer<R> of(Supplier<R> operation) {
        try {
            return new PartialAnswer<>(operation.get(), Map.of());
        } catch (PartialFailureException e) {
            return new PartialAnswer<>((R) e.answer(), e.failures());
        }
    }

    /** Returns those of {@code keys} for which it did not fail. */
    public List<EntryKey> done(Collection<EntryKey> keys) {
        return failures.isEmpty()
                ? List.copyOf(keys)
                : keys.stream().filter(key -> !failures.containsKey(key)).toList();
    }

    /** Returns the first failure, if there is one. */
    public Optional<CacheBackendException> failure() {
        return failures.values().stream().findFirst();
    }

    /** Tells {@code told} of each failure once, with the first key that it concerns. */
    public void eachFailure(BiConsumer<EntryKey, CacheBackendException> told) {
        Set<CacheBackendException> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        failures.forEach((key, failure) -> {
            if (seen.add(failure)) {
                told.accept(key, failure);
            }
        });
    }
}
