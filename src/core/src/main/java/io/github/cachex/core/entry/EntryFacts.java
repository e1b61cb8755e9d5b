// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.spi.Durations;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;

/**
 * What is known of a stored entry beside its value.
 *
 * @param head what was stored with the value
 * @param freshLeft how long it stays fresh; zero or negative where it is stale
 * @param staleFor how long it may stand in after that
 * @param size how many bytes it has
 */
public record EntryFacts(EntryHeader head, Duration freshLeft, Duration staleFor, int size) {
    /** Returns those of {@code entry}, which holds {@code head}. */
    public static EntryFacts of(StoredEntry entry, EntryHeader head) {
        return new EntryFacts(head, entry.freshLeft(), entry.staleFor(), entry.bytes().length);
    }

    /** Returns those of the same entry where it has been expired by a mark, of which its store knows nothing: all it has left is stale. */
    public EntryFacts expired() {
        if (freshLeft.isNegative() || Durations.isForever(freshLeft)) {
            return new EntryFacts(head, Duration.ZERO, Durations.isForever(freshLeft) ? freshLeft : staleFor, size);
        }
        Duration passed =
                Durations.isForever(head.fresh()) ? head.fresh() : head.fresh().minus(freshLeft);
        EntryHeader lived = new EntryHeader(head.stamp(), passed, head.validators());
        return new EntryFacts(lived, Duration.ZERO, Durations.bounded(freshLeft.plus(staleFor)), size);
    }
}
