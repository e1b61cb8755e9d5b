// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.entry.EntryFacts;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.TouchedEntry;
import java.time.Duration;
import java.util.List;

/**
 * The stored entry that a value is of.
 *
 * @param entryId its id
 * @param tags what it can be invalidated by
 * @param freshLeft how long it stayed fresh at {@code since}
 * @param since when the backend was asked for it or told of it, by {@link System#nanoTime}
 */
public record Stored(long entryId, List<String> tags, Duration freshLeft, long since) {
    /** Returns the one of which {@code facts} are known. */
    public static Stored of(long entryId, EntryFacts facts, long since) {
        return new Stored(entryId, facts.head().stamp().tags(), facts.freshLeft(), since);
    }

    /** Returns that a call in {@code owner} was given the value of this, which lives under {@code key}. */
    public TouchedEntry touched(EntryKey key, Namespace owner) {
        return new TouchedEntry(
                key, entryId, tags, freshLeft, since, owner.name().isPresent());
    }
}
