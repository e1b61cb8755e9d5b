// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.BulkLoader;
import io.github.cachex.CacheEntry;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.CacheStats;
import io.github.cachex.ContextLoader;
import io.github.cachex.Invalidation;
import io.github.cachex.Loader;
import io.github.cachex.TypeRef;
import io.github.cachex.TypedCache;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.near.NearLookup;
import io.github.cachex.core.operation.Naming;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Tags;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A cache of an engine for those who call it by name. Thread-safe. */
public final class NamedCache extends AsyncHandler {
    private final CacheState state;
    private final Naming naming;
    private final Operations operations;
    private final MethodCache methods;
    private final CacheFigures figures;
    private final Runnable onClose;

    NamedCache(CacheState state, Naming naming, Operations operations, CacheFigures figures, Runnable onClose) {
        super(operations.async());
        this.state = state;
        this.naming = naming;
        this.operations = operations;
        this.methods = new MethodCache(state, naming, operations, null);
        this.figures = figures;
        this.onClose = onClose;
    }

    /** Returns the same cache for annotated methods. */
    public MethodCache methods() {
        return methods;
    }

    /** Returns the same for the fetches of one annotated method, named as in messages: that is where they are counted. */
    public MethodCache methods(String method) {
        return new MethodCache(state, naming, operations, figures.counters().of(method));
    }

    @Override
    public String name() {
        return state.name();
    }

    @Override
    public <T, E extends Exception> T fetch(CacheKey<T> key, Loader<? extends T, E> loader) throws E {
        return fetch(key, CacheOptions.defaults(), loader);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a key vouches for its type; a loader may answer null
    public <T, E extends Exception> T fetch(CacheKey<T> key, CacheOptions options, Loader<? extends T, E> loader)
            throws E {
        NearLookup found = lookUpNear(key);
        return found instanceof NearHit kept ? (T) kept.value() : fetch(found, key, options, context -> loader.load());
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public <T, E extends Exception> T fetchWith(
            CacheKey<T> key, CacheOptions options, ContextLoader<? extends T, E> loader) throws E {
        NearLookup found = lookUpNear(key);
        return found instanceof NearHit kept ? (T) kept.value() : fetch(found, key, options, loader);
    }

    private NearLookup lookUpNear(CacheKey<?> key) {
        state.check(key);
        return operations.fetches().lookUpNear(key, null);
    }

    @SuppressWarnings({"unchecked", "NullAway"})
    private <T, E extends Exception> T fetch(
            NearLookup found, CacheKey<T> key, CacheOptions options, ContextLoader<? extends T, E> loader) throws E {
        try {
            return (T) operations.fetches().fetch((NearMiss) found, key, settings(options), loader);
        } catch (Exception e) {
            // The loader's own, or one of ours, which are unchecked.
            throw (E) e;
        }
    }

    @Override
    public <T, E extends Exception> T refresh(CacheKey<T> key, Loader<? extends T, E> loader) throws E {
        return refresh(key, CacheOptions.defaults(), loader);
    }

    @Override
    public <T, E extends Exception> T refresh(CacheKey<T> key, CacheOptions options, Loader<? extends T, E> loader)
            throws E {
        return refreshWith(key, options, context -> loader.load());
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public <T, E extends Exception> T refreshWith(
            CacheKey<T> key, CacheOptions options, ContextLoader<? extends T, E> loader) throws E {
        state.check(key);
        try {
            return (T) operations.fetches().refresh(key, settings(options), loader);
        } catch (Exception e) {
            // The loader's own, or one of ours, which are unchecked.
            throw (E) e;
        }
    }

    @Override
    @SuppressWarnings("unchecked") // a key vouches for its type
    public <T> CompletionStage<T> fetchAsync(
            CacheKey<T> key, CacheOptions options, Supplier<? extends CompletionStage<? extends T>> loader) {
        NearLookup found = lookUpNear(key);
        return (CompletionStage<T>)
                (found instanceof NearHit kept
                        ? CompletableFuture.completedFuture(kept.value())
                        : operations
                                .fetches()
                                .fetchLater((NearMiss) found, key, settings(options), context -> loader.get()));
    }

    @Override
    @SuppressWarnings("unchecked") // a loader throws what it declares
    public <T, E extends Exception> Map<CacheKey<T>, T> fetchAll(
            Collection<CacheKey<T>> keys, CacheOptions options, BulkLoader<T, E> loader) throws E {
        keys.forEach(state::check);
        try {
            return operations.fetches().fetchAll(keys, settings(options), loader);
        } catch (Exception e) {
            // The loader's own, or one of ours, which are unchecked.
            throw (E) e;
        }
    }

    @Override
    @SuppressWarnings("unchecked") // a key vouches for its type
    public <T> Optional<T> get(CacheKey<T> key) {
        NearLookup found = lookUpNear(key);
        if (found instanceof NearHit kept) {
            return EntryCodec.isNothing(kept.value()) ? Optional.empty() : Optional.ofNullable((T) kept.value());
        }
        return Optional.ofNullable(getAll(Collections.singletonList(key)).get(key));
    }

    @Override
    public <T> Map<CacheKey<T>, T> getAll(Collection<CacheKey<T>> keys) {
        keys.forEach(state::check);
        return operations.fetches().getAll(keys);
    }

    @Override
    public <T> Optional<CacheEntry<T>> entry(CacheKey<T> key) {
        state.check(key);
        return operations.fetches().entry(key);
    }

    @Override
    public boolean contains(CacheKey<?> key) {
        state.check(key);
        return operations.fetches().contains(key);
    }

    @Override
    public <T> void put(CacheKey<T> key, T value) {
        put(key, value, CacheOptions.defaults());
    }

    @Override
    public <T> void put(CacheKey<T> key, T value, CacheOptions options) {
        Namespace owner = naming.owner();
        operations.puts().put(open(owner, key), key.type(), value, owner.own(settings(options)));
    }

    @Override
    public <T> void putAll(Map<CacheKey<T>, T> values, CacheOptions options) {
        Map<EntryKey, CacheKey<T>> keys = new LinkedHashMap<>();
        Namespace owner = naming.owner();
        values.keySet().forEach(key -> keys.put(open(owner, key), key));
        CacheSettings settings = owner.own(settings(options));
        operations.puts().putAll(keys, values, key -> settings);
    }

    @Override
    public <T> boolean putIfAbsent(CacheKey<T> key, T value, CacheOptions options) {
        Namespace owner = naming.owner();
        return operations.strict().putIfAbsent(open(owner, key), key.type(), value, owner.own(settings(options)));
    }

    @Override
    public <T> Optional<T> getAndRemove(CacheKey<T> key) {
        return operations.strict().getAndRemove(open(naming.owner(), key), key, state.get());
    }

    @Override
    public boolean touch(CacheKey<?> key, Duration ttl) {
        return operations.strict().touch(open(naming.owner(), key), settings(CacheOptions.ttl(ttl)));
    }

    @Override
    public long increment(String counter, long by, Duration ttl) {
        EntryKey key = open(naming.owner(), CacheKey.of(counter, Long.class));
        return operations.strict().increment(key, by, ttl, state.get());
    }

    @Override
    public Invalidation invalidate(String... ids) {
        return invalidate(Selection.ids(ids), false);
    }

    @Override
    public Invalidation expire(String... ids) {
        return invalidate(Selection.ids(ids), true);
    }

    @Override
    public Invalidation invalidateTags(String... tags) {
        return invalidate(new Selection.Tagged(Tags.checked(tags)), false);
    }

    @Override
    public Invalidation expireTags(String... tags) {
        return invalidate(new Selection.Tagged(Tags.checked(tags)), true);
    }

    @Override
    public Invalidation invalidateMatching(String glob) {
        return invalidate(new Selection.Matching(glob), false);
    }

    @Override
    public Invalidation expireMatching(String glob) {
        return invalidate(new Selection.Matching(glob), true);
    }

    @Override
    public Invalidation clear() {
        return invalidate(new Selection.All(), false);
    }

    @Override
    public Invalidation expireAll() {
        return invalidate(new Selection.All(), true);
    }

    private Invalidation invalidate(Selection selected, boolean soft) {
        state.check();
        return operations.invalidations().invalidateExplicitly(selected, soft);
    }

    @Override
    public <T> TypedCache<T> typed(Class<T> type) {
        return new TypedView<>(this, type);
    }

    @Override
    public <T> TypedCache<T> typed(TypeRef<T> type) {
        return new TypedView<>(this, type.type());
    }

    @Override
    public CacheStats stats() {
        state.check();
        return figures.of(state.name());
    }

    /** Closes this cache; and its engine, where a builder made it for this cache alone. */
    @Override
    public void close() {
        onClose.run();
    }

    /** Returns whether it, or its engine, is closed. */
    public boolean isClosed() {
        return state.isClosed();
    }

    private CacheSettings settings(CacheOptions options) {
        return state.get().with(options);
    }

    private EntryKey open(Namespace owner, CacheKey<?> key) {
        state.check(key);
        return naming.key(owner, key.id());
    }
}
