// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

/**
 * One entry that a {@link CacheWarmer} wants loaded.
 *
 * @param cache the name of the cache
 * @param key the key
 * @param options options for this entry
 * @param loader computes the value; not called where a fresh value is stored
 * @param <T> the value's type
 */
public record WarmEntry<T>(
        String cache, CacheKey<T> key, CacheOptions options, Loader<? extends T, ? extends Exception> loader) {
    /** Returns an entry without options of its own. */
    public static <T> WarmEntry<T> of(String cache, CacheKey<T> key, Loader<? extends T, ? extends Exception> loader) {
        return new WarmEntry<>(cache, key, CacheOptions.defaults(), loader);
    }
}
