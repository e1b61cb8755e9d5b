// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheEntry;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.ContextLoader;
import io.github.cachex.Invalidation;
import io.github.cachex.Loader;
import io.github.cachex.TypedCache;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    public <E extends Exception> T fetchWith(String id, CacheOptions options, ContextLoader<? extends T, E> loader)
            throws E {
        return handler.fetchWith(key(id), options, loader);
    }

    @Override
    public CompletionStage<T> fetchAsync(
            String id, CacheOptions options, Supplier<? extends CompletionStage<? extends T>> loader) {
        return handler.fetchAsync(key(id), options, loader);
    }

    @Override
    public <E extends Exception> Map<String, T> fetchAll(
            Collection<String> ids, CacheOptions options, IdLoader<T, E> loader) throws E {
        return byId(handler.fetchAll(keys(ids), options, missing -> byKey(missing, loader.load(ids(missing)))));
    }

    @Override
    public CompletionStage<Map<String, T>> fetchAllAsync(
            Collection<String> ids, CacheOptions options, AsyncIdLoader<T> loader) {
        return continued(
                handler.fetchAllAsync(
                        keys(ids),
                        options,
                        missing -> Objects.requireNonNull(
                                        loader.load(ids(missing)),
                                        "the loader answered no stage; return a CompletionStage, never null")
                                .thenApply(loaded -> byKey(missing, loaded))),
                this::byId);
    }

    private List<String> ids(Collection<CacheKey<T>> keys) {
        return keys.stream().map(CacheKey::id).toList();
    }

    private static <T> Map<CacheKey<T>, T> byKey(
            Collection<CacheKey<T>> missing, @Nullable Map<String, ? extends T> answered) {
        Map<String, ? extends T> loaded = Objects.requireNonNull(
                answered, "the loader answered null; return a map, without the ids that have no value");
        Map<CacheKey<T>, T> values = new LinkedHashMap<>();
        missing.forEach(key -> {
            T value = loaded.get(key.id());
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    /** Returns {@code answer} of what {@code stage} comes to; its failure arrives as it is, which one stage after another would wrap. */
    private static <A, R> CompletionStage<R> continued(CompletionStage<A> stage, Function<A, R> answer) {
        CompletableFuture<R> result = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(answer.apply(value));
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    @Override
    public Map<String, T> getAll(Collection<String> ids) {
        return byId(handler.getAll(keys(ids)));
    }

    @Override
    public CompletionStage<Optional<T>> getAsync(String id) {
        return handler.getAsync(key(id));
    }

    @Override
    public CompletionStage<Map<String, T>> getAllAsync(Collection<String> ids) {
        return continued(handler.getAllAsync(keys(ids)), this::byId);
    }

    private List<CacheKey<T>> keys(Collection<String> ids) {
        return ids.stream().map(this::key).toList();
    }

    private Map<String, T> byId(Map<CacheKey<T>, T> values) {
        Map<String, T> byId = new LinkedHashMap<>();
        values.forEach((key, value) -> byId.put(key.id(), value));
        return byId;
    }

    @Override
    public <E extends Exception> T refresh(String id, CacheOptions options, Loader<? extends T, E> loader) throws E {
        return handler.refresh(key(id), options, loader);
    }

    @Override
    public T require(String id) {
        return handler.require(key(id));
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
    public void putAll(Map<String, ? extends T> values, CacheOptions options) {
        handler.putAll(keyed(values), options);
    }

    private Map<CacheKey<T>, T> keyed(Map<String, ? extends T> values) {
        Map<CacheKey<T>, T> keyed = new LinkedHashMap<>();
        values.forEach((id, value) -> keyed.put(key(id), value));
        return keyed;
    }

    @Override
    public CompletionStage<@Nullable Void> putAsync(String id, T value) {
        return handler.putAsync(key(id), value);
    }

    @Override
    public CompletionStage<@Nullable Void> putAsync(String id, T value, CacheOptions options) {
        return handler.putAsync(key(id), value, options);
    }

    @Override
    public CompletionStage<@Nullable Void> putAllAsync(Map<String, ? extends T> values, CacheOptions options) {
        return handler.putAllAsync(keyed(values), options);
    }

    @Override
    public boolean putIfAbsent(String id, T value, CacheOptions options) {
        return handler.putIfAbsent(key(id), value, options);
    }

    @Override
    public Optional<T> getAndRemove(String id) {
        return handler.getAndRemove(key(id));
    }

    @Override
    public Optional<CacheEntry<T>> entry(String id) {
        return handler.entry(key(id));
    }

    @Override
    public boolean contains(String id) {
        return handler.contains(key(id));
    }

    @Override
    public boolean touch(String id, Duration ttl) {
        return handler.touch(key(id), ttl);
    }

    @Override
    public Invalidation invalidate(String... ids) {
        return handler.invalidate(ids);
    }

    @Override
    public Invalidation expire(String... ids) {
        return handler.expire(ids);
    }

    @Override
    public CompletionStage<Invalidation> invalidateAsync(String... ids) {
        return handler.invalidateAsync(ids);
    }

    @Override
    public CompletionStage<Invalidation> expireAsync(String... ids) {
        return handler.expireAsync(ids);
    }
}
