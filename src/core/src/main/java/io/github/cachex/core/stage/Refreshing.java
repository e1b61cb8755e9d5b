// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import java.util.function.Supplier;

/** Loads values again in the background before they end. Thread-safe. */
@FunctionalInterface
public interface Refreshing {
    /** Never refreshes. */
    Refreshing NONE = (call, replaced) -> {};

    /**
     * Loads the value of {@code call} in the background, on one node of the cluster, in place of the one that {@code replaced} gives.
     * Returns at once; does nothing where a refresh is under way or there is no thread for it.
     *
     * @param replaced asked at most once, and before it returns
     */
    void refresh(FetchCall call, Supplier<StaleValue> replaced);
}
