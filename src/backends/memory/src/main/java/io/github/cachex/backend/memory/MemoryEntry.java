// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import io.github.cachex.spi.Durations;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;

/**
 * An entry in memory.
 *
 * @param entryId its id
 * @param bytes its content
 * @param lifetime how long it lives
 * @param since when that began, in nanoseconds of the backend's clock
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MemoryEntry(long entryId, byte[] bytes, Lifetime lifetime, long since) {
    /** Some centuries in nanoseconds, which no process outlives, and a long still holds twice. */
    private static final Duration CENTURIES = Duration.ofDays(36_500);

    static MemoryEntry of(NewEntry entry, long now) {
        return new MemoryEntry(entry.entryId(), entry.bytes(), entry.lifetime(), now);
    }

    /** Returns this entry with a {@code lifetime} that begins {@code now}. */
    MemoryEntry touched(Lifetime lifetime, long now) {
        return new MemoryEntry(entryId, bytes, lifetime, now);
    }

    /** Returns this entry as it is when its fresh time ends {@code now}. */
    MemoryEntry expired(long now) {
        Duration least = Duration.ofMillis(1);
        return new MemoryEntry(entryId, bytes, new Lifetime(least, lifetime.stale()), now - least.toNanos());
    }

    boolean isFresh(long now) {
        return now - since < nanos(lifetime.fresh());
    }

    /** Returns the nanoseconds from its beginning to its end. */
    long wholeNanos() {
        return lifetime.isForever() ? Long.MAX_VALUE : nanos(lifetime.fresh().plus(lifetime.stale()));
    }

    StoredEntry stored(long now) {
        Duration left = Durations.isForever(lifetime.fresh())
                ? Durations.FOREVER
                : lifetime.fresh().minusNanos(now - since);
        return new StoredEntry(entryId, left, StoredEntry.staleLeft(lifetime.stale(), left), bytes);
    }

    static long nanos(Duration time) {
        return time.compareTo(CENTURIES) < 0 ? time.toNanos() : CENTURIES.toNanos();
    }
}
