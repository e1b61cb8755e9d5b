// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import org.jspecify.annotations.Nullable;

/**
 * What a fetch came to.
 *
 * @param value the value for the caller
 * @param basis by {@link System#nanoTime}, the last moment at which the value is known to have been right: when the read
 *     or load that gave it began, or when the command was sent by which the backend confirmed that nothing had invalidated
 *     it since. Not when that answer came: an invalidation, and a caller who knows of it, may have come between
 * @param personal whether it is for this caller alone: its default value
 */
public record Outcome(@Nullable Object value, long basis, boolean personal) {
    /** Creates one that others may share. */
    public Outcome(@Nullable Object value, long basis) {
        this(value, basis, false);
    }

    /** Returns the default value of one caller. */
    public static Outcome byDefault(Object value) {
        return new Outcome(value, System.nanoTime(), true);
    }

    /**
     * Returns whether a caller that asked at {@code asked} may have this outcome of another caller's fetch: it must not be
     * older than an invalidation that the caller may know of.
     */
    public boolean isGoodFor(long asked) {
        return !personal && basis - asked >= 0;
    }
}
