// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.event.BreakerState;
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
 * @param linkUp whether this JVM hears at once what others invalidate; true for backends without others
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
        boolean linkUp) {}
