// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Refuses to dial for a moment after a failure, and until something is answered again lets only one dial pass at a time: a
 * pool that takes back a broken connection dials a new one in the same call, which would cost a second time-out, and many
 * callers that dial at once would each wait for the same silence. Thread-safe.
 */
final class ConnectGate {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final LongSupplier nanos;
    private final AtomicLong closedAt = new AtomicLong();
    private volatile boolean healthy = true;
    private volatile String reason = "";

    ConnectGate() {
        this(System::nanoTime);
    }

    ConnectGate(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Notes a failure, in words. */
    void failed(String why) {
        reason = why;
        closedAt.set(nanos.getAsLong());
        healthy = false;
    }

    /** Notes that a dial ended for a reason of its caller's: the next may try at once. */
    void leave() {
        if (!healthy) {
            closedAt.set(nanos.getAsLong() - PAUSE.toNanos());
        }
    }

    /** Notes that something was answered. */
    void answered() {
        if (!healthy) {
            healthy = true;
        }
    }

    /** Throws when a failure was a moment ago, or another is trying whether it is over. */
    void pass() {
        long since = closedAt.get();
        long ago = nanos.getAsLong() - since;
        if (!healthy && (ago < PAUSE.toNanos() || !closedAt.compareAndSet(since, since + ago))) {
            String why = reason + " (" + TimeUnit.NANOSECONDS.toMillis(ago) + "ms ago, and not dialled again yet)";
            // No failure of its own: nothing was tried.
            throw new NotDialled(why, new CancellationException(why));
        }
    }

    /** Thrown where no connection was made, and so no command sent. */
    static final class NotDialled extends JedisConnectionException {
        private static final long serialVersionUID = 1L;

        NotDialled(String message) {
            super(message);
        }

        NotDialled(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
