// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long one connection is used: a fifth less than the longest at the least, so that those made together do not end together. Its end
 * lets a name be followed that leads elsewhere by now.
 */
record ConnectionLife(long beganAt, long nanos) {
    /** Begins now. */
    static ConnectionLife of(Duration longest) {
        long most = Durations.isForever(longest) ? Long.MAX_VALUE : longest.toNanos();
        long nanos = most - ThreadLocalRandom.current().nextLong(most / 5 + 1);
        return new ConnectionLife(System.nanoTime(), nanos);
    }

    boolean isOver() {
        return System.nanoTime() - beganAt > nanos;
    }
}
