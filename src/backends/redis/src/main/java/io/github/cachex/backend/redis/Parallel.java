// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs what is for several primaries at the same time, the first on the caller's thread. Every task ends by its own budget.
 * Thread-safe.
 */
final class Parallel implements AutoCloseable {
    private static final int MOST_THREADS = 64;

    private final ThreadPoolExecutor threads;

    Parallel() {
        threads = new ThreadPoolExecutor(
                0,
                MOST_THREADS,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Daemons.named("cachex-redis-primaries"),
                // As slow as without threads, but never refused; also while the backend is closed.
                (task, pool) -> task.run());
    }

    /** Returns what the tasks return, in their order, once all have ended. Throws what the first of those threw that failed. */
    <T> List<T> all(List<Supplier<T>> tasks) {
        List<CompletableFuture<T>> others = new ArrayList<>();
        for (Supplier<T> task : tasks.subList(1, tasks.size())) {
            CompletableFuture<T> result = new CompletableFuture<>();
            threads.execute(() -> complete(result, task));
            others.add(result);
        }
        CompletableFuture<T> first = new CompletableFuture<>();
        complete(first, tasks.get(0));
        List<T> results = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        collect(first, results, failures);
        others.forEach(other -> collect(other, results, failures));
        if (!failures.isEmpty()) {
            if (failures.get(0) instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failures.get(0);
        }
        return results;
    }

    private static <T> void complete(CompletableFuture<T> result, Supplier<T> task) {
        try {
            result.complete(task.get());
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    /** An interrupt is kept for afterwards: what was sent is to be known, and soon is. */
    private static <T> void collect(CompletableFuture<T> result, List<T> results, List<Throwable> failures) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    results.add(result.get());
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    failures.add(e.getCause());
                    return;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
