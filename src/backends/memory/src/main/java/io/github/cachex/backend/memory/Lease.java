// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import java.time.Duration;

/**
 * A lease, or the marker that a load which stored nothing left in its place.
 *
 * @param token whose it is, or was
 * @param marker whether it is a marker
 * @param awaited whether anyone was told that it is busy
 * @param until when it ends, in nanoseconds of the backend's clock
 */
record Lease(long token, boolean marker, boolean awaited, long until) {
    boolean isHeldBy(long candidate) {
        return !marker && token == candidate;
    }

    Lease awaitedToo() {
        return new Lease(token, marker, true, until);
    }

    /** Returns this lease with a new end. */
    Lease until(long end) {
        return new Lease(token, marker, awaited, end);
    }

    Duration left(long now) {
        return Duration.ofNanos(until - now);
    }
}
