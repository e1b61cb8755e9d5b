// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long one connection is used: a fifth less than the longest at the least, so that those made together do not end together. Its end
 * lets a name be followed that leads elsewhere by now. It also ends with the credentials that it was made with.
 */
record ConnectionLife(long beganAt, long nanos, Credentials credentials, int version) {
    /** Begins now, for a connection that is about to be made with {@code credentials}. */
    static ConnectionLife of(Duration longest, Credentials credentials) {
        long most = Durations.isForever(longest) ? Long.MAX_VALUE : longest.toNanos();
        long nanos = most - ThreadLocalRandom.current().nextLong(most / 5 + 1);
        return new ConnectionLife(System.nanoTime(), nanos, credentials, credentials.version());
    }

    boolean isOver() {
        return System.nanoTime() - beganAt > nanos || version != credentials.version();
    }
}
