// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is stored under a key at the moment it is looked at, as {@link CacheHandler#entry} returns it. Immutable, but for the
 * value. Its times go by the clock of the backend, and by that of this JVM where it was kept there.
 *
 * @param <T> the type of the value
 */
public interface CacheEntry<T> {
    /** Where an entry was found. */
    enum Source {
        /** In this JVM. */
        NEAR,
        /** In the backend. */
        BACKEND
    }

    /** Returns the key under which it was looked for. */
    CacheKey<T> key();

    /** Returns the value, the caller's own as that of {@code get} is; empty where it {@link #isNull}. */
    Optional<T> value();

    /** Returns whether it says that there is no value: null, or an empty {@link Optional}, was cached. */
    boolean isNull();

    /**
     * Returns when it was stored, as what is left of its life tells: an entry that was touched, or that slides, counts from then on,
     * and one that was expired as if its time had passed. Empty for an entry that stays fresh for ever.
     */
    Optional<Instant> storedAt();

    /** Returns how long ago that is; never negative. */
    Optional<Duration> age();

    /** Returns how long it stays fresh; zero where that is over, {@link io.github.cachex.spi.Durations#FOREVER} where it never ends. */
    Duration freshFor();

    /**
     * Returns how long it may stand in for a failing load once it is no longer fresh; zero where it may not, or that is over, or the
     * backend does not say; {@link io.github.cachex.spi.Durations#FOREVER} where that never ends.
     */
    Duration staleFor();

    /** Returns the tags by which it can be invalidated; those of the caller's own namespace, without its name. */
    List<String> tags();

    /** Returns where it was found. */
    Source source();

    /** Returns the name of the serializer that wrote it, such as {@code jsonb}. */
    String serializer();

    /** Returns how many bytes it takes as it is stored, without its key: header and value, compressed and encrypted where they are. */
    int size();

    /** Returns the ETag that its load gave it by {@link FetchContext#etag(String)}. */
    Optional<String> etag();

    /** Returns when the source last changed it, as its load said by {@link FetchContext#lastModified(Instant)}. */
    Optional<Instant> lastModified();
}
