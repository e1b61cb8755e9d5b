// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Cuts connections whose call is over. It looks around every few milliseconds while there is something to watch, so that a call
 * costs two operations of a map and wakes no thread. Thread-safe.
 */
final class OverdueWatch implements AutoCloseable {
    private static final long TICK_MILLIS = 20;

    private final Set<LentConnection> watched = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor timer;
    private final Executor cutter;

    /** Creates one that cuts on {@code cutter}: closing TLS may wait for a write that is under way. */
    OverdueWatch(Executor cutter) {
        this.cutter = cutter;
        timer = new ScheduledThreadPoolExecutor(1, Daemons.named("cachex-redis-watchdog"));
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** Cuts {@code lent} when its call is over, or a little later, unless it is released before. */
    void watch(LentConnection lent) {
        watched.add(lent);
        tickSoon();
    }

    void release(LentConnection lent) {
        watched.remove(lent);
    }

    private void tickSoon() {
        if (!ticking.get() && ticking.compareAndSet(false, true)) {
            try {
                timer.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // Closed: nothing is lent any more.
            }
        }
    }

    private void tick() {
        long now = System.nanoTime();
        for (LentConnection lent : List.copyOf(watched)) {
            if (lent.isOverdue(now) && watched.remove(lent)) {
                cutter.execute(lent::cut);
            }
        }
        ticking.set(false);
        if (!watched.isEmpty()) {
            tickSoon();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
