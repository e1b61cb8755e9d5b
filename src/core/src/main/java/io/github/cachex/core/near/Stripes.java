// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Counts changes of keys, so that a value read before a change can be told from one read after it. Keys share 65,536 counters,
 * which are never removed: two keys of one stripe cost each other a read now and then, never a stale value. Thread-safe.
 */
public final class Stripes {
    private static final int COUNT = 1 << 16;

    private final AtomicIntegerArray changes = new AtomicIntegerArray(COUNT);

    /** Returns the stripe of a key. */
    static int of(String cache, String id) {
        int hash = 31 * cache.hashCode() + id.hashCode();
        hash ^= hash >>> 16;
        return hash & COUNT - 1;
    }

    /** Returns how many changes there were of the keys of {@code stripe}. */
    int changes(int stripe) {
        return changes.get(stripe);
    }

    /** Notes that the entry of {@code id} in {@code cache} changed, or may have. */
    public void change(String cache, String id) {
        changes.incrementAndGet(of(cache, id));
    }
}
