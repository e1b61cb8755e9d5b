// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CallBudget;
import java.util.List;
import java.util.Optional;

/** Finds out which servers take writes now. Asked by one thread at a time. */
interface Discovery extends AutoCloseable {
    /** Returns what is known without asking, where that is enough to begin. */
    Optional<Layout> known();

    /**
     * Asks, and returns what is so now.
     *
     * @param primaries those known so far, the ones to ask first at the front
     * @throws io.github.cachex.error.CacheBackendException when nobody could say
     */
    Layout ask(List<Primary> primaries, CallBudget budget);

    /** Returns whether the answer may change, so that it is asked for again and again. */
    boolean isWatched();

    /** Ends what it keeps open. */
    @Override
    default void close() {}
}
