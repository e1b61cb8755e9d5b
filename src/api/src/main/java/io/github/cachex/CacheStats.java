// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.event.BreakerState;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a cache counted in this JVM since it was built.
 *
 * @param hits fresh stored values served, those given to callers who waited for a load included
 * @param nearHits those of the hits that were answered in this JVM without asking the backend
 * @param misses fetches and gets that found nothing fresh
 * @param loads loaders that answered
 * @param loadFailures loaders that threw
 * @param waits callers that waited for a load of another thread or JVM
 * @param staleServed values served past their ttl
 * @param refreshes loads in the background: refresh-ahead, and those that outlasted a timeout
 * @param stored values stored
 * @param notStored values returned but not stored
 * @param undecodable stored bytes that counted as a miss
 * @param invalidations keys invalidated here
 * @param queuedInvalidations invalidations that the backend has not got yet
 * @param backendFailures backend operations that failed
 * @param entries entries in the backend, where it is cheap to know
 * @param evictions entries the backend dropped for want of room, where it is known
 * @param nearEntries values held in this JVM
 * @param breaker what the breaker before the backend does
 * @param linkUp whether a link is there on which this JVM hears what others invalidate, and was alive a moment ago; false without one
 * @param loadTime how long loaders take, those that threw included
 * @param backendTime how long calls of the backend take, those that failed included; what the breaker refused is none
 * @param bytesRead bytes of entries that the backend answered, as they are stored
 * @param bytesWritten bytes of entries that were given to the backend to store, as they are stored
 * @param nearBytes bytes of the entries of what this JVM holds, as they are stored: objects take more or less; 0 where that is not known
 * @param nearEvictions values that this JVM dropped for want of room
 */
public record CacheStats(
        long hits,
        long nearHits,
        long misses,
        long loads,
        long loadFailures,
        long waits,
        long staleServed,
        long refreshes,
        long stored,
        long notStored,
        long undecodable,
        long invalidations,
        long queuedInvalidations,
        long backendFailures,
        OptionalLong entries,
        OptionalLong evictions,
        long nearEntries,
        BreakerState breaker,
        boolean linkUp,
        LatencyStats loadTime,
        LatencyStats backendTime,
        long bytesRead,
        long bytesWritten,
        long nearBytes,
        long nearEvictions) {
    /** Returns how many of the hits the backend answered. */
    public long backendHits() {
        return hits - nearHits;
    }

    /** Returns how many calls of the backend there were. */
    public long backendCalls() {
        return backendTime.count();
    }

    /**
     * Returns the share of the hits among all that was asked for, from 0 to 1: {@code hits / (hits + misses)}. A stale value that was
     * served is a miss. Empty where nothing was asked for yet, since neither 0 nor 1 would be true.
     */
    public OptionalDouble hitRate() {
        return hitRate(hits, misses);
    }

    static OptionalDouble hitRate(long hits, long misses) {
        long asked = hits + misses;
        return asked == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hits / asked);
    }

    /**
     * Returns what this cache and {@code other}, one over the same backend, counted together. Entries and evictions are the whole
     * backend's already, so the larger figure counts; the breaker is open where one is, the link up where both are.
     */
    public CacheStats plus(CacheStats other) {
        return new CacheStats(
                hits + other.hits,
                nearHits + other.nearHits,
                misses + other.misses,
                loads + other.loads,
                loadFailures + other.loadFailures,
                waits + other.waits,
                staleServed + other.staleServed,
                refreshes + other.refreshes,
                stored + other.stored,
                notStored + other.notStored,
                undecodable + other.undecodable,
                invalidations + other.invalidations,
                queuedInvalidations + other.queuedInvalidations,
                backendFailures + other.backendFailures,
                larger(entries, other.entries),
                larger(evictions, other.evictions),
                nearEntries + other.nearEntries,
                breaker == BreakerState.OPEN ? breaker : other.breaker,
                linkUp && other.linkUp,
                loadTime.plus(other.loadTime),
                backendTime.plus(other.backendTime),
                bytesRead + other.bytesRead,
                bytesWritten + other.bytesWritten,
                nearBytes + other.nearBytes,
                nearEvictions + other.nearEvictions);
    }

    private static OptionalLong larger(OptionalLong one, OptionalLong other) {
        return one.isEmpty() || other.isPresent() && other.getAsLong() > one.getAsLong() ? other : one;
    }
}
