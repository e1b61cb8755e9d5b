// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.jmx;

import java.util.Map;

/**
 * A cache of this JVM, as operators see and steer it. Figures are since the start of the application; reading them asks nobody. An
 * operation throws {@link IllegalStateException} with the cause in words where it cannot be carried out.
 */
@Described("A cache of Cachex: its figures in this JVM, and its entries to invalidate")
public interface CacheMXBean {
    /** Returns the name of the cache. */
    @Described("The name of the cache")
    String getCache();

    /** Returns the share of the hits among all that was asked for, from 0 to 1; not a number where nothing was. */
    @Described("Share of the hits among all that was asked for, from 0 to 1; NaN where nothing was asked for yet")
    double getHitRate();

    /** Returns the fresh stored values served. */
    @Described("Fresh stored values served, near hits included")
    long getHits();

    /** Returns those of the hits that were answered in this JVM. */
    @Described("Hits that were answered in this JVM, without the backend")
    long getNearHits();

    /** Returns the calls that found nothing fresh. */
    @Described("Calls that found nothing fresh")
    long getMisses();

    /** Returns the loaders that answered. */
    @Described("Loaders that answered")
    long getLoads();

    /** Returns the loaders that threw. */
    @Described("Loaders that threw")
    long getLoadFailures();

    /** Returns the callers that waited for a load of another thread or JVM. */
    @Described("Callers that waited for a load of another thread or JVM")
    long getWaits();

    /** Returns the values served past their ttl. */
    @Described("Values served past their ttl")
    long getStaleServed();

    /** Returns the loads in the background. */
    @Described("Loads in the background")
    long getRefreshes();

    /** Returns the values stored. */
    @Described("Values stored")
    long getStored();

    /** Returns the values returned but not stored. */
    @Described("Values returned but not stored; the log says why")
    long getNotStored();

    /** Returns the stored bytes that counted as a miss. */
    @Described("Stored bytes that could not be read, and counted as a miss")
    long getUndecodable();

    /** Returns the keys invalidated here. */
    @Described("Invalidations made here")
    long getInvalidations();

    /** Returns the invalidations that the backend has not got yet. */
    @Described("Invalidations that the backend has not got yet")
    long getQueuedInvalidations();

    /** Returns the backend operations that failed. */
    @Described("Operations of the backend that failed")
    long getBackendFailures();

    /** Returns the entries in the backend; -1 where it is not known. */
    @Described("Entries in the backend, of all caches; -1 where it is not known")
    long getEntries();

    /** Returns the entries that the backend dropped for want of room; -1 where it is not known. */
    @Described("Entries that the backend dropped for want of room, of all caches; -1 where it is not known")
    long getEvictions();

    /** Returns the values held in this JVM. */
    @Described("Values held in this JVM")
    long getNearEntries();

    /** Returns the bytes of the entries of what this JVM holds. */
    @Described("Bytes of the entries of what this JVM holds, as they are stored; 0 where it is not known")
    long getNearBytes();

    /** Returns the values that this JVM dropped for want of room. */
    @Described("Values that this JVM dropped for want of room")
    long getNearEvictions();

    /** Returns the bytes of entries that the backend answered. */
    @Described("Bytes of entries that the backend answered")
    long getBytesRead();

    /** Returns the bytes of entries that were given to the backend. */
    @Described("Bytes of entries that were given to the backend to store")
    long getBytesWritten();

    /** Returns how long loaders take. */
    @Described("How long loaders take; quantiles are of the last minutes")
    TimeFigures getLoadTime();

    /** Returns how long calls of the backend take. */
    @Described("How long calls of the backend take; quantiles are of the last minutes")
    TimeFigures getBackendTime();

    /** Returns what each annotated method of the cache counted, by its name; those that were called in this JVM. */
    @Described("What each annotated method of the cache counted; those that were called in this JVM")
    Map<String, MethodFigures> getMethods();

    /** Returns what the breaker before the backend does. */
    @Described("Whether the backend is called: CLOSED, or OPEN while it is sick")
    String getBreaker();

    /** Returns whether this JVM hears at once what others invalidate. */
    @Described("Whether this JVM hears at once what others invalidate")
    boolean isLinkUp();

    /** Invalidates one entry; returns whether the backend has it: APPLIED or QUEUED. */
    @Described(
            value =
                    "Invalidates the entry of this id, for all JVMs; APPLIED, or QUEUED until the backend is well again",
            parameter = "id")
    String invalidate(String id);

    /** Invalidates all entries with one tag; returns the same. */
    @Described(value = "Invalidates all entries with this tag, for all JVMs; APPLIED or QUEUED", parameter = "tag")
    String invalidateTag(String tag);

    /** Invalidates all entries whose id matches a pattern with {@code *} and {@code ?}; returns the same. */
    @Described(
            value =
                    "Invalidates all entries whose id matches this pattern with * and ?, for all JVMs; APPLIED or QUEUED",
            parameter = "pattern")
    String invalidateMatching(String pattern);

    /** Invalidates all entries; returns the same. */
    @Described("Invalidates all entries of this cache, for all JVMs; APPLIED or QUEUED")
    String clear();
}
