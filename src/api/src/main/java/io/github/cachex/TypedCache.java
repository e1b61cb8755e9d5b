// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.error.CacheMissException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A view of a {@link CacheHandler} for one type of values, by plain ids. Each method does what the handler's method of its name
 * does, with the same exceptions. Tags are given by {@link CacheOptions#tags}; what concerns entries of every type, such as
 * {@link CacheHandler#invalidateTags} and {@link CacheHandler#clear}, is the handler's. Thread-safe, cheap, closed with its handler.
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

    /** Returns the value under {@code id}; the loader is given a context to steer its storing. See {@link CacheHandler#fetchWith}. */
    <E extends Exception> T fetchWith(String id, CacheOptions options, ContextLoader<? extends T, E> loader) throws E;

    /** Returns what the value under {@code id} will be, keeping no caller waiting; see {@link CacheHandler#fetchAsync}. */
    CompletionStage<T> fetchAsync(
            String id, CacheOptions options, Supplier<? extends CompletionStage<? extends T>> loader);

    /**
     * Computes the values of several ids at once.
     *
     * @param <T> the type of the values
     * @param <E> the checked exception that it may throw, which arrives at the caller as it was thrown
     */
    @FunctionalInterface
    interface IdLoader<T, E extends Exception> {
        /** Returns the values of {@code missing} by id, as {@link BulkLoader#load} does by key. */
        Map<String, ? extends T> load(Collection<String> missing) throws E;
    }

    /**
     * Returns the values under {@code ids}, loading at once those that are missing; see {@link CacheHandler#fetchAll}.
     *
     * @return the values by id, in the order of {@code ids}; ids without a value are left out
     */
    <E extends Exception> Map<String, T> fetchAll(Collection<String> ids, CacheOptions options, IdLoader<T, E> loader)
            throws E;

    /**
     * Computes the values of several ids at once, without keeping a thread waiting for them.
     *
     * @param <T> the type of the values
     */
    @FunctionalInterface
    interface AsyncIdLoader<T> {
        /** Returns the stage of the values of {@code missing} by id, as {@link AsyncBulkLoader#load} does by key. */
        CompletionStage<? extends Map<String, ? extends T>> load(Collection<String> missing);
    }

    /** Returns what the values under {@code ids} will be, as {@link #fetchAll} does; see {@link AsyncCache#fetchAllAsync}. */
    CompletionStage<Map<String, T>> fetchAllAsync(
            Collection<String> ids, CacheOptions options, AsyncIdLoader<T> loader);

    /** Returns the fresh value under {@code id}. */
    Optional<T> get(String id);

    /**
     * Returns the fresh value under {@code id}.
     *
     * @throws CacheMissException when there is none
     */
    T require(String id);

    /** Returns the fresh values under {@code ids}, by id; those without one are left out. */
    Map<String, T> getAll(Collection<String> ids);

    /** Returns the value under {@code id} as {@link #get} does; see {@link AsyncCache#getAsync}. */
    CompletionStage<Optional<T>> getAsync(String id);

    /** Returns the values under {@code ids} as {@link #getAll} does; see {@link AsyncCache#getAsync}. */
    CompletionStage<Map<String, T>> getAllAsync(Collection<String> ids);

    /** Loads the value under {@code id} now, whatever is stored; see {@link CacheHandler#refresh(CacheKey, Loader)}. */
    <E extends Exception> T refresh(String id, CacheOptions options, Loader<? extends T, E> loader) throws E;

    /** Stores {@code value} under {@code id}. */
    void put(String id, T value);

    /** Stores {@code value} under {@code id}, with {@code options} for this call. */
    void put(String id, T value, CacheOptions options);

    /** Stores all {@code values}, each under its id, with {@code options} for this call. */
    void putAll(Map<String, ? extends T> values, CacheOptions options);

    /** Stores {@code value}, as it is now, under {@code id}; see {@link AsyncCache#getAsync}. */
    CompletionStage<@Nullable Void> putAsync(String id, T value);

    /** Stores {@code value}, as it is now, with {@code options} for this call; see {@link AsyncCache#getAsync}. */
    CompletionStage<@Nullable Void> putAsync(String id, T value, CacheOptions options);

    /** Stores all {@code values}, as they are now, with {@code options} for this call; see {@link AsyncCache#getAsync}. */
    CompletionStage<@Nullable Void> putAllAsync(Map<String, ? extends T> values, CacheOptions options);

    /** Stores {@code value} under {@code id} unless a fresh value is there, and returns whether it did; never guesses. */
    boolean putIfAbsent(String id, T value, CacheOptions options);

    /** Removes the fresh value under {@code id} and returns it; at most one caller in the cluster gets it. */
    Optional<T> getAndRemove(String id);

    /** Returns what is stored under {@code id}, looked at; see {@link CacheHandler#entry}. */
    Optional<CacheEntry<T>> entry(String id);

    /** Returns whether a fresh entry is stored under {@code id}, of whatever type. */
    boolean contains(String id);

    /** Lets the fresh entry under {@code id} live for {@code ttl} from now, and returns whether there was one. */
    boolean touch(String id, Duration ttl);

    /** Drops what is stored under {@code ids}. */
    Invalidation invalidate(String... ids);

    /** Lets what is stored under {@code ids} end now; it may still stand in as a stale value. */
    Invalidation expire(String... ids);

    /** Drops what is stored under {@code ids} as {@link #invalidate} does; see {@link AsyncCache#getAsync}. */
    CompletionStage<Invalidation> invalidateAsync(String... ids);

    /** Lets what is stored under {@code ids} end now as {@link #expire} does; see {@link AsyncCache#getAsync}. */
    CompletionStage<Invalidation> expireAsync(String... ids);
}
