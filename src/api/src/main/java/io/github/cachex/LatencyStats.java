// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.time.Duration;

/**
 * How long something takes. The quantiles are estimates of the last minutes, a sixteenth too large at most; all others count since the
 * start.
 *
 * @param count how often it was done
 * @param total the time of all together
 * @param p50 half of those of the last minutes took no longer; zero where there were none
 * @param p99 99 of a hundred of those of the last minutes took no longer; zero where there were none
 * @param max the longest of the last minutes; zero where there was none
 */
public record LatencyStats(long count, Duration total, Duration p50, Duration p99, Duration max) {
    /** Nothing was measured. */
    public static final LatencyStats NONE =
            new LatencyStats(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Returns the time that one took on average since the start; zero where there was none. */
    public Duration mean() {
        return count == 0 ? Duration.ZERO : total.dividedBy(count);
    }

    /**
     * Returns both together. Quantiles do not add up: the larger of the two is given, which that of both together never exceeds.
     */
    public LatencyStats plus(LatencyStats other) {
        return new LatencyStats(
                count + other.count,
                total.plus(other.total),
                longer(p50, other.p50),
                longer(p99, other.p99),
                longer(max, other.max));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
