// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import com.github.benmanes.caffeine.cache.Weigher;
import io.github.cachex.spi.EntryKey;

/**
 * Two bounds, entries and bytes, as the one weight that Caffeine knows: an entry weighs the larger of its share of the
 * number and its share of the bytes, in units so small that neither share is rounded away.
 *
 * <p>Each bound is kept: the shares of all entries add up to at most one, hence either kind does.
 */
final class Capacity implements Weigher<EntryKey, MemoryEntry> {
    /** As many units as fit the int that a single weight is. */
    static final long MOST_ENTRIES = 1 << 30;

    /** A petabyte: what is left of a long beside the units. */
    static final long MOST_BYTES = 1L << 50;

    private final long unitsPerEntry;
    private final long units;
    private final long maxBytes;

    Capacity(long maxEntries, long maxBytes) {
        this.unitsPerEntry = MOST_ENTRIES / maxEntries;
        this.units = unitsPerEntry * maxEntries;
        this.maxBytes = maxBytes;
    }

    /** Returns the weight of everything that fits. */
    long units() {
        return units;
    }

    @Override
    public int weigh(EntryKey key, MemoryEntry held) {
        long bytes = (long) key.namespace().length()
                + key.cache().length()
                + key.id().length()
                + held.bytes().length;
        if (bytes >= maxBytes) {
            return bytes == maxBytes ? (int) units : Integer.MAX_VALUE;
        }
        double share = (double) bytes / maxBytes;
        return (int) Math.max(unitsPerEntry, (long) Math.ceil(share * units));
    }
}
