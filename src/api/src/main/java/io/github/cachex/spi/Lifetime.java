// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.time.Duration;

/**
 * How long an entry lives: fresh first, then stale (served only where loading fails), then gone.
 *
 * @param fresh at least 1 ms; {@link Durations#FOREVER} for an entry that never expires, and in place of what is longer
 * @param stale the time after {@code fresh}; zero for none; {@link Durations#FOREVER} in place of what is longer
 */
public record Lifetime(Duration fresh, Duration stale) {
    /** Refuses a fresh time below 1 ms and a negative stale time; bounds both, so that they can be counted in milliseconds. */
    public Lifetime {
        if (fresh.compareTo(Duration.ofMillis(1)) < 0 || stale.isNegative()) {
            throw new IllegalArgumentException("lifetime fresh=" + fresh + " stale=" + stale
                    + ": fresh must be at least 1 ms and stale not negative");
        }
        fresh = Durations.bounded(fresh);
        stale = Durations.bounded(stale);
    }

    /** Returns a lifetime without a stale time. */
    public static Lifetime of(Duration fresh) {
        return new Lifetime(fresh, Duration.ZERO);
    }

    /** Returns whether the entry never expires. */
    public boolean isForever() {
        return Durations.isForever(fresh) || Durations.isForever(stale);
    }

    /** Returns the whole time in the backend, in milliseconds; {@link Long#MAX_VALUE} for ever. */
    public long totalMillis() {
        return isForever() ? Long.MAX_VALUE : fresh.plus(stale).toMillis();
    }
}
