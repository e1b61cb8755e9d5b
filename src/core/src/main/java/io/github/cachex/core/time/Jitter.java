// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.time;

import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Shortens durations at random, so that what began together does not end together. */
public final class Jitter {
    private Jitter() {}

    /**
     * Returns {@code time} less a random part of at most {@code share} of it, and at least 1 ms. It only ever subtracts: a
     * value must not outlive its ttl.
     */
    public static Duration shorten(Duration time, double share) {
        if (share <= 0 || Durations.isForever(time)) {
            return time;
        }
        long millis = time.toMillis();
        long less = (long) (millis * share * ThreadLocalRandom.current().nextDouble());
        return Duration.ofMillis(Math.max(1, millis - less));
    }

    /** Returns {@code time} give or take a random part of at most {@code share} of it. */
    public static Duration around(Duration time, double share) {
        double factor = 1 + share * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Duration.ofNanos((long) (time.toNanos() * factor));
    }
}
