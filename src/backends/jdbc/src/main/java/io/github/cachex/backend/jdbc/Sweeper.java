// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** Deletes what is of no more use, a few rows at a time, so that it stops nobody. Thread-safe. */
final class Sweeper implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ToIntFunction<CallBudget> sweep;
    private final ScheduledThreadPoolExecutor thread;

    /**
     * Creates one.
     *
     * @param sweep deletes some, and returns how many
     */
    Sweeper(ToIntFunction<CallBudget> sweep) {
        this.sweep = sweep;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "cachex-jdbc-sweep");
            made.setDaemon(true);
            return made;
        });
    }

    /** Sweeps every {@code period}, at another moment than other JVMs. */
    void start(Duration period) {
        long nanos = period.toNanos();
        long first = ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1);
        var unused = thread.scheduleWithFixedDelay(this::sweep, first, nanos, TimeUnit.NANOSECONDS);
    }

    private void sweep() {
        CallBudget budget = CallBudget.of(LONGEST);
        try {
            boolean isMore = true;
            while (isMore && !thread.isShutdown()) {
                isMore = sweep.applyAsInt(budget) > 0;
            }
        } catch (CacheBackendException e) {
            // What is left takes room until the next time, and is no entry to anybody.
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
