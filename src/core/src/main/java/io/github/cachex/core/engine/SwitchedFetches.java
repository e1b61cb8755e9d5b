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
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.core.statistics.CallCounters;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The fetches of a cache that can be switched off: each call goes by how the switch is when it comes. A hit in this JVM does not ask,
 * since nothing is kept there while it is off. Thread-safe.
 */
final class SwitchedFetches implements Fetches {
    private final CacheState state;
    private final CachedFetches cached;
    private final BypassedFetches bypassed;

    SwitchedFetches(CacheState state, CachedFetches cached, BypassedFetches bypassed) {
        this.state = state;
        this.cached = cached;
        this.bypassed = bypassed;
    }

    private Fetches current() {
        return state.power().isOn() ? cached : bypassed;
    }

    @Override
    public NearLookup lookUpNear(Object nearKey, @Nullable CallCounters counters) {
        return cached.lookUpNear(nearKey, counters);
    }

    @Override
    public @Nullable Object fetch(
            NearMiss miss, CacheKey<?> key, CacheSettings settings, ContextLoader<?, ? extends Exception> loader)
            throws Exception {
        return current().fetch(miss, key, settings, loader);
    }

    @Override
    public @Nullable Object refresh(
            CacheKey<?> key, CacheSettings settings, ContextLoader<?, ? extends Exception> loader) throws Exception {
        return current().refresh(key, settings, loader);
    }

    @Override
    public CompletableFuture<Object> fetchLater(
            NearMiss miss,
            CacheKey<?> key,
            CacheSettings settings,
            ContextLoader<? extends CompletionStage<?>, ? extends Exception> loader) {
        return current().fetchLater(miss, key, settings, loader);
    }

    @Override
    public <T, E extends Exception> Map<CacheKey<T>, T> fetchAll(
            Map<CacheKey<T>, CacheSettings> wanted, BulkLoader<T, E> loader, @Nullable CallCounters counters)
            throws Exception {
        return current().fetchAll(wanted, loader, counters);
    }

    @Override
    public <T> CompletableFuture<Map<CacheKey<T>, T>> fetchAllLater(
            Map<CacheKey<T>, CacheSettings> wanted, AsyncBulkLoader<T> loader, @Nullable CallCounters counters) {
        return current().fetchAllLater(wanted, loader, counters);
    }

    /** Asked whether on or off: the look-up that follows may find it on. */
    @Override
    public Namespace owner() {
        return cached.owner();
    }

    @Override
    public <T> BegunRead<T> lookUp(Namespace owner, Collection<CacheKey<T>> keys) {
        return current().lookUp(owner, keys);
    }

    @Override
    public <T> Map<CacheKey<T>, T> read(BegunRead<T> begun) {
        return begun.asked().isEmpty() ? begun.found() : current().read(begun);
    }

    @Override
    public <T> Map<CacheKey<T>, T> refuse(BegunRead<T> begun) {
        return current().refuse(begun);
    }

    @Override
    public <T> Optional<CacheEntry<T>> entry(CacheKey<T> key) {
        return current().entry(key);
    }

    @Override
    public boolean contains(CacheKey<?> key) {
        return current().contains(key);
    }
}
