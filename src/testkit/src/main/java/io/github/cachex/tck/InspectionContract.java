// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.BackendInspection;
import io.github.cachex.spi.BackendInspection.Finding;
import io.github.cachex.spi.BackendInspection.Grade;
import io.github.cachex.spi.BackendInspection.Keys;
import io.github.cachex.spi.BackendInspection.LeaseHold;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link BackendInspection} keeps: it tells what is there, and changes nothing. */
public interface InspectionContract extends BackendUnderTest {
    private BackendInspection inspection() {
        return backend().inspection().orElseThrow();
    }

    private LeaseStore leaseStore() {
        return otherJvm().leases().orElseThrow();
    }

    private Set<EntryKey> listed(String namespace) {
        Set<EntryKey> keys = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        for (int pages = 0; pages < 100_000; pages++) {
            Keys page = inspection().keys(namespace, cursor, budget());
            keys.addAll(page.keys());
            cursor = page.next();
            if (cursor.isEmpty()) {
                return keys;
            }
        }
        throw new AssertionError("the keys of " + namespace + " have no end");
    }

    /** The entries of all caches are listed under their own ids, and those of no other namespace. */
    @Test
    default void entriesOfAllCaches_areListed() {
        String namespace = "tck:" + newSpace().cache();
        Set<EntryKey> stored = new HashSet<>();
        for (String cache : List.of("posts", "users")) {
            for (String id : List.of("1", "a:b", "}", "{x}", "*", "\u00e9", "x".repeat(500))) {
                stored.add(new EntryKey(namespace, cache, id));
            }
        }
        stored.forEach(key -> otherJvm().write(key, entry(key.id()), budget()));
        otherJvm().write(new EntryKey(namespace + "x", "posts", "stranger"), entry("stranger"), budget());

        assertThat(listed(namespace)).isEqualTo(stored);
    }

    /** Leases, markers, counters and marks are no entries. */
    @Test
    default void whatIsNoEntry_isNotListed() {
        String namespace = "tck:" + newSpace().cache();
        EntryKey key = new EntryKey(namespace, "posts", "7");
        acquireFor(key, newId());
        otherJvm().increment(key, 1, LONG, budget());

        assertThat(listed(namespace)).isEmpty();
    }

    /** A larger value takes more; what is not there has no size. */
    @Test
    default void sizes_areThoseOfWhatIsStored() {
        CacheSpace cache = newSpace();
        EntryKey small = cache.key("small");
        EntryKey large = cache.key("large");
        otherJvm().write(small, entry("x"), budget());
        otherJvm().write(large, entry("x".repeat(1_000)), budget());

        Map<EntryKey, Long> sizes = inspection().sizes(List.of(small, large, cache.key("none")), budget());

        assertThat(sizes).containsOnlyKeys(small, large);
        assertThat(sizes).containsEntry(large, sizes.getOrDefault(small, 0L) + 999);
    }

    /** A lease is seen with its token and time, and neither won nor ended by that. */
    @Test
    default void lease_isSeenAndLeftAlone() {
        EntryKey key = newKey();
        assertThat(inspection().lease(key, budget())).isEmpty();
        long token = newId();
        acquireFor(key, token);
        acquireFor(key, newId());

        LeaseHold seen = inspection().lease(key, budget()).orElseThrow();

        assertThat(seen.token()).isEqualTo(token);
        assertThat(seen.marker()).isFalse();
        assertThat(seen.left()).isBetween(Duration.ofSeconds(30), LONG);
        assertThat(leaseStore().renew(key, token, LONG, budget())).isTrue();
    }

    /** So is the marker of a load that stored nothing. */
    @Test
    default void marker_isSeenAsSuch() {
        EntryKey key = newKey();
        long token = newId();
        acquireFor(key, token);
        leaseStore().release(key, token, Release.FAILED, Duration.ofMinutes(1), budget());

        LeaseHold seen = inspection().lease(key, budget()).orElseThrow();

        assertThat(seen.token()).isEqualTo(token);
        assertThat(seen.marker()).isTrue();
    }

    /** A backend that is well has no problem. */
    @Test
    default void examinationOfWhatIsWell_findsNoProblem() {
        List<Finding> findings = inspection().examine(budget());

        assertThat(findings).isNotEmpty().noneMatch(finding -> finding.grade() == Grade.PROBLEM);
    }

    private void acquireFor(EntryKey key, long token) {
        leaseStore().acquire(key, new LeaseRequest(token, LONG, StoredEntry.UNREADABLE), budget());
    }
}
