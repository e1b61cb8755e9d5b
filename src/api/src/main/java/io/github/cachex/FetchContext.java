// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.spi.FetchScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets a load steer how its value is stored, and ask its source on condition. Belongs to one load; use it on the load's own thread, or
 * within the stages of an asynchronous one, one thread at a time, before the load ends.
 *
 * <p>What is said during a load of several keys holds for all of them. Such a load has no old value, and its values have no ETag and
 * no time of their last change.
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
     * Sets how long after its ttl the value may stand in for a failing load, instead of the configured stale-ttl; zero for not at all.
     *
     * @throws IllegalArgumentException when it is negative
     */
    void staleTtl(Duration staleTtl);

    /**
     * Sets how long null stays fresh if that is what is loaded, which is then stored where {@code cache-null} is off as well. Goes
     * before {@link #ttl}.
     *
     * @throws IllegalArgumentException when it is less than 1 ms
     */
    void nullTtl(Duration nullTtl);

    /**
     * Sets the share of the ttl after which what this JVM keeps of the value is refreshed in the background. Other JVMs, and reads of
     * the backend, go by their own settings.
     *
     * @throws IllegalArgumentException when it is not between 0 and 1
     */
    void refreshAhead(double share);

    /** Sets whether this JVM keeps the value it has loaded as well; where false, also not while the backend is down. */
    void near(boolean near);

    /**
     * Keeps the value out of the cache where it takes more than so many bytes, header and encoded value before compression; never lets in
     * more than {@code max-value} does.
     *
     * @throws IllegalArgumentException when it is less than 1
     */
    void maxSize(int bytes);

    /**
     * Adds tags to the value, by which it can be invalidated. Tags that are learned during the load are as good as those known
     * before: an invalidation that comes in between is not missed.
     *
     * @throws IllegalArgumentException when a tag is null, blank, too long or has control characters
     */
    void tags(String... tags);

    /**
     * Keeps the value out of the cache: it is returned and forgotten.
     *
     * @throws IllegalStateException after {@link #notModified}, which gives the value a new life
     */
    void doNotStore();

    /**
     * Returns the value that the load is to replace, for conditional requests: the stale one that is still stored, or in a refresh the
     * one that is still fresh; empty when there is none. The type is the caller's word: it is the type of the key that is being loaded.
     */
    <T> Optional<T> staleValue();

    /** Returns the ETag that the load of {@link #staleValue} has given it; empty where that has none, or there is no old value. */
    Optional<String> etag();

    /** Returns when {@link #staleValue} was last changed, as its load has said; empty where that has not, or there is no old value. */
    Optional<Instant> lastModified();

    /**
     * Keeps {@code etag} with the value, as opaque text, for the next load of the key: by it the source can tell that nothing has changed.
     *
     * @throws IllegalArgumentException when it is null, blank, longer than 1,024 characters, or has control characters such as line
     *     feeds
     * @throws IllegalStateException in a load of several keys
     */
    void etag(String etag);

    /**
     * Keeps {@code lastModified} with the value, for the next load of the key; see {@link #etag(String)}.
     *
     * @throws IllegalStateException in a load of several keys
     */
    void lastModified(Instant lastModified);

    /**
     * Says that the source has not changed, and returns the old value for the load to return. It is given a new life, as a loaded value is,
     * and keeps its tags, its ETag and the time of its last change unless this load says others.
     *
     * @throws IllegalStateException when there is no {@link #staleValue}, or after {@link #doNotStore}
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> T notModified();

    /**
     * Ends the load by {@code failure} and asks for the stale value: it is served if there is one, whatever {@code stale-on} and
     * {@code skip-on} say of the failure, else the failure reaches the callers as it is. A refresh fails with it. Interruption,
     * cancellation and refusals are the caller's own: nothing stands in for these.
     *
     * @return never; declared so that {@code throw context.fail(failure)} ends a method
     */
    RuntimeException fail(Throwable failure);

    /**
     * Returns the namespace of the key that is being loaded, as the {@link io.github.cachex.spi.NamespaceResolver} named it when
     * the caller asked; the empty text is what belongs to nobody. Empty where no load runs, or the application has no namespaces.
     */
    Optional<String> namespace();
}
