// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Glob;
import io.github.cachex.spi.KeyScan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists the entries of a {@link FakeStore} in the order of their ids; the last id of a page is the cursor. */
final class FakeScan implements KeyScan {
    private static final int PAGE = 100;

    private final FakeStore store;

    FakeScan(FakeStore store) {
        this.store = store;
    }

    @Override
    public Page scan(CacheSpace cache, String glob, Optional<String> cursor, CallBudget budget) {
        FakeBackend.inTime("scan", cache.value(), budget);
        Glob meant = Glob.of(glob);
        List<String> ids = store.ids(cache).stream()
                .filter(id -> cursor.isEmpty() || id.compareTo(cursor.get()) > 0)
                .sorted()
                .toList();
        List<String> page = ids.subList(0, Math.min(PAGE, ids.size()));
        return new Page(
                page.stream().filter(meant::matches).toList(),
                page.size() == ids.size() ? Optional.empty() : Optional.of(page.get(PAGE - 1)));
    }

    @Override
    public long discard(Map<EntryKey, Long> entries, CallBudget budget) {
        return entries.entrySet().stream()
                .peek(entry -> FakeBackend.inTime("discard", entry.getKey().value(), budget))
                .filter(entry -> store.discard(entry.getKey(), entry.getValue()))
                .count();
    }
}
