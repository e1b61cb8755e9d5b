// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.time;

import java.time.Duration;

/** Durations in nanoseconds, for sums with {@link System#nanoTime}. */
public final class Nanos {
    private static final Duration CENTURY = Duration.ofDays(36_500);

    private Nanos() {}

    /** Returns {@code time} in nanoseconds; a century for what is longer, since "never" does not fit. */
    public static long of(Duration time) {
        return (time.compareTo(CENTURY) < 0 ? time : CENTURY).toNanos();
    }
}
