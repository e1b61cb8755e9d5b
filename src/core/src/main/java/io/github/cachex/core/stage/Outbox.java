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

    /** Returns a mark: what is queued later is not covered by an invalidation that begins now. */
    long mark();

    /** Notes that the backend has been told, after {@code mark}, to invalidate {@code keys}: nothing older needs replaying. */
    void settled(Collection<EntryKey> keys, long mark);

    /** Queues {@code marks} of {@code cache}, to be made when the backend can be told. */
    void mark(CacheSpace cache, Set<String> marks);

    /** Queues the release of a lease of {@code lease} that {@code token} may hold, so that it blocks nobody. */
    void release(EntryKey key, long token, Duration lease);

    /** Returns whether an invalidation of {@code key} is queued. */
    boolean isPending(EntryKey key);
}
