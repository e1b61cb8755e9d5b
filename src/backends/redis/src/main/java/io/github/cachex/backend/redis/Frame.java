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
 * What stands before an entry's bytes in Redis: {@code CX}, version 2, fresh-until in ms of Redis's clock, stale window in ms
 * (0: none), entry id, and for how many ms it was fresh when it was written (8 bytes each). Fresh-until is filled in by the scripts,
 * so that one clock measures it; where that clock is set back, the last number bounds it. Version 1 is without that number.
 */
final class Frame {
    private static final int SIZE = 35;
    private static final int SIZE_OF_1 = 27;
    private static final int FRESH_UNTIL = 3;
    private static final int LIFE = 27;
    private static final byte VERSION = 2;

    /** What stands for "for ever": the largest whole number that Lua knows. */
    private static final long NEVER = (1L << 53) - 1;

    /** What is longer is for ever, so nothing stays fresh for longer; in milliseconds. */
    private static final long LONGEST = Durations.FOREVER.toMillis();

    /**
     * Redis drops what has no stale window in time, and nothing stays fresh for longer than it ever was: what does lost its end, or
     * Redis's clock was set back. In milliseconds, as the scripts have it too: clocks drift, and are put right by seconds.
     */
    private static final long OVERDUE = 60_000;

    private Frame() {}

    /** Returns {@code entry} as the scripts take it. */
    static byte[] of(NewEntry entry) {
        return ByteBuffer.allocate(SIZE + entry.bytes().length)
                .put((byte) 'C')
                .put((byte) 'X')
                .put(VERSION)
                .putLong(0)
                .putLong(staleMillis(entry.lifetime()))
                .putLong(entry.entryId())
                .putLong(freshMillis(entry.lifetime()))
                .put(entry.bytes())
                .array();
    }

    /** Returns what the scripts are told of {@code entry}: its frame, the fresh time and the whole lifetime. */
    static byte[][] described(NewEntry entry) {
        return new byte[][] {of(entry), fresh(entry.lifetime()), total(entry.lifetime())};
    }

    private static long staleMillis(Lifetime lifetime) {
        Duration stale = lifetime.stale();
        return Durations.isForever(stale) ? NEVER : stale.toMillis();
    }

    private static long freshMillis(Lifetime lifetime) {
        return Durations.isForever(lifetime.fresh()) ? NEVER : lifetime.fresh().toMillis();
    }

    /** Returns the stale window as the scripts put it into the frame. */
    static byte[] stale(Lifetime lifetime) {
        return id(staleMillis(lifetime));
    }

    /** Returns the fresh time as the scripts take it: milliseconds, or -1 for ever. */
    static byte[] fresh(Lifetime lifetime) {
        return number(
                Durations.isForever(lifetime.fresh()) ? -1 : lifetime.fresh().toMillis());
    }

    /** Returns the whole lifetime as the scripts take it: milliseconds, or -1 for ever. */
    static byte[] total(Lifetime lifetime) {
        return number(lifetime.isForever() ? -1 : lifetime.totalMillis());
    }

    static byte[] number(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
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
     * @param anew the same, from Redis itself; asked for only where an entry contradicts the first
     */
    static StoredEntry read(byte[] bytes, LongSupplier now, LongSupplier anew) {
        int size = size(bytes);
        if (size == 0) {
            return unreadable(bytes);
        }
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        long freshUntil = frame.getLong(FRESH_UNTIL);
        long stale = frame.getLong(FRESH_UNTIL + Long.BYTES);
        long id = frame.getLong(FRESH_UNTIL + 2 * Long.BYTES);
        if (id == StoredEntry.UNREADABLE) {
            return unreadable(bytes);
        }
        if (freshUntil == NEVER) {
            return new StoredEntry(
                    id, Durations.FOREVER, staleWindow(stale), Arrays.copyOfRange(bytes, size, bytes.length));
        }
        long life = size == SIZE ? Math.min(Math.max(frame.getLong(LIFE), 0), LONGEST) : LONGEST;
        long time = now.getAsLong();
        if (isOdd(freshUntil, stale, life, time)) {
            time = anew.getAsLong();
        }
        if (isOdd(freshUntil, stale, life, time)) {
            // No script of ours wrote that, somebody took its end away, or the clock was set back. Without content it
            // is of no use,
            // and with its id it can be replaced.
            return new StoredEntry(id, Duration.ZERO, new byte[0]);
        }
        // Without a stale window Redis itself drops the entry in time: while it is there, it is fresh.
        long left = stale == 0 ? Math.max(freshUntil - time, 1) : freshUntil - time;
        Duration freshLeft = Duration.ofMillis(Math.min(left, life));
        return new StoredEntry(
                id,
                freshLeft,
                StoredEntry.staleLeft(staleWindow(stale), freshLeft),
                Arrays.copyOfRange(bytes, size, bytes.length));
    }

    private static Duration staleWindow(long millis) {
        return millis == NEVER ? Durations.FOREVER : Duration.ofMillis(Math.min(Math.max(millis, 0), LONGEST));
    }

    private static boolean isOdd(long freshUntil, long stale, long life, long time) {
        return freshUntil < 0
                || freshUntil - time > LONGEST
                || freshUntil - time > life + OVERDUE
                || stale == 0 && freshUntil + OVERDUE < time;
    }

    /** Returns how much stands before the content; zero for what is no frame. */
    private static int size(byte[] bytes) {
        if (bytes.length < SIZE_OF_1 || bytes[0] != 'C' || bytes[1] != 'X') {
            return 0;
        } else if (bytes[2] == VERSION) {
            return bytes.length < SIZE ? 0 : SIZE;
        }
        return bytes[2] == 1 ? SIZE_OF_1 : 0;
    }

    static StoredEntry unreadable(byte[] bytes) {
        return new StoredEntry(StoredEntry.UNREADABLE, Duration.ZERO, bytes);
    }
}
