// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.core.entry.Encryption.UnreadableException;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What encryption authenticates along with a value, so that whoever can write to the store cannot bring back what was there
 * before: which entry it is, when it was sealed, and how long it lives at most. Immutable.
 *
 * @param entryId the id of the entry
 * @param sealedAt the backend's time when it was sealed, in milliseconds
 * @param longest how long the entry lives from then on, fresh and stale together, in milliseconds; {@link Long#MAX_VALUE} for ever
 * @param sliding whether reads prolong the entry, so that nobody can say when it ends
 */
public record Seal(long entryId, long sealedAt, long longest, boolean sliding) {
    /** For what stays in this JVM. The id is that of no stored entry: in a store it is never believed. */
    public static final Seal LOCAL = new Seal(StoredEntry.UNREADABLE, 0, Long.MAX_VALUE, false);

    static final int SIZE = 3 * Long.BYTES;

    /** Sealing comes a moment before the store; clocks of servers that replace each other differ a little. */
    static final long TOLERANCE = 60_000;

    /** Returns the seal of an entry that is to be stored under {@code entryId} for {@code lifetime}. */
    static Seal of(long entryId, Lifetime lifetime, boolean sliding, long now) {
        return new Seal(entryId, now, lifetime.totalMillis(), sliding);
    }

    /** Returns the bytes that stand for it; {@code sliding} is a flag of the entry's header. */
    byte[] bytes() {
        return ByteBuffer.allocate(SIZE)
                .putLong(entryId)
                .putLong(sealedAt)
                .putLong(longest)
                .array();
    }

    static Seal read(byte[] bytes, boolean sliding) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new Seal(in.getLong(), in.getLong(), in.getLong(), sliding);
    }

    /** Returns whether it says when the entry ends. */
    private boolean isBounded() {
        return !sliding && longest != Long.MAX_VALUE;
    }

    /**
     * Returns how long the entry {@code entryId}, sealed to be fresh for {@code fresh}, can be fresh yet, whatever its store says.
     *
     * @param now the backend's time in milliseconds
     * @throws UnreadableException when it is another entry, or one that must have ended
     */
    Duration freshAtMost(long entryId, Duration fresh, long now) throws UnreadableException {
        if (entryId != this.entryId) {
            throw new UnreadableException("encrypted as another entry than it is stored as", false);
        }
        if (now < sealedAt - TOLERANCE) {
            throw new UnreadableException("encrypted later than it is now by the backend's clock", false);
        }
        if (isBounded() && now - sealedAt - TOLERANCE > longest) {
            throw new UnreadableException("older than its ttl and stale window, so that it was put back", false);
        }
        return sliding || Durations.isForever(fresh)
                ? Durations.FOREVER
                : fresh.plusMillis(sealedAt + TOLERANCE).minusMillis(now);
    }
}
