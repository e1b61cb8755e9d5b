// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.spi.Lifetime;
import org.jspecify.annotations.Nullable;

/**
 * What a loader answered, or failed with where that is kept.
 *
 * @param value the value, or the {@link io.github.cachex.core.entry.KeptFailure} that stands in its place
 * @param began when the loader began, by {@link System#nanoTime}
 * @param stamp what was known of invalidations by tag before the load, and the tags of the value
 * @param terms what the load said of storing it
 */
public record Loaded(@Nullable Object value, long began, InvalidationStamp stamp, StoreTerms terms) {
    /** Returns how long it is to live if stored. */
    public Lifetime lifetime() {
        return terms.lifetime();
    }

    /** Returns what is stored with it. */
    public EntryHeader head() {
        return new EntryHeader(stamp, lifetime().fresh(), terms.validators());
    }

    /** Returns it as the load of an equal {@code value}. */
    public Loaded of(@Nullable Object value) {
        return new Loaded(value, began, stamp, terms);
    }
}
