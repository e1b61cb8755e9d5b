// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.AsyncBulkLoader;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.spi.Tags;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The part of a handler that keeps no caller waiting. Thread-safe. */
abstract class AsyncHandler implements CacheHandler {
    private final AsyncCalls async;

    AsyncHandler(AsyncCalls async) {
        this.async = async;
    }

    @Override
    public <T> CompletionStage<Map<CacheKey<T>, T>> fetchAllAsync(
            Collection<CacheKey<T>> keys, CacheOptions options, AsyncBulkLoader<T> loader) {
        return async.fetchAll(keys, options, loader);
    }

    @Override
    public <T> CompletionStage<Optional<T>> getAsync(CacheKey<T> key) {
        return async.get(key);
    }

    @Override
    public <T> CompletionStage<Map<CacheKey<T>, T>> getAllAsync(Collection<CacheKey<T>> keys) {
        return async.getAll(keys);
    }

    @Override
    public <T> CompletionStage<@Nullable Void> putAsync(CacheKey<T> key, T value, CacheOptions options) {
        return async.putAll(Collections.singletonMap(key, value), options);
    }

    @Override
    public <T> CompletionStage<@Nullable Void> putAllAsync(Map<CacheKey<T>, T> values, CacheOptions options) {
        return async.putAll(values, options);
    }

    @Override
    public CompletionStage<Invalidation> invalidateAsync(String... ids) {
        return async.invalidate(Selection.ids(ids), false);
    }

    @Override
    public CompletionStage<Invalidation> expireAsync(String... ids) {
        return async.invalidate(Selection.ids(ids), true);
    }

    @Override
    public CompletionStage<Invalidation> invalidateTagsAsync(String... tags) {
        return async.invalidate(new Selection.Tagged(Tags.checked(tags)), false);
    }

    @Override
    public CompletionStage<Invalidation> expireTagsAsync(String... tags) {
        return async.invalidate(new Selection.Tagged(Tags.checked(tags)), true);
    }

    @Override
    public CompletionStage<Invalidation> invalidateMatchingAsync(String glob) {
        return async.invalidate(new Selection.Matching(glob), false);
    }

    @Override
    public CompletionStage<Invalidation> expireMatchingAsync(String glob) {
        return async.invalidate(new Selection.Matching(glob), true);
    }

    @Override
    public CompletionStage<Invalidation> clearAsync() {
        return async.invalidate(new Selection.All(), false);
    }

    @Override
    public CompletionStage<Invalidation> expireAllAsync() {
        return async.invalidate(new Selection.All(), true);
    }
}
