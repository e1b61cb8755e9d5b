// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last changes that this JVM has made or heard of, kept while a {@link EntryCollector} is open: by it an answer is known to be made
 * of what was invalidated before it was sent. Thread-safe.
 */
@Internal
public final class ChangeTrail {
    private static final int KEPT = 4_096;
    private static final @Nullable Object[] CHANGES = new Object[KEPT];
    private static long count;

    private ChangeTrail() {}

    /** Notes that the entry of {@code key} changed, or may have. */
    public static void changed(EntryKey key) {
        if (EntryCollector.isAnyOpen()) {
            note(key);
        }
    }

    /** Notes that entries of {@code cache} were invalidated by what they have in common. */
    public static void changed(CacheSpace cache) {
        if (EntryCollector.isAnyOpen()) {
            note(cache);
        }
    }

    private static void note(Object change) {
        synchronized (CHANGES) {
            CHANGES[(int) (count++ % KEPT)] = change;
        }
    }

    /** Returns where the trail is now. */
    static long position() {
        synchronized (CHANGES) {
            return count;
        }
    }

    /** Returns whether one of {@code entries}, or its cache, changed since {@code position}; true where that is not known any more. */
    static boolean isAnyChangedSince(long position, List<TouchedEntry> entries) {
        if (position() == position) {
            return false;
        }
        Set<Object> asked = new HashSet<>();
        entries.forEach(entry -> {
            asked.add(entry.key());
            asked.add(entry.key().space());
        });
        synchronized (CHANGES) {
            if (count - position > KEPT) {
                return true;
            }
            for (long i = position; i < count; i++) {
                if (asked.contains(CHANGES[(int) (i % KEPT)])) {
                    return true;
                }
            }
        }
        return false;
    }
}
