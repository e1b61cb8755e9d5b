// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.thread;

import io.github.cachex.core.time.Nanos;
import io.github.cachex.spi.CallBudget;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs chores on the threads of callers: what is to be done soon at once, and what is due when somebody calls {@link #due}. It has no
 * thread of its own, so that nothing is done between calls. Thread-safe.
 */
public final class InlineChores implements Chores {
    private final Queue<Chore> chores = new ConcurrentLinkedQueue<>();
    private final ReentrantLock running = new ReentrantLock();

    /** What is to be done at {@link #dueAt}, and again after {@link #period} unless that is zero. */
    private static final class Chore extends CompletableFuture<Void> {
        private final Runnable task;
        private final long period;
        private volatile long dueAt;

        Chore(Runnable task, long delay, long period) {
            this.task = task;
            this.period = period;
            this.dueAt = System.nanoTime() + delay;
        }

        boolean isDue() {
            return !isDone() && dueAt - System.nanoTime() <= 0;
        }

        void run() {
            Chores.survive(task);
            if (period == 0) {
                complete(null);
            }
            dueAt = System.nanoTime() + period;
        }
    }

    @Override
    public Future<?> repeat(Runnable chore, Duration period) {
        return add(new Chore(chore, Nanos.of(period), Nanos.of(period)));
    }

    /** On this thread, before this returns. */
    @Override
    public void run(Runnable chore) {
        Chores.survive(chore);
    }

    @Override
    public Future<?> after(Runnable chore, Duration delay) {
        return add(new Chore(chore, Nanos.of(delay), 0));
    }

    private Future<?> add(Chore chore) {
        chores.add(chore);
        return chore;
    }

    /**
     * Runs what is due, on this thread, one after the other until half of {@code time} is spent; the rest is left to the next who calls
     * this. Does nothing where another thread is at it, or a chore itself comes here.
     */
    public void due(CallBudget time) {
        if (chores.isEmpty() || running.isHeldByCurrentThread() || !running.tryLock()) {
            return;
        }
        try {
            long half = time.remainingNanos() / 2;
            for (Chore chore : chores) {
                if (chore.isDue() && time.remainingNanos() > half) {
                    chore.run();
                }
            }
            chores.removeIf(CompletableFuture::isDone);
        } finally {
            running.unlock();
        }
    }
}
