// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.spi.BackendInspection;
import io.github.cachex.spi.BackendInspection.Keys;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan;
import io.github.cachex.spi.KeyScan.Page;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Goes through what is stored, page by page; each entry comes once. */
final class Listing {
    private final Session session;
    private final Progress progress;

    Listing(Session session, Progress progress) {
        this.session = session;
        this.progress = progress;
    }

    /** Hands the entries of all caches to {@code taker}, until it answers false. */
    void all(Predicate<EntryKey> taker) {
        BackendInspection inspection = session.inspection();
        String namespace = session.configuration().namespace();
        Set<EntryKey> seen = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        do {
            Keys page = inspection.keys(namespace, cursor, session.budget());
            for (EntryKey key : page.keys()) {
                if (seen.add(key) && !taker.test(key)) {
                    return;
                }
            }
            progress.add(page.keys().size());
            cursor = page.next();
        } while (cursor.isPresent());
    }

    /** Hands the entries of {@code cache} whose ids match {@code glob} to {@code taker}, until it answers false. */
    void of(CacheSpace cache, String glob, Predicate<EntryKey> taker) {
        KeyScan scan = session.scan();
        Set<String> seen = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = scan.scan(cache, session.owner().own(glob), cursor, session.budget());
            for (String id : page.ids()) {
                if (seen.add(id) && !taker.test(cache.key(id))) {
                    return;
                }
            }
            progress.add(page.ids().size());
            cursor = page.next();
        } while (cursor.isPresent());
    }
}
