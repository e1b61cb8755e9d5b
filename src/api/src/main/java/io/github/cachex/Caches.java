// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.error.CacheConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * All caches of an application: {@code @Inject Caches caches}, or without CDI {@link CacheHandler.Builder#buildCaches()}.
 *
 * <p>A cache is there once it was asked for or used in this JVM, be it by an injected handler, by an annotated method or by
 * {@link #cache}; it stays until all are closed. Nothing here calls the backend but {@link #clear}, {@link #nodes} and
 * {@link #leaseHolder}. Thread-safe. After {@link #close()} there are no caches, and what makes or clears one throws
 * {@link io.github.cachex.error.CacheClosedException}.
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
     * Returns what each annotated method counted, by the name that messages give it, sorted; a snapshot that is not changed any more. A
     * method is there once it was called in this JVM.
     */
    Map<String, MethodStats> methods();

    /** Returns which keys of the cache {@code name} are asked for most in this JVM, hottest first; empty where it is not there. */
    List<HotKey> hotKeys(String name);

    /**
     * Asks all nodes of the application, those with the same prefix and version, what they count. The network is used for as long as
     * that takes and not before: a node speaks only when it is asked.
     *
     * @param wait for how long answers are waited for; at most a minute
     * @return will be this node first, and those that have answered by then, sorted by name; this node alone where others cannot be
     *     asked. Never fails; completed on a thread of the engine's, on which its callbacks must not block
     */
    CompletionStage<List<NodeReport>> nodes(Duration wait);

    /**
     * Asks all nodes which of them loads the key {@code id} of the cache {@code name} under a lease now.
     *
     * @param id as it is stored: a tenant's with its name before it
     * @param wait for how long an answer is waited for; at most a minute
     * @return will be the first that says so; empty where none has by then. Otherwise like that of {@link #nodes}
     */
    CompletionStage<Optional<LeaseHolder>> leaseHolder(String name, String id, Duration wait);

    /** Asks the same by the {@code token} that the backend has in the lease. */
    CompletionStage<Optional<LeaseHolder>> leaseHolder(long token, Duration wait);

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
     * Returns what the figures of the caches suggest to change, cache by cache; none where all do well, or too little is known yet. It is
     * worked out anew each time, from what this JVM counted since it started. The log says the same once a day.
     */
    List<Advice> advice();

    /**
     * Closes all caches and what was made for them: backend, threads and connections. Calling it again does nothing. Where CDI
     * injects it, it refuses: the application closes all when it ends.
     */
    @Override
    void close();
}
