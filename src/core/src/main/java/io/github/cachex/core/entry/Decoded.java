// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.spi.Durations;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of stored bytes. */
public sealed interface Decoded {
    /**
     * They hold {@code value}, and what was stored with it.
     *
     * @param freshAtMost how long the entry can be fresh yet by what is authenticated; {@link Durations#FOREVER} where nothing is
     */
    record Value(@Nullable Object value, EntryHeader head, Duration freshAtMost) implements Decoded {
        /** Creates one of which nothing but its store says how long it is fresh. */
        public Value(@Nullable Object value, EntryHeader head) {
            this(value, head, Durations.FOREVER);
        }

        /** Returns {@code entry}, from which this was decoded, as fresh as it can be. */
        public StoredEntry believed(StoredEntry entry) {
            return entry.freshLeft().compareTo(freshAtMost) <= 0
                    ? entry
                    : new StoredEntry(entry.entryId(), freshAtMost, entry.staleFor(), entry.bytes());
        }
    }

    /**
     * They cannot be used, for {@code reason}: a miss. They are {@code foreign} where another release of the application or
     * of Cachex may well be using them, so that they are not to be replaced while they are fresh.
     */
    record Unusable(String reason, boolean foreign) implements Decoded {}
}
