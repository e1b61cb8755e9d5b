// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.AsyncBulkLoader;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.engine.Invalidations.Change;
import io.github.cachex.core.operation.Naming;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.NewEntry;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations that keep no caller waiting. In whose name, in which transaction, and with what arguments is settled on the caller's
 * thread; what this JVM can answer is answered there; all else runs in the background. Where that has no thread, it is answered as an
 * outage answers it, since the caller's own is not there for it. Thread-safe.
 */
final class AsyncCalls {
    private final CacheState state;
    private final Naming naming;
    private final Fetches fetches;
    private final Puts puts;
    private final Invalidations invalidations;
    private final Threads threads;

    AsyncCalls(
            CacheState state, Naming naming, Fetches fetches, Puts puts, Invalidations invalidations, Threads threads) {
        this.state = state;
        this.naming = naming;
        this.fetches = fetches;
        this.puts = puts;
        this.invalidations = invalidations;
        this.threads = threads;
    }

    <T> CompletableFuture<Optional<T>> get(CacheKey<T> key) {
        return read(Collections.singletonList(key), found -> Optional.ofNullable(found.get(key)));
    }

    <T> CompletableFuture<Map<CacheKey<T>, T>> getAll(Collection<CacheKey<T>> keys) {
        return read(keys, found -> found);
    }

    /** Returns {@code answer} of the values of {@code keys}; not by a stage after a stage, which would wrap what fails. */
    private <T, R> CompletableFuture<R> read(Collection<CacheKey<T>> keys, Function<Map<CacheKey<T>, T>, R> answer) {
        keys.forEach(CacheState::checkKey);
        return calling(fetches::owner, owner -> read(fetches.lookUp(owner, keys), answer));
    }

    private <T, R> CompletableFuture<R> read(BegunRead<T> begun, Function<Map<CacheKey<T>, T>, R> answer) {
        if (begun.asked().isEmpty()) {
            return CompletableFuture.completedFuture(answer.apply(begun.found()));
        }
        Supplier<R> refused = () -> {
            state.check();
            return answer.apply(fetches.refuse(begun));
        };
        return threads.later(() -> answer.apply(fetches.read(begun)), refused, refused);
    }

    <T> CompletableFuture<Map<CacheKey<T>, T>> fetchAll(
            Collection<CacheKey<T>> keys, CacheOptions options, AsyncBulkLoader<T> loader) {
        keys.forEach(CacheState::checkKey);
        return state.isClosed()
                ? CompletableFuture.failedFuture(new CacheClosedException(state.name()))
                : fetches.fetchAllLater(keys, state.get().with(options), loader);
    }

    <T> CompletableFuture<@Nullable Void> putAll(Map<CacheKey<T>, T> values, CacheOptions options) {
        values.keySet().forEach(CacheState::checkKey);
        CacheSettings settings = state.get().with(options);
        return calling(naming::owner, owner -> putAll(owner, values, owner.own(settings)));
    }

    private <T> CompletableFuture<@Nullable Void> putAll(
            Namespace owner, Map<CacheKey<T>, T> values, CacheSettings settings) {
        Map<EntryKey, CacheKey<T>> keys = new LinkedHashMap<>();
        values.keySet().forEach(key -> keys.put(naming.key(owner, key.id()), key));
        Map<EntryKey, Supplier<Optional<NewEntry>>> left = puts.begin(keys, values, settings);
        if (left.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Supplier<@Nullable Void> dropped = () -> {
            puts.writes().refuse(left.keySet(), settings);
            state.check();
            return null;
        };
        return threads.later(
                () -> {
                    puts.end(left, settings);
                    return null;
                },
                () -> {
                    state.check();
                    return dropped.get();
                },
                dropped);
    }

    CompletableFuture<Invalidation> invalidate(Selection selected, boolean soft) {
        return calling(naming::owner, owner -> invalidate(invalidations.of(owner, selected, soft)));
    }

    private CompletableFuture<Invalidation> invalidate(Change change) {
        try {
            change.check();
        } catch (UnsupportedOperationException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (change.putOff(false)) {
            return CompletableFuture.completedFuture(Invalidations.PUT_OFF);
        }
        return threads.later(
                change::applyExplicitly,
                () -> {
                    state.check();
                    return change.queue();
                },
                // It was taken before the close, which tells the backend what is queued.
                change::queue);
    }

    /** Makes {@code call} in the name that {@code owner} says; what that throws is the caller's answer, and so is that it is closed. */
    private <R> CompletableFuture<R> calling(
            Supplier<Namespace> owner, Function<Namespace, CompletableFuture<R>> call) {
        if (state.isClosed()) {
            return CompletableFuture.failedFuture(new CacheClosedException(state.name()));
        }
        Namespace found;
        try {
            found = owner.get();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
        return call.apply(found);
    }
}
