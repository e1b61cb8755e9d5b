// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.Closeable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Closes sockets whose time is over: a write has no time-out of its own. One daemon thread, there while there is something to watch. */
final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;

    Watchdog() {
        timer = new ScheduledThreadPoolExecutor(1, Daemons.named("cachex-memcached-watchdog"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** Closes {@code socket} after {@code nanos} unless the result is cancelled before. */
    Future<?> closeAfter(long nanos, Closeable socket) {
        return timer.schedule(
                () -> {
                    socket.close();
                    return null;
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
