// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Refuses to dial for a moment after a failure: a pool that takes back a broken connection dials a new one in the same
 * call, which would cost a second time-out. Thread-safe.
 */
final class DialGate {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final LongSupplier nanos;
    private volatile long closedAt;
    private volatile String reason = "";

    DialGate() {
        this(System::nanoTime);
    }

    DialGate(LongSupplier nanos) {
        this.nanos = nanos;
        this.closedAt = nanos.getAsLong() - PAUSE.toNanos();
    }

    /** Notes a failure, in words. */
    void failed(String why) {
        reason = why;
        closedAt = nanos.getAsLong();
    }

    /** Throws when a failure was a moment ago. */
    void pass() {
        long ago = nanos.getAsLong() - closedAt;
        if (ago < PAUSE.toNanos()) {
            throw new NotDialled("not dialled, since " + TimeUnit.NANOSECONDS.toMillis(ago) + " ms ago: " + reason);
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
