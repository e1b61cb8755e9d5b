// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.AsyncBulkLoader;
import io.github.cachex.BulkLoader;
import io.github.cachex.CacheEntry;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.CacheStats;
import io.github.cachex.ContextLoader;
import io.github.cachex.Invalidation;
import io.github.cachex.Loader;
import io.github.cachex.TypeRef;
import io.github.cachex.TypedCache;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is injected: the application's cache of that name, in a form that may be passivated with its owner. */
final class HandlerView implements CacheHandler, Serializable {
    private static final long serialVersionUID = 1L;

    private final EngineOwner owner;
    private final String name;
    private transient volatile @Nullable CacheHandler cache;

    HandlerView(EngineOwner owner, String name) {
        this.owner = owner;
        this.name = name;
    }

    private CacheHandler cache() {
        CacheHandler known = cache;
        if (known == null) {
            known = owner.cache(name);
            cache = known;
        }
        return known;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public <T, E extends Exception> T fetch(CacheKey<T> key, Loader<? extends T, E> loader) throws E {
        return cache().fetch(key, loader);
    }

    @Override
    public <T, E extends Exception> T fetch(CacheKey<T> key, CacheOptions options, Loader<? extends T, E> loader)
            throws E {
        return cache().fetch(key, options, loader);
    }

    @Override
    public <T, E extends Exception> T fetchWith(
            CacheKey<T> key, CacheOptions options, ContextLoader<? extends T, E> loader) throws E {
        return cache().fetchWith(key, options, loader);
    }

    @Override
    public <T, E extends Exception> T refresh(CacheKey<T> key, Loader<? extends T, E> loader) throws E {
        return cache().refresh(key, loader);
    }

    @Override
    public <T, E extends Exception> T refresh(CacheKey<T> key, CacheOptions options, Loader<? extends T, E> loader)
            throws E {
        return cache().refresh(key, options, loader);
    }

    @Override
    public <T, E extends Exception> T refreshWith(
            CacheKey<T> key, CacheOptions options, ContextLoader<? extends T, E> loader) throws E {
        return cache().refreshWith(key, options, loader);
    }

    @Override
    public <T> Optional<T> get(CacheKey<T> key) {
        return cache().get(key);
    }

    @Override
    public <T> Map<CacheKey<T>, T> getAll(Collection<CacheKey<T>> keys) {
        return cache().getAll(keys);
    }

    @Override
    public <T> void put(CacheKey<T> key, T value) {
        cache().put(key, value);
    }

    @Override
    public <T> void put(CacheKey<T> key, T value, CacheOptions options) {
        cache().put(key, value, options);
    }

    @Override
    public <T> void putAll(Map<CacheKey<T>, T> values, CacheOptions options) {
        cache().putAll(values, options);
    }

    @Override
    public <T> boolean putIfAbsent(CacheKey<T> key, T value, CacheOptions options) {
        return cache().putIfAbsent(key, value, options);
    }

    @Override
    public <T> Optional<T> getAndRemove(CacheKey<T> key) {
        return cache().getAndRemove(key);
    }

    @Override
    public <T> Optional<CacheEntry<T>> entry(CacheKey<T> key) {
        return cache().entry(key);
    }

    @Override
    public boolean contains(CacheKey<?> key) {
        return cache().contains(key);
    }

    @Override
    public boolean touch(CacheKey<?> key, Duration ttl) {
        return cache().touch(key, ttl);
    }

    @Override
    public Invalidation invalidate(String... ids) {
        return cache().invalidate(ids);
    }

    @Override
    public <T> CompletionStage<T> fetchAsync(
            CacheKey<T> key, CacheOptions options, Supplier<? extends CompletionStage<? extends T>> loader) {
        return cache().fetchAsync(key, options, loader);
    }

    @Override
    public <T, E extends Exception> Map<CacheKey<T>, T> fetchAll(
            Collection<CacheKey<T>> keys, CacheOptions options, BulkLoader<T, E> loader) throws E {
        return cache().fetchAll(keys, options, loader);
    }

    @Override
    public long increment(String counter, long by, Duration ttl) {
        return cache().increment(counter, by, ttl);
    }

    @Override
    public Invalidation invalidateTags(String... tags) {
        return cache().invalidateTags(tags);
    }

    @Override
    public Invalidation invalidateMatching(String glob) {
        return cache().invalidateMatching(glob);
    }

    @Override
    public Invalidation clear() {
        return cache().clear();
    }

    @Override
    public Invalidation expire(String... ids) {
        return cache().expire(ids);
    }

    @Override
    public Invalidation expireTags(String... tags) {
        return cache().expireTags(tags);
    }

    @Override
    public Invalidation expireMatching(String glob) {
        return cache().expireMatching(glob);
    }

    @Override
    public Invalidation expireAll() {
        return cache().expireAll();
    }

    @Override
    public <T> CompletionStage<Map<CacheKey<T>, T>> fetchAllAsync(
            Collection<CacheKey<T>> keys, CacheOptions options, AsyncBulkLoader<T> loader) {
        return cache().fetchAllAsync(keys, options, loader);
    }

    @Override
    public <T> CompletionStage<Optional<T>> getAsync(CacheKey<T> key) {
        return cache().getAsync(key);
    }

    @Override
    public <T> CompletionStage<Map<CacheKey<T>, T>> getAllAsync(Collection<CacheKey<T>> keys) {
        return cache().getAllAsync(keys);
    }

    @Override
    public <T> CompletionStage<@Nullable Void> putAsync(CacheKey<T> key, T value, CacheOptions options) {
        return cache().putAsync(key, value, options);
    }

    @Override
    public <T> CompletionStage<@Nullable Void> putAllAsync(Map<CacheKey<T>, T> values, CacheOptions options) {
        return cache().putAllAsync(values, options);
    }

    @Override
    public CompletionStage<Invalidation> invalidateAsync(String... ids) {
        return cache().invalidateAsync(ids);
    }

    @Override
    public CompletionStage<Invalidation> expireAsync(String... ids) {
        return cache().expireAsync(ids);
    }

    @Override
    public CompletionStage<Invalidation> invalidateTagsAsync(String... tags) {
        return cache().invalidateTagsAsync(tags);
    }

    @Override
    public CompletionStage<Invalidation> expireTagsAsync(String... tags) {
        return cache().expireTagsAsync(tags);
    }

    @Override
    public CompletionStage<Invalidation> invalidateMatchingAsync(String glob) {
        return cache().invalidateMatchingAsync(glob);
    }

    @Override
    public CompletionStage<Invalidation> expireMatchingAsync(String glob) {
        return cache().expireMatchingAsync(glob);
    }

    @Override
    public CompletionStage<Invalidation> clearAsync() {
        return cache().clearAsync();
    }

    @Override
    public CompletionStage<Invalidation> expireAllAsync() {
        return cache().expireAllAsync();
    }

    @Override
    public <T> TypedCache<T> typed(Class<T> type) {
        return cache().typed(type);
    }

    @Override
    public <T> TypedCache<T> typed(TypeRef<T> type) {
        return cache().typed(type);
    }

    @Override
    public CacheStats stats() {
        return cache().stats();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("cache '" + name
                + "' is injected and shared by the whole application, which closes it when it ends; leave it open");
    }

    @Override
    public String toString() {
        return "cache '" + name + "'";
    }
}
