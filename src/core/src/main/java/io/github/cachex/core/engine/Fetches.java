// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.AsyncBulkLoader;
import io.github.cachex.BulkLoader;
import io.github.cachex.CacheEntry;
import io.github.cachex.CacheKey;
import io.github.cachex.ContextLoader;
import io.github.cachex.FetchContext;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.near.NearLookup;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.statistics.CallCounters;
import io.github.cachex.spi.EntryCollector;
import io.github.cachex.spi.FetchScope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The fetches and reads of a cache, whose keys were checked before. Thread-safe. */
interface Fetches {
    /**
     * Returns what this JVM keeps under {@code nearKey} and may serve without further ado; a miss where the stages have to be
     * asked, be it for a refresh alone, or where the transaction of the calling thread has met this cache. A hit allocates
     * nothing, takes no lock and asks nobody.
     *
     * @param counters where the call is counted; null for the cache's handler
     */
    NearLookup lookUpNear(Object nearKey, @Nullable CallCounters counters);

    /**
     * Returns the value of {@code key}, after {@code miss}. After close, and where the namespace resolver fails, the loader simply runs.
     *
     * @throws Exception what the loader threw, unwrapped
     */
    @Nullable
    Object fetch(NearMiss miss, CacheKey<?> key, CacheSettings settings, ContextLoader<?, ? extends Exception> loader)
            throws Exception;

    /**
     * Returns the value of {@code key} after loading it, whatever is stored.
     *
     * @throws Exception what the loader threw, unwrapped
     */
    @Nullable
    Object refresh(CacheKey<?> key, CacheSettings settings, ContextLoader<?, ? extends Exception> loader)
            throws Exception;

    /** Returns what the value of {@code key} will be, by a loader that answers a stage; otherwise like {@link #fetch}. */
    CompletableFuture<Object> fetchLater(
            NearMiss miss,
            CacheKey<?> key,
            CacheSettings settings,
            ContextLoader<? extends CompletionStage<?>, ? extends Exception> loader);

    /** Returns the values of {@code keys} that have one. */
    default <T, E extends Exception> Map<CacheKey<T>, T> fetchAll(
            Collection<CacheKey<T>> keys, CacheSettings settings, BulkLoader<T, E> loader) throws Exception {
        Map<CacheKey<T>, CacheSettings> wanted = new LinkedHashMap<>();
        keys.forEach(key -> wanted.put(key, settings));
        return fetchAll(wanted, loader, null);
    }

    /** Returns the values of the keys of {@code wanted} that have one, each stored by its own settings and counted in {@code counters}. */
    <T, E extends Exception> Map<CacheKey<T>, T> fetchAll(
            Map<CacheKey<T>, CacheSettings> wanted, BulkLoader<T, E> loader, @Nullable CallCounters counters)
            throws Exception;

    /** Returns what will be the values of {@code keys} that have one, by a loader that answers a stage; nobody waits. */
    default <T> CompletableFuture<Map<CacheKey<T>, T>> fetchAllLater(
            Collection<CacheKey<T>> keys, CacheSettings settings, AsyncBulkLoader<T> loader) {
        Map<CacheKey<T>, CacheSettings> wanted = new LinkedHashMap<>();
        keys.forEach(key -> wanted.put(key, settings));
        return fetchAllLater(wanted, loader, null);
    }

    /** Returns what will be the values of the keys of {@code wanted} that have one, each stored by its own settings; nobody waits. */
    <T> CompletableFuture<Map<CacheKey<T>, T>> fetchAllLater(
            Map<CacheKey<T>, CacheSettings> wanted, AsyncBulkLoader<T> loader, @Nullable CallCounters counters);

    /** Returns in whose name this thread reads; throws what the namespace resolver does. */
    Namespace owner();

    /** Begins to read {@code keys} for {@code owner}: with what is known in this JVM. */
    <T> BegunRead<T> lookUp(Namespace owner, Collection<CacheKey<T>> keys);

    /** Returns the values that are there of what {@code begun} asks for. */
    <T> Map<CacheKey<T>, T> read(BegunRead<T> begun);

    /** Returns what {@code begun} has found so far, as if the backend had failed: no thread is there to ask it. */
    <T> Map<CacheKey<T>, T> refuse(BegunRead<T> begun);

    /** Returns the values of {@code keys} that are there. */
    default <T> Map<CacheKey<T>, T> getAll(Collection<CacheKey<T>> keys) {
        return read(lookUp(owner(), keys));
    }

    /** Returns what is stored under {@code key}, looked at. */
    <T> Optional<CacheEntry<T>> entry(CacheKey<T> key);

    /** Returns whether there is a value of {@code key}. */
    boolean contains(CacheKey<?> key);

    /** Returns what {@code loader} comes to without any caching; what it says of its value is said of nothing. */
    static <T, E extends Exception> @Nullable T plain(ContextLoader<T, E> loader) throws E {
        EntryCollector.uncertainHere();
        try (FetchScope scope = FetchScope.openPlain()) {
            return loader.load(FetchContext.current());
        }
    }

    /** Returns the same of a loader that answers a stage. */
    static CompletableFuture<Object> plainLater(
            ContextLoader<? extends CompletionStage<?>, ? extends Exception> loader) {
        CompletableFuture<Object> plain = new CompletableFuture<>();
        try {
            Objects.requireNonNull(plain(loader)).whenComplete((value, failure) -> {
                if (failure == null) {
                    plain.complete(value);
                } else {
                    plain.completeExceptionally(Outcome.unwrapped(failure));
                }
            });
        } catch (Throwable failure) {
            plain.completeExceptionally(failure);
        }
        return plain;
    }
}
