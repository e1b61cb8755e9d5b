// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Computes the values of several keys at once, for callers who do not wait.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface AsyncBulkLoader<T> {
    /**
     * Returns what will be the values of {@code missing}, which is never empty; a key that the map leaves out, or maps to null, has no
     * value. Called once for the keys that this caller has to load, and again, for single keys, where another's load that was awaited
     * came to nothing. Must not block: it may be called on a thread of the background, or on the caller's.
     *
     * @return the stage, never null; where it fails, so does the fetch, with the same exception
     */
    CompletionStage<? extends Map<CacheKey<T>, ? extends T>> load(Collection<CacheKey<T>> missing);
}
