// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.time.Duration;

/**
 * What a backend holds under a key.
 *
 * @param entryId the id it was stored with; {@link #UNREADABLE} for bytes that the backend itself cannot read
 * @param freshLeft the time it stays fresh, by the backend's clock; zero or negative once it is stale,
 *     {@link Durations#FOREVER} when it never ends
 * @param staleFor how long it may stand in once it is no longer fresh, less what of that has passed; zero where it may not, or the
 *     backend does not say; {@link Durations#FOREVER} where that never ends
 * @param bytes its content, not to be modified; none where the backend has nothing to give: the entry's times contradict the
 *     backend's clock, or, with {@link #UNREADABLE}, what lies there is of another type
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy per read would be waste
public record StoredEntry(long entryId, Duration freshLeft, Duration staleFor, byte[] bytes) {
    /** The entry id of bytes that no Cachex backend wrote. Never the id of a real entry. */
    public static final long UNREADABLE = 0;

    /** Creates one of a backend that does not say how long it may stand in. */
    public StoredEntry(long entryId, Duration freshLeft, byte[] bytes) {
        this(entryId, freshLeft, Duration.ZERO, bytes);
    }

    /** Returns what is left of a stale window of {@code whole} where {@code freshLeft} is left of the fresh time before it. */
    public static Duration staleLeft(Duration whole, Duration freshLeft) {
        if (!freshLeft.isNegative() || Durations.isForever(whole)) {
            return whole;
        }
        Duration left = whole.plus(freshLeft);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Returns whether it is still fresh. */
    public boolean isFresh() {
        return freshLeft.compareTo(Duration.ZERO) > 0;
    }
}
