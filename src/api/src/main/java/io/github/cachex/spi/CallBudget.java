// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.time.Duration;

/**
 * The time that one call of a handler may spend in the backend, over all its steps. A backend never answers later: it
 * gives up, closing the connection if need be. Not thread-safe; made per call.
 */
public final class CallBudget {
    /** No call lasts as long, and its nanoseconds still fit a long together with those of the running time. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final long deadline;

    private CallBudget(long deadline) {
        this.deadline = deadline;
    }

    /** Returns a budget that runs from now for {@code time}; for a century where that is longer. */
    public static CallBudget of(Duration time) {
        return new CallBudget(System.nanoTime() + (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos());
    }

    /** Returns the nanoseconds left, zero or less when it is spent. */
    public long remainingNanos() {
        return deadline - System.nanoTime();
    }

    /** Returns whether nothing is left. */
    public boolean isSpent() {
        return remainingNanos() <= 0;
    }
}
