// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import org.jspecify.annotations.Nullable;

/**
 * What a fetch came to.
 *
 * @param value the value for the caller
 * @param basis when, by {@link System#nanoTime}, the read or load that gave it began
 * @param confirmed whether the backend confirmed afterwards that nothing invalidated the value since
 * @param personal whether it is for this caller alone: its default value
 */
public record Outcome(@Nullable Object value, long basis, boolean confirmed, boolean personal) {
    /** Creates one that others may share. */
    public Outcome(@Nullable Object value, long basis, boolean confirmed) {
        this(value, basis, confirmed, false);
    }

    /** Returns the default value of one caller. */
    public static Outcome byDefault(Object value) {
        return new Outcome(value, System.nanoTime(), false, true);
    }

    /**
     * Returns whether a caller that asked at {@code asked} may have this outcome of another caller's fetch: it must not be
     * older than an invalidation that the caller may know of.
     */
    public boolean isGoodFor(long asked) {
        return !personal && (confirmed || basis - asked >= 0);
    }
}
