// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a fetch came to, for those who waited for another's.
 *
 * @param value the value
 * @param basis the last moment at which it is known to have been right; see {@link Outcome.Value}
 * @param personal whether it is for the one alone who ran the fetch
 * @param stored the stored entry that it is the value of; null where it is none's, or that is not known
 */
public record SharedOutcome(
        SharedValue value,
        long basis,
        boolean personal,
        @Nullable Stored stored) {
    /** The outcome that nobody waited for. */
    public static final SharedOutcome UNSHARED = new SharedOutcome(SharedValue.one(null), 0, true, null);

    /**
     * Returns whether a caller that asked at {@code asked} may have it: it must not be older than an invalidation that the
     * caller may know of.
     */
    public boolean isGoodFor(long asked) {
        return !personal && basis - asked >= 0;
    }

    /** Returns the outcome of one caller more; empty where no copy of the value can be made, so that it has to ask again. */
    public Optional<Outcome.Known> forCaller() {
        return value.outcome(basis, stored);
    }
}
