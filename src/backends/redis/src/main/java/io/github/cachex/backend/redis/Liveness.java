// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells from what is sent and heard whether a connection lives. One is dead when nothing was heard for three seconds though it
 * was asked, and had a second to answer. Thread-safe.
 */
final class Liveness {
    private static final long QUIET = TimeUnit.SECONDS.toNanos(1);
    private static final long DEAD = TimeUnit.SECONDS.toNanos(3);

    private final LongSupplier nanos;
    private long heard;
    private long asked;
    private boolean waiting;

    Liveness(LongSupplier nanos) {
        this.nanos = nanos;
        heard = nanos.getAsLong();
    }

    synchronized void heard() {
        heard = nanos.getAsLong();
        waiting = false;
    }

    /** Notes that a beat was sent. */
    synchronized void asked() {
        if (!waiting) {
            asked = nanos.getAsLong();
            waiting = true;
        }
    }

    /** Returns whether it is time to ask. */
    synchronized boolean isQuiet() {
        return nanos.getAsLong() - heard >= QUIET;
    }

    synchronized boolean isDead() {
        long now = nanos.getAsLong();
        return waiting && now - asked >= QUIET && now - heard >= DEAD;
    }
}
