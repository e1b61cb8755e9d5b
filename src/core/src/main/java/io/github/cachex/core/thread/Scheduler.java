// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.thread;

import io.github.cachex.core.time.Nanos;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs short chores later and again: renewals, replays. Its daemon threads start with the first chore and end at close.
 * Thread-safe.
 */
public final class Scheduler implements Chores, AutoCloseable {
    // Two, so that one chore that sits in a sick backend for its budget does not hold up the renewal of every lease.
    private static final int THREADS = 2;

    private final ScheduledThreadPoolExecutor executor;

    /** Creates one whose threads carry {@code name}. */
    public Scheduler(String name) {
        AtomicInteger count = new AtomicInteger();
        executor = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(Scheduler.class.getClassLoader());
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // A load that outlives its engine still asks for chores, and must not fail for it.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** After close nothing is run. */
    @Override
    public Future<?> repeat(Runnable chore, Duration period) {
        return executor.scheduleWithFixedDelay(
                () -> Chores.survive(chore), Nanos.of(period), Nanos.of(period), TimeUnit.NANOSECONDS);
    }

    /** On a thread of its own; not after close. */
    @Override
    public void run(Runnable chore) {
        executor.execute(chore);
    }

    /** Not after close. */
    @Override
    public Future<?> after(Runnable chore, Duration delay) {
        return executor.schedule(chore, Nanos.of(delay), TimeUnit.NANOSECONDS);
    }

    /** Ends the threads, waiting a little for the chores under way. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
