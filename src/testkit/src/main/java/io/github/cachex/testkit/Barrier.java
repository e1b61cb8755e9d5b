// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A latch with two sides: code under test arrives and is held; the test waits for the arrivals, looks around, and opens.
 *
 * <pre>{@code
 * Barrier loaderEntered = new Barrier();
 * executor.submit(() -> cache.fetch(key, () -> {
 *     loaderEntered.arrive();
 *     return "value";
 * }));
 * loaderEntered.await();
 * // the loader is running now, and stays there
 * loaderEntered.open();
 * }</pre>
 *
 * Both sides give up with an {@link AssertionError} after a limit of a minute, so that a broken test ends. Thread-safe.
 */
public final class Barrier {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Duration limit;
    private int arrivals;
    private boolean open;

    /** Creates a closed barrier with the usual limit. */
    public Barrier() {
        this(LIMIT);
    }

    /** Creates a closed barrier that gives up after {@code limit}. */
    public Barrier(Duration limit) {
        this.limit = limit;
    }

    /** Notes an arrival and holds the calling thread until the barrier is open. */
    public void arrive() {
        lock.lock();
        try {
            arrivals++;
            changed.signalAll();
            long left = limit.toNanos();
            while (!open) {
                left = waitFor("open", left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the first arrival. */
    public void await() {
        await(1);
    }

    /** Waits until there have been {@code count} arrivals. */
    public void await(int count) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (arrivals < count) {
                left = waitFor(count + " arrivals", left);
            }
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // each caller loops
    private long waitFor(String what, long nanos) {
        if (nanos <= 0) {
            throw new AssertionError("waited " + limit + " for " + what + "; arrivals " + arrivals + ", open " + open);
        }
        try {
            return changed.awaitNanos(Math.min(nanos, TimeUnit.DAYS.toNanos(1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, e);
        }
    }

    /** Lets everyone through, those held now and those still to come. */
    public void open() {
        lock.lock();
        try {
            open = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many arrivals there have been. */
    public int arrivals() {
        lock.lock();
        try {
            return arrivals;
        } finally {
            lock.unlock();
        }
    }
}
