// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Glob;
import io.github.cachex.spi.KeyScan;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists entries in the order of their names. Thread-safe. */
final class CasScan implements KeyScan {
    private static final int PAGE = 500;

    private final ListingStore store;
    private final Clock clock;
    private final Removal removal;

    /** Removes the entry of a key if it has this id, and tells whether it did. */
    interface Removal {
        boolean remove(EntryKey key, long entryId, CallBudget budget);
    }

    CasScan(ListingStore store, Clock clock, Removal removal) {
        this.store = store;
        this.clock = clock;
        this.removal = removal;
    }

    @Override
    public Page scan(CacheSpace cache, String glob, Optional<String> cursor, CallBudget budget) {
        Glob meant = Glob.of(glob);
        String whole = cache.key("").value();
        String prefix = whole.substring(0, whole.length() - 1);
        long now = clock.millis();
        List<ListingStore.Listed> page = store.list(prefix, cursor, PAGE, Slot.OVERHEAD, budget);
        List<String> ids = new ArrayList<>();
        for (ListingStore.Listed record : page) {
            String name = record.name();
            // What else belongs to a cache has a name that does not end so.
            if (name.endsWith("}") && Slot.of(record.head()).there(now).isPresent()) {
                String id = name.substring(prefix.length(), name.length() - 1);
                if (meant.matches(id)) {
                    ids.add(id);
                }
            }
        }
        return new Page(
                ids,
                page.size() < PAGE
                        ? Optional.empty()
                        : Optional.of(page.get(page.size() - 1).name()));
    }

    @Override
    public long discard(Map<EntryKey, Long> entries, CallBudget budget) {
        return entries.entrySet().stream()
                .filter(entry -> removal.remove(entry.getKey(), entry.getValue(), budget))
                .count();
    }
}
