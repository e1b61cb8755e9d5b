// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.BulkLoader;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.ContextLoader;
import io.github.cachex.FetchContext;
import io.github.cachex.Loader;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.spi.CacheListener;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A cache while {@code cachex.enabled=false}: each fetch runs its loader and stores nothing, and nothing is found. What is put
 * or dropped explicitly is still told to the backend, so that nodes where caching is on stay right, and what counts or decides
 * for the whole cluster is no caching and goes on.
 */
final class BypassedCache extends EngineCache {
    BypassedCache(
            String name,
            CacheSettings settings,
            CacheEngine.Shared shared,
            List<CacheListener> listeners,
            Runnable onClose) {
        super(name, settings, shared, listeners, onClose);
    }

    @Override
    public <T, E extends Exception> T fetch(CacheKey<T> key, Loader<? extends T, E> loader) throws E {
        checked(key);
        return loader.load();
    }

    @Override
    public <T, E extends Exception> T fetch(CacheKey<T> key, CacheOptions options, Loader<? extends T, E> loader)
            throws E {
        return fetch(key, loader);
    }

    @Override
    public <T, E extends Exception> T fetchWith(
            CacheKey<T> key, CacheOptions options, ContextLoader<? extends T, E> loader) throws E {
        checked(key);
        return loader.load(FetchContext.current());
    }

    @Override
    @SuppressWarnings("unchecked") // what extends T is a T
    public <T> CompletionStage<T> fetchAsync(
            CacheKey<T> key, CacheOptions options, Supplier<? extends CompletionStage<? extends T>> loader) {
        checked(key);
        return (CompletionStage<T>) plain(context -> loader.get());
    }

    @Override
    public <T, E extends Exception> Map<CacheKey<T>, T> fetchAll(
            Collection<CacheKey<T>> keys, CacheOptions options, BulkLoader<T, E> loader) throws E {
        keys.forEach(this::checked);
        return BulkFetch.plain(keys, loader);
    }

    @Override
    public <T> Map<CacheKey<T>, T> getAll(Collection<CacheKey<T>> keys) {
        for (CacheKey<T> key : keys) {
            checked(key);
        }
        return new LinkedHashMap<>();
    }

    @Override
    public boolean contains(CacheKey<?> key) {
        checked(key);
        return false;
    }

    /** Refuses what could be no key; in whose name is not asked, since nothing is read. */
    private void checked(CacheKey<?> key) {
        var unused = open(Namespace.NONE, key);
    }
}
