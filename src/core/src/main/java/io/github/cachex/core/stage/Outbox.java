// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/** Takes what the backend could not be told, until it can. Thread-safe. */
public interface Outbox {
    /** Queues the invalidation of {@code keys}: until it is replayed, they are not read from the backend. */
    void invalidate(Collection<EntryKey> keys);

    /** Queues that the entries of {@code keys} end, unless their invalidation is queued; until then, they are not read either. */
    void expire(Collection<EntryKey> keys);

    /**
     * Queues the invalidation of {@code keys}, or that they end where {@code soft}, for which the caller has no time: as long as the
     * backend takes what it is told, they may be many more than are queued for a sick one.
     */
    void later(Collection<EntryKey> keys, boolean soft);

    /** Queues {@code marks} of {@code cache}, of a backend that has marks. */
    void mark(CacheSpace cache, Set<String> marks);

    /** Queues {@code marks} of {@code cache} for which the caller has no time: as many as {@link #later(Collection, boolean)} does. */
    void later(CacheSpace cache, Set<String> marks);

    /** Returns a mark: what is queued later is not covered by an invalidation that begins now. */
    long mark();

    /** Notes that the backend has been told, after {@code mark}, to invalidate {@code keys}: nothing older needs replaying. */
    void settled(Collection<EntryKey> keys, long mark);

    /** Notes that the backend has been told, after {@code mark}, that the entries of {@code keys} end. */
    void expired(Collection<EntryKey> keys, long mark);

    /** Notes that the backend has got, after {@code mark}, these {@code marks} of {@code cache}. */
    void marked(CacheSpace cache, Set<String> marks, long mark);

    /** Queues the release of a lease of {@code lease} that {@code token} may hold, so that it blocks nobody. */
    void release(EntryKey key, long token, Duration lease);

    /** Returns whether something is queued that concerns {@code key}: itself, or a clear of its whole cache. */
    boolean isPending(EntryKey key);

    /** Returns which of {@code marks} of {@code cache} are queued; where none is, that costs nothing to ask. */
    Set<String> pendingMarks(CacheSpace cache, Set<String> marks);
}
