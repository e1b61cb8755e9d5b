// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.redis;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A fetch on a thread of its own, whose loader waits until the test lets it go on. */
public final class Background<T> implements AutoCloseable {
    private final CountDownLatch mayFinish = new CountDownLatch(1);
    private final FutureTask<T> task;
    private final Thread thread;

    private Background(FetchOf<T> fetch) {
        CountDownLatch loading = new CountDownLatch(1);
        task = new FutureTask<>(() -> fetch.call(() -> {
            loading.countDown();
            await(mayFinish);
        }));
        thread = new Thread(task, "background-fetch");
        thread.start();
        await(loading);
    }

    private interface FetchOf<T> {
        T call(Runnable whileLoading) throws Exception;
    }

    /** Begins to load {@code value} under {@code key} and returns once the loader runs. */
    public static <T> Background<T> load(CacheHandler node, CacheKey<T> key, T value) {
        return load(node, key, CacheOptions.defaults(), () -> value);
    }

    /** Begins to load and returns once the loader runs; {@code then} is how it ends when it may. */
    public static <T> Background<T> load(CacheHandler node, CacheKey<T> key, CacheOptions options, Callable<T> then) {
        return new Background<>(whileLoading -> node.<T, Exception>fetch(key, options, () -> {
            whileLoading.run();
            return then.call();
        }));
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nothing happened for 30 s");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Thread thread() {
        return thread;
    }

    /** Lets the loader end and returns what the fetch answered. */
    public T finish() throws Exception {
        mayFinish.countDown();
        try {
            return task.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void close() throws InterruptedException {
        mayFinish.countDown();
        thread.join(30_000);
    }
}
