// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.error.CacheConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All caches of an application: {@code @Inject Caches caches}, or without CDI {@link CacheHandler.Builder#buildCaches()}.
 *
 * <p>A cache is there once it was asked for or used in this JVM, be it by an injected handler, by an annotated method or by
 * {@link #cache}; it stays until all are closed. Nothing here calls the backend but {@link #clear}. Thread-safe. After
 * {@link #close()} there are no caches, and what makes or clears one throws {@link io.github.cachex.error.CacheClosedException}.
 */
public interface Caches extends AutoCloseable {
    /** Returns the names of the caches that are there, sorted; a snapshot that is not changed any more. */
    Set<String> names();

    /** Returns the cache of that name; empty where it is not there. */
    Optional<CacheHandler> find(String name);

    /**
     * Returns the cache of that name, the same each time, and makes it where it is not there. Its {@code close()} is refused: it is
     * closed with all others.
     *
     * @throws CacheConfigurationException when the name, or what is configured for it, is wrong
     */
    CacheHandler cache(String name);

    /** Returns what each cache counted, by name, sorted; a snapshot that is not changed any more. */
    Map<String, CacheStats> stats();

    /** Returns what all caches counted together, as {@link CacheStats#plus} adds it. */
    CacheStats total();

    /**
     * Clears the cache of that name as {@link CacheHandler#clear()} does, whether it is there in this JVM or not: others may have
     * filled it.
     *
     * @throws CacheConfigurationException when the name, or what is configured for it, is wrong
     */
    default Invalidation clear(String name) {
        return cache(name).clear();
    }

    /**
     * Clears each cache that is there as {@link CacheHandler#clear()} does; one that fails keeps none of the others from being cleared.
     *
     * @return how each went, by name; {@link Invalidation.Outcome#QUEUED} where the backend could not be told
     * @throws io.github.cachex.error.CacheBackendException when the backend failed for one and {@code backend-errors=throw}, once all
     *     were tried; the further ones are suppressed in it
     */
    Map<String, Invalidation> clear();

    /** Returns how the backend is, from what is known here already: it is never asked, so that this takes no time. */
    CacheHealth health();

    /**
     * Returns the settings that are in force, each with who says so: those that hold for all caches, those of the backend and the
     * serializer in use, then, sorted by key, what is configured for a cache, a group or a method, and what the annotations of the
     * methods that were called say. A secret is never shown, not even in part.
     */
    List<SettingInForce> settings();

    /**
     * Closes all caches and what was made for them: backend, threads and connections. Calling it again does nothing. Where CDI
     * injects it, it refuses: the application closes all when it ends.
     */
    @Override
    void close();
}
