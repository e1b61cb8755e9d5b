// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Entries that are larger than anybody stored them. */
class LargeEntriesTest extends OnRedis {
    private static final int MOST = 1_000;
    private static final int LARGE = 100_000_000;

    private final EntryKey key = new EntryKey("tck:1", "c", "id" + UUID.randomUUID());

    private static CallBudget bounded() {
        return CallBudget.of(Duration.ofSeconds(10), MOST);
    }

    /** A read of all of them takes a hundred times as much memory as a test has. */
    @Test
    void entryOfAHundredMegabytes_isReadToItsBound() {
        plain.setrange(key.value(), LARGE, "x");
        assertThat(backend.read(key, bounded()).orElseThrow().bytes()).hasSizeBetween(MOST, 2 * MOST);
        assertThat(backend.readAll(List.of(key), bounded()).get(key).bytes()).hasSizeBetween(MOST, 2 * MOST);
        StoredEntry removed = backend.remove(key, bounded()).orElseThrow();
        assertThat(removed.bytes()).hasSizeBetween(MOST, 2 * MOST);
        assertThat(plain.exists(key.value())).isFalse();
    }

    /** What it is read for is its id, with which it can be replaced. */
    @Test
    void ownEntryThatWasMadeLonger_isKnownByItsId() {
        backend.write(key, new NewEntry(7, new byte[MOST], Lifetime.of(Duration.ofHours(1))), budget());
        assertThat(backend.read(key, bounded()).orElseThrow().bytes()).hasSizeGreaterThan(MOST - 50);
        plain.setrange(key.value(), LARGE, "x");
        StoredEntry read = backend.read(key, bounded()).orElseThrow();
        assertThat(read.entryId()).isEqualTo(7);
        assertThat(read.bytes()).hasSizeLessThan(2 * MOST);
    }
}
