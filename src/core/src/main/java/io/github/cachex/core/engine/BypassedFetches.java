// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.AsyncBulkLoader;
import io.github.cachex.BulkLoader;
import io.github.cachex.CacheEntry;
import io.github.cachex.CacheKey;
import io.github.cachex.ContextLoader;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.near.NearLookup;
import io.github.cachex.core.operation.AsyncBulkFetch;
import io.github.cachex.core.operation.BulkFetch;
import io.github.cachex.core.operation.Naming;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.core.statistics.CallCounters;
import io.github.cachex.spi.EntryCollector;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fetches of a cache that is switched off: each runs its loader and stores nothing, and nothing is found. What is invalidated, put
 * or refreshed is still told to the backend as an invalidation, so that nodes where caching is on stay right, and what counts or
 * decides for the whole cluster is no caching and goes on.
 *
 * @param state whether the cache is closed
 * @param naming refuses what could be no key
 * @param invalidation invalidates the id that is refreshed
 */
record BypassedFetches(CacheState state, Naming naming, BiConsumer<Namespace, String> invalidation) implements Fetches {
    @Override
    public NearLookup lookUpNear(Object nearKey, @Nullable CallCounters counters) {
        return NearMiss.unknown(nearKey);
    }

    @Override
    public @Nullable Object fetch(
            NearMiss miss, CacheKey<?> key, CacheSettings settings, ContextLoader<?, ? extends Exception> loader)
            throws Exception {
        check(key);
        return Fetches.plain(loader);
    }

    @Override
    public @Nullable Object refresh(
            CacheKey<?> key, CacheSettings settings, ContextLoader<?, ? extends Exception> loader) throws Exception {
        check(key);
        Namespace owner = naming.ownerIfKnown();
        Object value = Fetches.plain(loader);
        if (owner != null && !state.isClosed()) {
            // Others are not to go on with the value that this one was to replace.
            invalidation.accept(owner, key.id());
        }
        return value;
    }

    @Override
    public CompletableFuture<Object> fetchLater(
            NearMiss miss,
            CacheKey<?> key,
            CacheSettings settings,
            ContextLoader<? extends CompletionStage<?>, ? extends Exception> loader) {
        check(key);
        return Fetches.plainLater(loader);
    }

    @Override
    public <T, E extends Exception> Map<CacheKey<T>, T> fetchAll(
            Map<CacheKey<T>, CacheSettings> wanted, BulkLoader<T, E> loader, @Nullable CallCounters counters) throws E {
        wanted.keySet().forEach(this::check);
        return BulkFetch.plain(wanted.keySet(), loader);
    }

    @Override
    public <T> CompletableFuture<Map<CacheKey<T>, T>> fetchAllLater(
            Map<CacheKey<T>, CacheSettings> wanted, AsyncBulkLoader<T> loader, @Nullable CallCounters counters) {
        wanted.keySet().forEach(this::check);
        return AsyncBulkFetch.plain(wanted.keySet(), loader);
    }

    @Override
    public Namespace owner() {
        return Namespace.NONE;
    }

    @Override
    public <T> BegunRead<T> lookUp(Namespace owner, Collection<CacheKey<T>> keys) {
        keys.forEach(this::check);
        EntryCollector.uncertainHere();
        return new BegunRead<>(new LinkedHashMap<>(), List.of());
    }

    @Override
    public <T> Map<CacheKey<T>, T> read(BegunRead<T> begun) {
        return begun.found();
    }

    @Override
    public <T> Map<CacheKey<T>, T> refuse(BegunRead<T> begun) {
        return begun.found();
    }

    @Override
    public <T> Optional<CacheEntry<T>> entry(CacheKey<T> key) {
        check(key);
        EntryCollector.uncertainHere();
        return Optional.empty();
    }

    @Override
    public boolean contains(CacheKey<?> key) {
        check(key);
        EntryCollector.uncertainHere();
        return false;
    }

    private void check(CacheKey<?> key) {
        if (!state.isClosed()) {
            var unused = naming.key(Namespace.NONE, key.id());
        }
    }
}
