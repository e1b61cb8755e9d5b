// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.stage.Finding.Foreign;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of one cache that are kept in this JVM. Thread-safe. */
public interface LocalValues {
    /** Returns how several callers are given one value of the cache. */
    ValueSharing sharing();

    /** Returns, before the backend is asked for {@code key}, how things stand, so that what changes meanwhile is noticed. */
    Object watch(EntryKey key);

    /** Keeps what the backend was found to hold, or was told to hold under a lease, after {@code watch}. */
    void keep(FetchCall call, @Nullable Object watch, Kept kept);

    /** Ends what is kept of the key of {@code call}, under whatever name: the backend has just been given what the call loaded. */
    void replaced(FetchCall call);

    /**
     * Keeps a value that was loaded after {@link #watch} and that the backend could not take, for at most its ttl and the
     * cache's {@code outage-ttl}; {@code bytes} are its entry, where that was made. Keeps nothing where the call asked for that,
     * or where no copies can be made of the value.
     */
    void keepUnstored(FetchCall call, Loaded loaded, byte @Nullable [] bytes);

    /** Returns what is kept here and may be served while the backend cannot be asked. */
    Optional<Known> withoutBackend(FetchCall call);

    /**
     * Returns the last good value that is known here of {@code call}, fresh or stale, to stand in where both the source and the
     * backend have failed: within its stale time, and only where no invalidation that this JVM made or heard of concerns it.
     */
    Optional<StaleValue> lastGood(FetchCall call);

    /** Keeps what was loaded after {@code entry} of another release was read, for its ttl and as long as that entry stays fresh. */
    void keepBeside(FetchCall call, Foreign entry, Loaded loaded);

    /**
     * Returns whether another release's entry that never ends has been in the way of {@code call} for long enough to be replaced:
     * where that release is gone, or never was, nothing else would end it.
     */
    boolean hasOutlasted(FetchCall call, long entryId);

    /**
     * Returns what is kept here beside {@code entry}, which has just been found to be there still.
     *
     * @throws io.github.cachex.error.CacheBackendException when the backend had to be asked for its marks and failed
     */
    Optional<Known> beside(FetchCall call, Foreign entry);

    /**
     * What the backend holds.
     *
     * @param value the decoded value
     * @param entry the entry that holds it; how long it stays fresh is counted from {@code since}
     * @param since when the backend was asked or told, by {@link System#nanoTime}
     * @param head what was stored with it
     */
    record Kept(@Nullable Object value, StoredEntry entry, long since, EntryHeader head) {}
}
