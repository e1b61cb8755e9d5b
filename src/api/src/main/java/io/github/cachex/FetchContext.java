// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.spi.FetchScope;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets a load steer how its value is stored. Belongs to one load; use it on the load's own thread, before the load ends.
 */
public interface FetchContext {
    /**
     * Returns the context of the innermost load on this thread. Where no load runs (the method was called plainly, or
     * caching is off) it is a context that takes every call and does nothing, so that methods need not ask.
     */
    static FetchContext current() {
        return FetchScope.current(FetchContext.class).orElse(DetachedContext.INSTANCE);
    }

    /**
     * Sets how long the value stays fresh, instead of the configured ttl; for ever where it is
     * {@link io.github.cachex.spi.Durations#FOREVER} or longer.
     *
     * @throws IllegalArgumentException when it is less than 1 ms
     */
    void ttl(Duration ttl);

    /**
     * Adds tags to the value, by which it can be invalidated. Tags that are learned during the load are as good as those known
     * before: an invalidation that comes in between is not missed.
     *
     * @throws IllegalArgumentException when a tag is null, blank, too long or has control characters
     */
    void tags(String... tags);

    /** Keeps the value out of the cache: it is returned and forgotten. */
    void doNotStore();

    /**
     * Returns the stale value that is still stored, for conditional requests (an ETag that still matches); empty when there
     * is none. The type is the caller's word: it is the type of the key that is being loaded.
     */
    <T> Optional<T> staleValue();

    /**
     * Returns the namespace of the key that is being loaded, as the {@link io.github.cachex.spi.NamespaceResolver} named it when
     * the caller asked; the empty text is what belongs to nobody. Empty where no load runs, or the application has no namespaces.
     */
    Optional<String> namespace();
}
