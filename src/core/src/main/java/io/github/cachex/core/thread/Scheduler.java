// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.thread;

import io.github.cachex.core.time.Nanos;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
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
public final class Scheduler implements AutoCloseable {
    // Two, so that one chore that sits in a sick backend for its budget does not hold up the renewal of every lease.
    private static final int THREADS = 2;

    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

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

    /**
     * Runs {@code chore} every {@code period}, first after one; until cancelled, whatever it throws. After close nothing is
     * run.
     */
    public Future<?> repeat(Runnable chore, Duration period) {
        return executor.scheduleWithFixedDelay(
                () -> survive(chore), Nanos.of(period), Nanos.of(period), TimeUnit.NANOSECONDS);
    }

    /** The executor would silently end what throws once, be it for want of memory: no replay, no probe, ever again. */
    @SuppressWarnings("CatchingUnchecked")
    private static void survive(Runnable chore) {
        try {
            chore.run();
        } catch (Throwable e) {
            LOG.log(LogMessage.CHORE_FAILED.with(), e);
        }
    }

    /** Runs {@code chore} soon, on a thread of its own; not after close. */
    public void run(Runnable chore) {
        executor.execute(chore);
    }

    /** Runs {@code chore} after {@code delay}, unless it is cancelled before; not after close. */
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
