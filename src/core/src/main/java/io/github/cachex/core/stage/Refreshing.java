// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

/** Loads values again in the background before they end. Thread-safe. */
@FunctionalInterface
public interface Refreshing {
    /** Never refreshes. */
    Refreshing NONE = (call, entryId) -> {};

    /**
     * Loads the value of {@code call} in the background, on one node of the cluster, in place of the entry {@code entryId}.
     * Returns at once; does nothing where a refresh is under way or there is no thread for it.
     */
    void refresh(FetchCall call, long entryId);
}
