// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few daemon threads for what may wait in the application's client, there while there is something to do. Thread-safe. */
final class HelperThreads implements Executor, AutoCloseable {
    private static final long PATIENCE_MILLIS = 1_000;

    private final ThreadPoolExecutor threads;

    HelperThreads(String name, int most) {
        threads = new ThreadPoolExecutor(
                most,
                most,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Daemons.named(name),
                (task, closed) -> task.run());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Runs {@code task} on one of the threads; on the caller's once this was closed. */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Forgets {@code task} if it has not begun. */
    void remove(Runnable task) {
        threads.remove(task);
    }

    /** Interrupts what is under way, and forgets the rest. */
    void stop() {
        threads.shutdownNow();
    }

    /** Lets what was handed over be done, and waits for that for a moment. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
