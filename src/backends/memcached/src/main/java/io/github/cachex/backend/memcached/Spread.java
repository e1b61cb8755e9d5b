// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.PartialFailureException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.ToIntFunction;

/**
 * Has what is about several keys done by all of their servers at the same time, the first on the caller's thread. What one of them fails
 * at is no failure of the others. Thread-safe.
 */
final class Spread implements AutoCloseable {
    private static final int MOST_THREADS = 64;

    private final ToIntFunction<EntryKey> server;
    private final ThreadPoolExecutor threads;

    /** Creates one; {@code server} returns the place of the server of a key. */
    Spread(ToIntFunction<EntryKey> server) {
        this.server = server;
        this.threads = new ThreadPoolExecutor(
                0,
                MOST_THREADS,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Daemons.named("cachex-memcached-servers"),
                // As slow as without threads, but never refused; also while the backend is closed.
                (task, pool) -> task.run());
    }

    /**
     * Returns what {@code step} answers of each server with keys among {@code keys}, put together by {@code sum}.
     *
     * @param nothing what is answered for no keys
     * @throws PartialFailureException when some servers failed
     * @throws CacheBackendException when all did
     */
    <R> R all(
            Collection<EntryKey> keys, BiFunction<Integer, List<EntryKey>, R> step, R nothing, BinaryOperator<R> sum) {
        Map<Integer, List<EntryKey>> groups = new LinkedHashMap<>();
        keys.forEach(key -> groups.computeIfAbsent(server.applyAsInt(key), any -> new ArrayList<>())
                .add(key));
        Map<Integer, CompletableFuture<R>> others = new LinkedHashMap<>();
        groups.keySet().stream()
                .skip(1)
                .forEach(index -> others.put(
                        index, CompletableFuture.supplyAsync(() -> step.apply(index, groups.get(index)), threads)));
        R answer = nothing;
        List<CacheBackendException> failures = new ArrayList<>();
        Map<EntryKey, CacheBackendException> failed = new LinkedHashMap<>();
        for (Map.Entry<Integer, List<EntryKey>> group : groups.entrySet()) {
            try {
                CompletableFuture<R> other = others.get(group.getKey());
                R part = other == null ? step.apply(group.getKey(), group.getValue()) : joined(other);
                answer = sum.apply(answer, part);
            } catch (CacheBackendException e) {
                failures.add(e);
                group.getValue().forEach(key -> failed.put(key, e));
            }
        }
        if (failures.isEmpty()) {
            return answer;
        }
        throw failures.size() == groups.size() ? failures.get(0) : new PartialFailureException(failed, answer);
    }

    /** Returns both. */
    static <K, V> Map<K, V> both(Map<K, V> first, Map<K, V> second) {
        Map<K, V> all = new LinkedHashMap<>(first);
        all.putAll(second);
        return all;
    }

    /** Returns those of {@code all} under {@code keys}. */
    static <V> Map<EntryKey, V> only(Map<EntryKey, V> all, List<EntryKey> keys) {
        Map<EntryKey, V> some = new LinkedHashMap<>(all);
        some.keySet().retainAll(new LinkedHashSet<>(keys));
        return some;
    }

    private static <R> R joined(CompletableFuture<R> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
