// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class CapacityTest {
    private static final EntryKey KEY = new EntryKey("", "", "");

    /** As many entries as fit by their weight exceed neither bound; without large ones, the number is reached. */
    @Property
    void whateverFits_exceedsNeitherBound(
            @ForAll @LongRange(min = 1, max = Capacity.MOST_ENTRIES) long maxEntries,
            @ForAll @LongRange(min = 1, max = Capacity.MOST_BYTES) long maxBytes,
            @ForAll @IntRange(max = 1 << 16) int size) {
        Capacity capacity = new Capacity(maxEntries, maxBytes);
        MemoryEntry held = new MemoryEntry(1, new byte[size], Lifetime.of(Duration.ofMinutes(1)), 0);

        long fitting = capacity.units() / capacity.weigh(KEY, held);

        assertThat(fitting).isLessThanOrEqualTo(maxEntries);
        assertThat(fitting * size).isLessThanOrEqualTo(maxBytes);
        if (size <= maxBytes / maxEntries / 2) {
            assertThat(fitting).isEqualTo(maxEntries);
        }
    }
}
