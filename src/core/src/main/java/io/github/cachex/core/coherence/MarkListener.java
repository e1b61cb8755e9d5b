// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.coherence;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.TagState;

/** Follows what others mark in one cache. Thread-safe. */
public interface MarkListener {
    /** For backends without marks. */
    MarkListener NONE = new MarkListener() {
        @Override
        public boolean heard(TagState state) {
            return true;
        }

        @Override
        public void missed() {}

        @Override
        public boolean isCurrent(TagState state) {
            return true;
        }

        @Override
        public boolean isAhead(TagState state) {
            return false;
        }

        @Override
        public void sync(CallBudget budget) {}
    };

    /** Takes marks in that somebody made; returns whether none before them was missed. Quick, never blocks. */
    boolean heard(TagState state);

    /** Notes that something may have been missed. Quick, never blocks. */
    void missed();

    /** Returns whether nothing was missed, given what the backend shows. */
    boolean isCurrent(TagState state);

    /**
     * Returns whether more is known here than the backend shows, which then has to be lifted by a {@link #sync}: it lost its last
     * marks, or somebody said what is not so.
     */
    boolean isAhead(TagState state);

    /**
     * Asks the backend for what was missed.
     *
     * @throws io.github.cachex.error.CacheBackendException when it fails
     */
    void sync(CallBudget budget);
}
