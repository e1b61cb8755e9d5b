// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The operations of a {@link CacheHandler} that keep no caller waiting. Thread-safe. */
public interface AsyncCache {
    /**
     * Returns the value under {@code key} as {@link CacheHandler#get} does, without keeping the caller waiting.
     *
     * <p>This holds for all methods here, and for {@link CacheHandler#fetchAsync}. What this JVM can answer, the
     * returned stage is completed with already; everything else is done on another thread (a virtual one where the JDK has them and no
     * executor is given), unless the caller's own is one of Cachex's already: a load that runs in the background, or what follows on
     * one of these stages. In whose name the call is made, and in which transaction, is asked on the caller's thread. A stage promises
     * what the method of the same name without {@code Async} promises when it returns: not before it is completed, so that two calls
     * of which the second does not await the first may be done in either order. What that method throws, it fails with; mistakes in
     * arguments alone are thrown at once. Where no thread is free and a thousand calls wait for one, fetches, reads and puts are
     * answered as while the backend is down, and invalidations are queued. What a caller does with its stage, such as cancelling it,
     * is felt by no other and undoes nothing.
     */
    <T> CompletionStage<Optional<T>> getAsync(CacheKey<T> key);

    /**
     * Returns the values under {@code keys}, loading at once those that are missing, as {@link CacheHandler#fetchAll} does; see
     * {@link #getAsync}. While the loader's stage is open, no thread waits for it. In a transaction that has changed some of the
     * keys the loader is called apart for those, and nothing of them is stored; what it loads otherwise is of no transaction, as with
     * {@link CacheHandler#fetchAsync}.
     */
    <T> CompletionStage<Map<CacheKey<T>, T>> fetchAllAsync(
            Collection<CacheKey<T>> keys, CacheOptions options, AsyncBulkLoader<T> loader);

    /** Returns those of {@code keys} that are stored and fresh, as {@link CacheHandler#getAll} does; see {@link #getAsync}. */
    <T> CompletionStage<Map<CacheKey<T>, T>> getAllAsync(Collection<CacheKey<T>> keys);

    /** Stores {@code value}, as it is now, as {@link CacheHandler#put(CacheKey, Object)} does; see {@link #getAsync}. */
    default <T> CompletionStage<@Nullable Void> putAsync(CacheKey<T> key, T value) {
        return putAsync(key, value, CacheOptions.defaults());
    }

    /** Stores {@code value}, as it is now, as {@link CacheHandler#put(CacheKey, Object, CacheOptions)} does; see {@link #getAsync}. */
    <T> CompletionStage<@Nullable Void> putAsync(CacheKey<T> key, T value, CacheOptions options);

    /** Stores all {@code values}, as they are now, as {@link CacheHandler#putAll} does; see {@link #getAsync}. */
    <T> CompletionStage<@Nullable Void> putAllAsync(Map<CacheKey<T>, T> values, CacheOptions options);

    /** Drops what is stored under {@code ids}, as {@link CacheHandler#invalidate} does; see {@link #getAsync}. */
    CompletionStage<Invalidation> invalidateAsync(String... ids);

    /** Lets what is stored under {@code ids} end now, as {@link CacheHandler#expire} does; see {@link #getAsync}. */
    CompletionStage<Invalidation> expireAsync(String... ids);

    /** Drops all entries that carry one of {@code tags}, as {@link CacheHandler#invalidateTags} does; see {@link #getAsync}. */
    CompletionStage<Invalidation> invalidateTagsAsync(String... tags);

    /** Lets all entries end now that carry one of {@code tags}, as {@link CacheHandler#expireTags} does; see {@link #getAsync}. */
    CompletionStage<Invalidation> expireTagsAsync(String... tags);

    /** Drops all entries whose id matches {@code glob}, as {@link CacheHandler#invalidateMatching} does; see {@link #getAsync}. */
    CompletionStage<Invalidation> invalidateMatchingAsync(String glob);

    /** Lets all entries end whose id matches {@code glob}, as {@link CacheHandler#expireMatching} does; see {@link #getAsync}. */
    CompletionStage<Invalidation> expireMatchingAsync(String glob);

    /** Drops all entries of this cache, as {@link CacheHandler#clear} does; see {@link #getAsync}. */
    CompletionStage<Invalidation> clearAsync();

    /** Lets all entries of this cache end now, as {@link CacheHandler#expireAll} does; see {@link #getAsync}. */
    CompletionStage<Invalidation> expireAllAsync();
}
