// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.coherence;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts changes of keys, so that a value read before a change can be told from one read after it. Keys share 65,536 counters,
 * which are never removed: two keys of one stripe cost each other a read now and then, never a stale value. Thread-safe.
 */
public final class KeyVersions {
    private static final int COUNT = 1 << 16;

    private final AtomicIntegerArray changes = new AtomicIntegerArray(COUNT);
    private final AtomicLong order = new AtomicLong();
    /** The place of each stripe's last change among all changes; only where somebody asks for it. */
    private final @Nullable AtomicLongArray last;

    /** Creates stripes that count. */
    public KeyVersions() {
        this(false);
    }

    /** Creates stripes that count and, if they are {@code ordered}, know when they changed last. */
    public KeyVersions(boolean ordered) {
        this.last = ordered ? new AtomicLongArray(COUNT) : null;
    }

    /** Returns the stripe of a key. */
    public static int of(String cache, String id) {
        int hash = 31 * cache.hashCode() + id.hashCode();
        hash ^= hash >>> 16;
        return hash & COUNT - 1;
    }

    /** Returns how many changes there were of the keys of {@code stripe}. */
    public int changes(int stripe) {
        return changes.get(stripe);
    }

    /** Returns this moment, for {@link #isChangedSince}. */
    public long moment() {
        return order.get();
    }

    /**
     * Returns whether a key of {@code stripe} changed since {@code moment}; true where that is not known. To be asked after
     * {@link #changes(int)}, so that what changes between the two is counted later.
     */
    public boolean isChangedSince(int stripe, long moment) {
        return last == null || last.get(stripe) > moment;
    }

    /** Notes that the entry of {@code id} in {@code cache} changed, or may have. */
    public void change(String cache, String id) {
        int stripe = of(cache, id);
        if (last != null) {
            last.accumulateAndGet(stripe, order.incrementAndGet(), Math::max);
        }
        changes.incrementAndGet(stripe);
    }
}
