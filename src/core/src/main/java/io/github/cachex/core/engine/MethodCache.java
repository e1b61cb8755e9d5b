// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.AsyncBulkLoader;
import io.github.cachex.BulkLoader;
import io.github.cachex.CacheKey;
import io.github.cachex.ContextLoader;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.near.NearLookup;
import io.github.cachex.core.operation.AsyncBulkFetch;
import io.github.cachex.core.operation.BulkFetch;
import io.github.cachex.core.operation.Naming;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.core.statistics.CallCounters;
import io.github.cachex.spi.EntryKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A cache for annotated methods: settings are complete, and no failure of the backend is thrown. Thread-safe. */
public final class MethodCache {
    private final CacheState state;
    private final Naming naming;
    private final Operations operations;
    private final @Nullable CallCounters counters;

    /** Creates one whose fetches count in {@code counters}; null are those of the cache's handler. */
    MethodCache(CacheState state, Naming naming, Operations operations, @Nullable CallCounters counters) {
        this.state = state;
        this.naming = naming;
        this.operations = operations;
        this.counters = counters;
    }

    /** When a method's invalidation takes effect. */
    public enum When {
        /** At once, whatever transaction there is. */
        NOW,
        /** As far as there is a transaction and it is so configured, after it was committed. */
        AFTER_COMMIT
    }

    /**
     * Returns what this JVM keeps under {@code nearKey} and may serve without further ado, a {@link
     * io.github.cachex.core.near.NearHit}; else a {@link NearMiss} for the fetch that follows. A hit allocates nothing, takes no
     * lock and asks nobody.
     *
     * @param nearKey under which the value is kept in this JVM; equal ones have equal keys
     */
    public NearLookup lookUpNear(Object nearKey) {
        return operations.fetches().lookUpNear(nearKey, counters);
    }

    /**
     * Returns what a method answers that was looked up in vain. After close, and where the namespace resolver fails, the loader simply
     * runs.
     *
     * @throws Exception what the loader threw, unwrapped
     */
    public @Nullable Object fetch(
            NearLookup miss, CacheKey<?> key, CacheSettings settings, ContextLoader<?, ? extends Exception> loader)
            throws Exception {
        return operations.fetches().fetch((NearMiss) miss, key, settings, loader);
    }

    /**
     * Returns what an asynchronous method answers; otherwise like {@link #fetch}.
     *
     * @return a stage that fails with what the loader threw, or its stage failed with, unwrapped
     */
    public CompletableFuture<Object> fetchLater(
            NearLookup miss,
            CacheKey<?> key,
            CacheSettings settings,
            ContextLoader<? extends CompletionStage<?>, ? extends Exception> loader) {
        return operations.fetches().fetchLater((NearMiss) miss, key, settings, loader);
    }

    /**
     * Returns the values of the keys of {@code wanted} that have one, each stored by its own settings; what is missing is loaded by one
     * call of {@code loader}. After close, and where the namespace resolver fails, the loader simply runs.
     *
     * @throws Exception what the loader threw, unwrapped
     */
    public <T, E extends Exception> Map<CacheKey<T>, T> fetchAll(
            Map<CacheKey<T>, CacheSettings> wanted, BulkLoader<T, E> loader) throws Exception {
        return state.isClosed()
                ? BulkFetch.plain(wanted.keySet(), loader)
                : operations.fetches().fetchAll(wanted, loader, counters);
    }

    /**
     * Returns what asynchronous methods answer for several keys; otherwise like {@link #fetchAll}.
     *
     * @return a stage that fails with what the stage of the loader failed with, unwrapped
     */
    public <T> CompletableFuture<Map<CacheKey<T>, T>> fetchAllLater(
            Map<CacheKey<T>, CacheSettings> wanted, AsyncBulkLoader<T> loader) {
        return state.isClosed()
                ? AsyncBulkFetch.plain(wanted.keySet(), loader)
                : operations.fetches().fetchAllLater(wanted, loader, counters);
    }

    /** Returns in whose name this thread puts and invalidates; throws what the namespace resolver does. */
    public Namespace owner() {
        return state.isClosed() ? Namespace.NONE : naming.owner();
    }

    /** Stores what a method answered. Does nothing after close. */
    public void put(Namespace owner, CacheKey<?> key, @Nullable Object value, CacheSettings settings) {
        if (!state.isClosed()) {
            operations.puts().put(naming.key(owner, key.id()), key.type(), value, owner.own(settings));
        }
    }

    /** Stores each of {@code values} by the settings that {@code settings} has for its key. Does nothing after close. */
    public <T> void putAll(Namespace owner, Map<CacheKey<T>, T> values, Function<CacheKey<T>, CacheSettings> settings) {
        if (!state.isClosed()) {
            Map<EntryKey, CacheKey<T>> keys = new LinkedHashMap<>();
            values.keySet().forEach(key -> keys.put(naming.key(owner, key.id()), key));
            operations.puts().putAll(keys, values, key -> owner.own(settings.apply(key)));
        }
    }

    /** Invalidates the entries of {@code selected}, or expires them where {@code soft}. Does nothing after close. */
    public void invalidate(Namespace owner, Selection selected, boolean soft, When when) {
        if (!state.isClosed()) {
            operations.invalidations().invalidate(owner, selected, soft, when);
        }
    }

    /** Returns why {@code id} can be no key under the key policy, with the remedy; empty if it can. */
    public Optional<String> rejection(String id) {
        return naming.rejection(id);
    }
}
