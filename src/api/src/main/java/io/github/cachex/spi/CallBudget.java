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
    private final long entryBytes;

    private CallBudget(long deadline, long entryBytes) {
        this.deadline = deadline;
        this.entryBytes = entryBytes;
    }

    /** Returns a budget that runs from now for {@code time}; for a century where that is longer. */
    public static CallBudget of(Duration time) {
        return of(time, Long.MAX_VALUE);
    }

    /** Returns a budget that runs from now for {@code time}, and reads at most {@code entryBytes} of an entry. */
    public static CallBudget of(Duration time, long entryBytes) {
        long nanos = (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
        return new CallBudget(System.nanoTime() + nanos, entryBytes);
    }

    /**
     * Returns how many bytes of an entry are of use to the caller, which had a reason to store none that is larger. Of one that is,
     * a backend may return the first of them, but more than these, so that the caller can tell.
     */
    public long entryBytes() {
        return entryBytes;
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
