// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.util.OptionalDouble;

/**
 * What the calls of one annotated method counted in this JVM since the start. The figures of a cache are the sums of its methods and of
 * its handler. A call that joins the load of another method is a hit of its own; the load is the other's.
 *
 * @param method class and method, with the types of the parameters where it is overloaded: as messages name it
 * @param cache its cache
 * @param hits fresh stored values served, those given to callers who waited for a load included
 * @param nearHits those of the hits that were answered in this JVM without asking the backend
 * @param misses calls that found nothing fresh
 * @param loads calls of the method itself that answered
 * @param loadFailures calls of the method itself that threw
 * @param staleServed values served past their ttl
 * @param loadTime how long the method itself takes, those that threw included
 */
public record MethodStats(
        String method,
        String cache,
        long hits,
        long nearHits,
        long misses,
        long loads,
        long loadFailures,
        long staleServed,
        LatencyStats loadTime) {
    /** Returns the share of the hits, as {@link CacheStats#hitRate()} does. */
    public OptionalDouble hitRate() {
        return CacheStats.hitRate(hits, misses);
    }

    /** Returns what this and {@code other}, the same method elsewhere, counted together. */
    public MethodStats plus(MethodStats other) {
        return new MethodStats(
                method,
                cache,
                hits + other.hits,
                nearHits + other.nearHits,
                misses + other.misses,
                loads + other.loads,
                loadFailures + other.loadFailures,
                staleServed + other.staleServed,
                loadTime.plus(other.loadTime));
    }
}
