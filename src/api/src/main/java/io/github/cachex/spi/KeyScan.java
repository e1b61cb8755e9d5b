// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists the ids of a cache's entries, page by page. Thread-safe. */
public interface KeyScan {
    /**
     * Returns a page of ids of {@code cache} that match {@code glob} ({@code *} any characters, {@code ?} one, a backslash
     * takes their meaning away). An entry that is there all the while is listed at least once; a page may be empty though
     * others follow.
     *
     * @param cursor empty for the first page
     */
    Page scan(CacheSpace cache, String glob, Optional<String> cursor, CallBudget budget);

    /** Removes those of {@code entries} that still are the entries of these ids, and returns how many. Tells nobody. */
    long discard(Map<EntryKey, Long> entries, CallBudget budget);

    /**
     * Some ids.
     *
     * @param ids the ids
     * @param next the cursor of the next page; empty after the last
     */
    record Page(List<String> ids, Optional<String> next) {}
}
