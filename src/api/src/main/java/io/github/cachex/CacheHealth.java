// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.event.BreakerState;
import io.github.cachex.event.LinkState;
import java.time.Instant;
import java.util.List;

/**
 * How the backend of an application's caches is, as its own JVM knows it. A sick backend makes no application sick: callers get
 * what their loaders answer. So a check of liveness should not go by it.
 *
 * @param backend the type of the backend, such as {@code redis}
 * @param enabled whether anything is cached at all ({@code cachex.enabled})
 * @param encrypted whether entries are encrypted
 * @param decidesReadiness whether the application is to count as not ready while the backend is sick
 *     ({@code cachex.health.readiness})
 * @param queuedInvalidations invalidations that the backend has not got yet, of all caches together
 * @param since when the caches were started, by the clock of this JVM
 * @param parts the parts of the backend that fail each on its own: at least one, sorted by name
 */
public record CacheHealth(
        String backend,
        boolean enabled,
        boolean encrypted,
        boolean decidesReadiness,
        long queuedInvalidations,
        Instant since,
        List<Part> parts) {
    /** Copies {@code parts}. */
    public CacheHealth {
        parts = List.copyOf(parts);
    }

    /**
     * A part of the backend, such as one primary of a cluster; the whole where it has none.
     *
     * @param name how events and the log name it: {@code *} for the whole; never a credential
     * @param breaker whether it is called
     * @param breakerSince since when that holds, by the clock of this JVM
     * @param link whether this JVM hears at once what others change in it
     * @param linkSince since when that holds
     */
    public record Part(String name, BreakerState breaker, Instant breakerSince, LinkState link, Instant linkSince) {
        /** Returns whether it is called, and heard where it has a link. */
        public boolean isWell() {
            return breaker == BreakerState.CLOSED && link != LinkState.DOWN;
        }
    }

    /** Returns whether all parts are well and nothing is queued. */
    public boolean isWell() {
        return queuedInvalidations == 0 && parts.stream().allMatch(Part::isWell);
    }
}
