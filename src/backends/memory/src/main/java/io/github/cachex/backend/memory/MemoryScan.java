// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Glob;
import io.github.cachex.spi.KeyScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;

/**
 * Lists the ids of a cache. Each page walks over all keys and takes those whose hash falls to it, so nothing is kept between
 * pages, and no entry changes its page. There are few pages, since each is a walk.
 */
final class MemoryScan implements KeyScan {
    private static final long FULL_PAGE = 1_000;
    private static final int MOST_PAGES = 16;
    private static final int KEYS_PER_LOOK_AT_THE_BUDGET = 1_000;

    private final Set<EntryKey> keys;
    private final LongSupplier size;
    private final BiPredicate<EntryKey, Long> removal;

    /**
     * Creates one over {@code keys}.
     *
     * @param size about how many keys there are
     * @param removal removes the entry of a key if it has this id, and tells whether it did
     */
    MemoryScan(Set<EntryKey> keys, LongSupplier size, BiPredicate<EntryKey, Long> removal) {
        this.keys = keys;
        this.size = size;
        this.removal = removal;
    }

    /** A page that is to come: its number, and how many there are. */
    private record Cursor(int page, int pages) {
        static Cursor of(String text) {
            int slash = text.indexOf('/');
            return new Cursor(Integer.parseInt(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        }

        boolean isAt(String id) {
            int hash = id.hashCode();
            return Math.floorMod(hash ^ hash >>> 16, pages) == page;
        }

        Optional<String> next() {
            return page + 1 < pages ? Optional.of(page + 1 + "/" + pages) : Optional.empty();
        }
    }

    @Override
    public Page scan(CacheSpace cache, String glob, Optional<String> cursor, CallBudget budget) {
        Glob meant = Glob.of(glob);
        Cursor now = cursor.map(Cursor::of).orElseGet(this::first);
        List<String> ids = new ArrayList<>();
        int seen = 0;
        for (EntryKey key : keys) {
            if (seen++ % KEYS_PER_LOOK_AT_THE_BUDGET == 0) {
                MemoryBackend.inTime("scan", cache.value(), budget);
            }
            if (now.isAt(key.id()) && key.space().equals(cache) && meant.matches(key.id())) {
                ids.add(key.id());
            }
        }
        return new Page(ids, now.next());
    }

    private Cursor first() {
        return new Cursor(0, (int) Math.min(1 + size.getAsLong() / FULL_PAGE, MOST_PAGES));
    }

    @Override
    public long discard(Map<EntryKey, Long> entries, CallBudget budget) {
        return entries.entrySet().stream()
                .filter(entry -> removal.test(entry.getKey(), entry.getValue()))
                .count();
    }
}
