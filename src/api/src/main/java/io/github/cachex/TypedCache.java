// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.util.Optional;

/**
 * A view of a {@link CacheHandler} for one type of values, by plain ids. Thread-safe, cheap, closed with its handler.
 *
 * @param <T> the type of the values
 */
public interface TypedCache<T> {
    /** Returns the key of {@code id}, for the handler's own methods. */
    CacheKey<T> key(String id);

    /** Returns the value under {@code id}, loading it if need be; see {@link CacheHandler#fetch(CacheKey, Loader)}. */
    <E extends Exception> T fetch(String id, Loader<? extends T, E> loader) throws E;

    /** Returns the value under {@code id}, loading it if need be, with {@code options} for this call. */
    <E extends Exception> T fetch(String id, CacheOptions options, Loader<? extends T, E> loader) throws E;

    /** Returns the fresh value under {@code id}. */
    Optional<T> get(String id);

    /** Stores {@code value} under {@code id}. */
    void put(String id, T value);

    /** Stores {@code value} under {@code id}, with {@code options} for this call. */
    void put(String id, T value, CacheOptions options);

    /** Drops what is stored under {@code ids}. */
    Invalidation invalidate(String... ids);
}
