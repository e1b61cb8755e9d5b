// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.time;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The running time of this JVM, at most some milliseconds late, at the price of reading a field: {@link System#nanoTime} alone
 * costs more than the rest of a near hit. A daemon thread moves it on each millisecond while it is read often, and ends when
 * it has not been for a while: seldom readers get the system's time, which costs less than a thread. Thread-safe.
 */
public final class CoarseClock implements AutoCloseable {
    private static final long TICK = Duration.ofMillis(1).toNanos();
    private static final int TICKS_UNREAD = 2_000;
    /** So many reads within {@link #A_WHILE} are worth a thread. */
    private static final int MANY_READS = 1_000;

    private static final long A_WHILE = Duration.ofMillis(100).toNanos();
    /** A time that nanoTime never shows here: it stands for "nobody moves this clock". */
    private static final long ASLEEP = Long.MIN_VALUE;

    private final String name;
    private volatile long now = ASLEEP;
    private volatile boolean read;
    private volatile boolean closed;
    private @Nullable Thread ticker;
    // By those who read while nobody moves the clock; what readers at once lose of it only starts the thread later.
    private int reads;
    private long firstRead;

    /** Creates one whose thread, once it is needed, is called {@code name}. */
    public CoarseClock(String name) {
        this(name, false);
    }

    private CoarseClock(String name, boolean closed) {
        this.name = name;
        this.closed = closed;
    }

    /** Creates one without a thread: it shows the system's time, which is right at once where the process was frozen. */
    public static CoarseClock unmoved() {
        return new CoarseClock("none", true);
    }

    /** Returns a time of {@link System#nanoTime}, not later than now. */
    public long nanos() {
        long time = now;
        if (time == ASLEEP) {
            return readSystem();
        }
        if (!read) {
            read = true;
        }
        return time;
    }

    private long readSystem() {
        long time = System.nanoTime();
        if (time - firstRead > A_WHILE) {
            firstRead = time;
            reads = 0;
        }
        // Not again for those who read on until the thread runs.
        if (++reads == MANY_READS) {
            wake();
        }
        return time;
    }

    private synchronized void wake() {
        if (!closed && ticker == null) {
            Thread thread = new Thread(null, this::tick, name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(CoarseClock.class.getClassLoader());
            ticker = thread;
            thread.start();
        }
    }

    private void tick() {
        int unread = 0;
        while (unread < TICKS_UNREAD && !closed) {
            now = System.nanoTime();
            LockSupport.parkNanos(TICK);
            unread = read ? Math.max(0, unread - 1) : unread + 1;
            read = false;
        }
        sleep();
    }

    private synchronized void sleep() {
        now = ASLEEP;
        reads = 0;
        ticker = null;
    }

    /** Ends the thread; the clock still shows the time. */
    @Override
    public void close() {
        Thread ending;
        synchronized (this) {
            closed = true;
            ending = ticker;
        }
        if (ending != null) {
            LockSupport.unpark(ending);
            try {
                ending.join(Duration.ofSeconds(1).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
