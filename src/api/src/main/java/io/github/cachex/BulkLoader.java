// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.util.Collection;
import java.util.Map;

/**
 * Computes the values of several keys at once.
 *
 * @param <T> the type of the values
 * @param <E> the checked exception that it may throw, which arrives at the caller as it was thrown
 */
@FunctionalInterface
public interface BulkLoader<T, E extends Exception> {
    /**
     * Returns the values of {@code missing}, which is never empty; a key that it leaves out, or maps to null, has no value.
     * Called on the caller's thread with no connection held: once for the keys that this caller has to load, and again, for
     * single keys, where another's load that was waited for came to nothing.
     */
    Map<CacheKey<T>, ? extends T> load(Collection<CacheKey<T>> missing) throws E;
}
