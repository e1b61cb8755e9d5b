// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.BulkLoader;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.CacheStats;
import io.github.cachex.ContextLoader;
import io.github.cachex.FetchContext;
import io.github.cachex.Invalidation;
import io.github.cachex.Loader;
import io.github.cachex.TypeRef;
import io.github.cachex.TypedCache;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.EntryKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cache of an engine: fetches go through the stages, explicit operations to the backend. Thread-safe. */
public final class EngineCache implements CacheHandler {
    private final String name;
    private final CacheSettings settings;
    private final CacheEngine.Shared shared;
    private final Journal journal;
    private final SingleFlight stages;
    private final Entries entries;
    private final Runnable onClose;
    private volatile boolean closed;

    EngineCache(
            String name,
            CacheSettings settings,
            CacheEngine.Shared shared,
            List<CacheListener> listeners,
            Runnable onClose) {
        this.name = name;
        this.settings = settings;
        this.shared = shared;
        this.onClose = onClose;
        this.journal = new Journal(listeners);
        Marks marks = Marks.NONE;
        this.stages = Pipeline.build(shared, marks, LocalValues.NONE, journal);
        this.entries = new Entries(shared, marks, journal, stages);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public <T, E extends Exception> T fetch(CacheKey<T> key, Loader<? extends T, E> loader) throws E {
        return fetchWith(key, CacheOptions.defaults(), context -> loader.load());
    }

    @Override
    public <T, E extends Exception> T fetch(CacheKey<T> key, CacheOptions options, Loader<? extends T, E> loader)
            throws E {
        return fetchWith(key, options, context -> loader.load());
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a loader may answer null, and then so does the fetch
    public <T, E extends Exception> T fetchWith(
            CacheKey<T> key, CacheOptions options, ContextLoader<? extends T, E> loader) throws E {
        EntryKey entryKey = open(key);
        try {
            return (T) stages.fetch(new FetchCall(key, entryKey, settings.with(options), loader))
                    .value();
        } catch (Exception e) {
            // The loader's own, or one of ours, which are unchecked.
            throw (E) e;
        }
    }

    /**
     * Returns what an annotated method answers, by {@code settings} that are complete already. No failure of the backend is
     * thrown, and after close the loader simply runs.
     *
     * @throws Exception what the loader threw, unwrapped
     */
    public @Nullable Object fetchResolved(
            CacheKey<?> key, CacheSettings settings, ContextLoader<?, ? extends Exception> loader) throws Exception {
        if (closed) {
            return loader.load(FetchContext.current());
        }
        return stages.fetch(new FetchCall(key, entryKey(key.id()), settings, loader))
                .value();
    }

    /** Stores what an annotated method answered; no failure of the backend is thrown. Does nothing after close. */
    public void putResolved(CacheKey<?> key, @Nullable Object value, CacheSettings settings) {
        if (!closed) {
            entries.put(entryKey(key.id()), key.type(), value, settings);
        }
    }

    /** Drops the entry of {@code id} for an annotated method; no failure of the backend is thrown. Does nothing after close. */
    public void invalidateResolved(String id) {
        if (!closed) {
            entries.invalidate(List.of(entryKey(id)), settings);
        }
    }

    @Override
    public <T> Optional<T> get(CacheKey<T> key) {
        return entries.get(open(key), key, settings);
    }

    @Override
    public <T> Map<CacheKey<T>, T> getAll(Collection<CacheKey<T>> keys) {
        Map<EntryKey, CacheKey<T>> wanted = new LinkedHashMap<>();
        keys.forEach(key -> wanted.put(open(key), key));
        return entries.getAll(wanted, settings);
    }

    @Override
    public <T> void put(CacheKey<T> key, T value) {
        put(key, value, CacheOptions.defaults());
    }

    @Override
    public <T> void put(CacheKey<T> key, T value, CacheOptions options) {
        entries.put(open(key), key.type(), value, settings.with(options));
    }

    @Override
    public <T> void putAll(Map<CacheKey<T>, T> values, CacheOptions options) {
        Map<EntryKey, CacheKey<T>> keys = new LinkedHashMap<>();
        values.keySet().forEach(key -> keys.put(open(key), key));
        entries.putAll(keys, values, settings.with(options));
    }

    @Override
    public <T> boolean putIfAbsent(CacheKey<T> key, T value, CacheOptions options) {
        return entries.putIfAbsent(open(key), key.type(), value, settings.with(options));
    }

    @Override
    public <T> Optional<T> getAndRemove(CacheKey<T> key) {
        return entries.getAndRemove(open(key), key, settings);
    }

    @Override
    public boolean contains(CacheKey<?> key) {
        return entries.contains(open(key), settings);
    }

    @Override
    public boolean touch(CacheKey<?> key, Duration ttl) {
        return entries.touch(open(key), settings.with(CacheOptions.ttl(ttl)));
    }

    @Override
    public Invalidation invalidate(String... ids) {
        List<EntryKey> keys = new ArrayList<>(ids.length);
        for (String id : ids) {
            keys.add(open(CacheKey.of(id, Object.class)));
        }
        return entries.invalidateExplicitly(keys, settings);
    }

    @Override
    public <T> CompletionStage<T> fetchAsync(
            CacheKey<T> key, CacheOptions options, Supplier<? extends CompletionStage<? extends T>> loader) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T, E extends Exception> Map<CacheKey<T>, T> fetchAll(
            Collection<CacheKey<T>> keys, CacheOptions options, BulkLoader<T, E> loader) throws E {
        throw new UnsupportedOperationException();
    }

    @Override
    public long increment(String counter, long by, Duration ttl) {
        return entries.increment(open(CacheKey.of(counter, Long.class)), by, ttl, settings);
    }

    @Override
    public Invalidation invalidateTags(String... tags) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Invalidation invalidateMatching(String glob) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Invalidation clear() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Invalidation expire(String... ids) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Invalidation expireTags(String... tags) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Invalidation expireMatching(String glob) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Invalidation expireAll() {
        throw new UnsupportedOperationException();
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
        if (closed) {
            throw new CacheClosedException(name);
        }
        Journal.Counts counts = journal.counts();
        return new CacheStats(
                counts.hits(),
                counts.nearHits(),
                counts.misses(),
                counts.loads(),
                counts.loadFailures(),
                counts.waits(),
                counts.staleServed(),
                counts.refreshes(),
                counts.stored(),
                counts.notStored(),
                counts.undecodable(),
                counts.invalidations(),
                shared.replay().pending(name),
                counts.backendFailures(),
                shared.backend().entries(),
                shared.backend().evictions(),
                0,
                shared.breaker().state(),
                true);
    }

    /** Closes this cache; and its engine, where a builder made it for this cache alone. */
    @Override
    public void close() {
        markClosed();
        onClose.run();
    }

    void markClosed() {
        closed = true;
    }

    /** Returns whether it, or its engine, is closed. */
    public boolean isClosed() {
        return closed;
    }

    @SuppressWarnings("ConstantValue") // callers are not all checked for null
    private EntryKey open(CacheKey<?> key) {
        if (closed) {
            throw new CacheClosedException(name);
        }
        if (key == null) {
            throw new CacheKeyException("key=null: must not be null; make one with CacheKey.of(id, type)");
        }
        return entryKey(key.id());
    }

    private EntryKey entryKey(String id) {
        return shared.rules().entryKey(name, id);
    }
}
