// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import io.github.cachex.core.entry.EntryFacts;
import io.github.cachex.core.stage.StaleValue;
import io.github.cachex.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/** A value kept in this JVM that may be served now. */
public interface NearHit extends NearLookup {
    /** Returns the value: the object that all share, or a copy of one's own. */
    @Nullable
    Object value();

    /** Returns where the backend keeps it. */
    EntryKey key();

    /** Returns the id of the backend's entry. */
    long entryId();

    /** Returns what was known of the backend's entry at {@link #keptAt}. */
    EntryFacts facts();

    /** Returns the value as it is to be replaced. */
    StaleValue replaced();

    /** Returns when the backend was asked for it or told of it, by {@link System#nanoTime}. */
    long keptAt();

    /** Returns whether it is to be refreshed ahead, and nobody has taken that on yet. */
    boolean isDue(long now);

    /** Takes its refresh on; false if another caller did before. */
    boolean takeRefresh();
}
