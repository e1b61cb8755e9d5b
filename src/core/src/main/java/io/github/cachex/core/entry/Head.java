// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.spi.Durations;
import java.time.Duration;

/**
 * What is stored with a value.
 *
 * @param stamp what invalidations by tag are held against
 * @param fresh how long the entry was to stay fresh when it was stored
 */
public record Head(Stamp stamp, Duration fresh) {
    /**
     * Returns how long it is, when {@code left} of its fresh time is left, until {@code share} of that time has passed: zero or
     * negative once it has; never, as {@link Durations#FOREVER}, for an entry that never expires.
     */
    public Duration untilShare(double share, Duration left) {
        if (Durations.isForever(fresh) || Durations.isForever(left)) {
            return Durations.FOREVER;
        }
        Duration age = fresh.minus(left);
        return Duration.ofNanos((long) (fresh.toNanos() * share)).minus(age);
    }
}
