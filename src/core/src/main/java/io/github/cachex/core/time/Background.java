// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.time;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs loads that nobody's thread is kept for, a bounded number at once. Its threads come from an executor that is handed in,
 * or are daemons of its own, and are there only while there is something to run. Thread-safe.
 *
 * <p>What runs here must not wait for something else that is to run here, or a full house would wait for itself:
 * {@link #isCurrent} tells a load that it is inside, so that what it fetches in turn is loaded on its own thread.
 */
public final class Background implements AutoCloseable {
    private static final int MOST_WAITING = 1_000;
    private static final long GRACE_SECONDS = 2;
    private static final ThreadLocal<@Nullable Boolean> INSIDE = new ThreadLocal<>();

    private final Executor executor;
    private final boolean own;
    private final int most;
    private final Consumer<Runnable> around;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Set<Thread> running = new HashSet<>();
    private int threads;
    private boolean closed;

    /**
     * Creates one that runs at most {@code most} tasks at once.
     *
     * @param executor gives it threads; if empty it has its own
     * @param around runs each task, once
     * @param context the class loader that its own threads see
     */
    public Background(Optional<Executor> executor, int most, Consumer<Runnable> around, @Nullable ClassLoader context) {
        this.executor = executor.orElseGet(() -> new DaemonThreads("cachex-background", context));
        this.own = executor.isEmpty();
        this.most = most;
        this.around = around;
    }

    /** Returns whether the current thread runs a task of a background. */
    public static boolean isCurrent() {
        return INSIDE.get() != null;
    }

    /** Runs {@code task} soon; false where it is closed, too many wait already, or the executor refuses. */
    public boolean tryRun(Runnable task) {
        lock.lock();
        try {
            if (closed || waiting.size() >= MOST_WAITING) {
                return false;
            }
            waiting.add(task);
            if (threads >= most) {
                return true;
            }
            threads++;
        } finally {
            lock.unlock();
        }
        return begin(task);
    }

    /** Asks for a thread; where there is none, and no other will get to {@code task}, takes it back. */
    private boolean begin(Runnable task) {
        try {
            executor.execute(this::work);
            return true;
        } catch (RejectedExecutionException e) {
            lock.lock();
            try {
                threads--;
                return threads > 0 || !waiting.remove(task);
            } finally {
                lock.unlock();
            }
        }
    }

    private void work() {
        INSIDE.set(true);
        try {
            for (Runnable task = next(); task != null; task = next()) {
                around.accept(task);
            }
        } finally {
            INSIDE.remove();
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable task = waiting.poll();
            if (task == null) {
                running.remove(Thread.currentThread());
                threads--;
                ended.signalAll();
            } else {
                running.add(Thread.currentThread());
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes nothing new and forgets what waits. Interrupts loads that run on threads of its own, and gives them a little time to
     * end.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            if (own) {
                running.forEach(Thread::interrupt);
            }
            long left = TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
            while (threads > 0 && left > 0 && !running.contains(Thread.currentThread())) {
                left = ended.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
