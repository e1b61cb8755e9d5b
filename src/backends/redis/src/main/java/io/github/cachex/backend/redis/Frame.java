// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.Durations;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * What stands before an entry's bytes in Redis: {@code CX}, version 1, flags (1: has a stale window), fresh-until in ms of
 * Redis's clock (8 bytes), entry id (8 bytes). Fresh-until is filled in by the scripts, so that one clock measures it.
 */
final class Frame {
    private static final int SIZE = 20;
    private static final int FLAGS = 3;
    private static final byte VERSION = 1;
    private static final byte HAS_STALE_WINDOW = 1;

    /** What the scripts write for "fresh for ever": the largest whole number that Lua knows. */
    private static final long NEVER = (1L << 53) - 1;

    private Frame() {}

    /** Returns {@code entry} as the scripts take it. */
    static byte[] of(NewEntry entry) {
        return ByteBuffer.allocate(SIZE + entry.bytes().length)
                .put((byte) 'C')
                .put((byte) 'X')
                .put(VERSION)
                .put(flags(entry.lifetime()))
                .putLong(0)
                .putLong(entry.entryId())
                .put(entry.bytes())
                .array();
    }

    static byte flags(Lifetime lifetime) {
        return lifetime.stale().isZero() ? 0 : HAS_STALE_WINDOW;
    }

    /** Returns the fresh time as the scripts take it: milliseconds, or -1 for ever. */
    static byte[] fresh(Lifetime lifetime) {
        return millis(
                Durations.isForever(lifetime.fresh()) ? -1 : lifetime.fresh().toMillis());
    }

    /** Returns the whole lifetime as the scripts take it: milliseconds, or -1 for ever. */
    static byte[] total(Lifetime lifetime) {
        return millis(lifetime.isForever() ? -1 : lifetime.totalMillis());
    }

    static byte[] millis(long millis) {
        return Long.toString(millis).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] id(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    static long id(byte[] bytes) {
        return bytes.length == Long.BYTES ? ByteBuffer.wrap(bytes).getLong() : StoredEntry.UNREADABLE;
    }

    /**
     * Returns the entry that {@code bytes} hold, or {@link StoredEntry#UNREADABLE} if Cachex did not write them.
     *
     * @param now Redis's time in milliseconds; asked for only where it matters
     */
    static StoredEntry read(byte[] bytes, LongSupplier now) {
        if (bytes.length < SIZE || bytes[0] != 'C' || bytes[1] != 'X' || bytes[2] != VERSION) {
            return unreadable(bytes);
        }
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        long freshUntil = frame.getLong(FLAGS + 1);
        long id = frame.getLong(FLAGS + 1 + Long.BYTES);
        if (id == StoredEntry.UNREADABLE) {
            return unreadable(bytes);
        }
        return new StoredEntry(id, left(bytes[FLAGS], freshUntil, now), Arrays.copyOfRange(bytes, SIZE, bytes.length));
    }

    private static Duration left(byte flags, long freshUntil, LongSupplier now) {
        if (freshUntil == NEVER) {
            return Durations.FOREVER;
        }
        long left = freshUntil - now.getAsLong();
        // Without a stale window Redis itself drops the entry in time: while it is there, it is fresh.
        return Duration.ofMillis((flags & HAS_STALE_WINDOW) == 0 ? Math.max(left, 1) : left);
    }

    static StoredEntry unreadable(byte[] bytes) {
        return new StoredEntry(StoredEntry.UNREADABLE, Duration.ZERO, bytes);
    }
}
