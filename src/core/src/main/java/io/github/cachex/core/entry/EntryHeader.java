// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.spi.Durations;
import io.github.cachex.spi.Validators;
import java.time.Duration;

/**
 * What is stored with a value.
 *
 * @param stamp what invalidations by tag are held against
 * @param fresh how long the entry was to stay fresh when it was stored
 * @param validators by what the source can tell that the value has not changed; known only where the value was decoded
 */
public record EntryHeader(InvalidationStamp stamp, Duration fresh, Validators validators) {
    private static final Duration COUNTABLE = Duration.ofDays(36_500);

    /** Bounds the fresh time, so that it can be counted in milliseconds. */
    public EntryHeader {
        fresh = Durations.bounded(fresh);
    }

    /** Creates what is stored with a value that cannot be asked for on condition. */
    public EntryHeader(InvalidationStamp stamp, Duration fresh) {
        this(stamp, fresh, Validators.NONE);
    }

    /** Returns this header of an entry that has {@code validators}. */
    EntryHeader with(Validators validators) {
        return new EntryHeader(stamp, fresh, validators);
    }

    /**
     * Returns how long it is, when {@code left} of its fresh time is left, until {@code share} of that time has passed: zero or
     * negative once it has; never, as {@link Durations#FOREVER}, for an entry that never expires.
     */
    public Duration untilShare(double share, Duration left) {
        if (Durations.isForever(fresh) || Durations.isForever(left)) {
            return Durations.FOREVER;
        }
        return part(share).minus(fresh.minus(left));
    }

    private Duration part(double share) {
        // Centuries have too many nanoseconds for a long, and moments too few milliseconds for a share.
        return fresh.compareTo(COUNTABLE) < 0
                ? Duration.ofNanos((long) (fresh.toNanos() * share))
                : Duration.ofMillis((long) (fresh.toMillis() * share));
    }
}
