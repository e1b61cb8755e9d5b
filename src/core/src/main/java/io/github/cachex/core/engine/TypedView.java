// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation;
import io.github.cachex.Loader;
import io.github.cachex.TypedCache;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * A view of a handler for one type.
 *
 * @param handler the handler
 * @param type the type of the values
 * @param <T> the same
 */
record TypedView<T>(CacheHandler handler, Type type) implements TypedCache<T> {
    @Override
    public CacheKey<T> key(String id) {
        return CacheKey.of(id, type);
    }

    @Override
    public <E extends Exception> T fetch(String id, Loader<? extends T, E> loader) throws E {
        return handler.fetch(key(id), loader);
    }

    @Override
    public <E extends Exception> T fetch(String id, CacheOptions options, Loader<? extends T, E> loader) throws E {
        return handler.fetch(key(id), options, loader);
    }

    @Override
    public Optional<T> get(String id) {
        return handler.get(key(id));
    }

    @Override
    public void put(String id, T value) {
        handler.put(key(id), value);
    }

    @Override
    public void put(String id, T value, CacheOptions options) {
        handler.put(key(id), value, options);
    }

    @Override
    public Invalidation invalidate(String... ids) {
        return handler.invalidate(ids);
    }
}
