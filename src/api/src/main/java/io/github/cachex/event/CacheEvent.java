// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.event;

import java.time.Duration;

/**
 * Something that happened in a cache. Immutable. {@code id} is the key's id as it is stored (sanitized or shortened by
 * the key policy); events never carry values or credentials.
 */
public sealed interface CacheEvent {
    /** Returns the name of the cache. */
    String cache();

    /** Returns the id of the key that it happened to. */
    String id();

    /** A caller is about to fetch or get. */
    record Asking(String cache, String id) implements CacheEvent {}

    /** The loader is about to run. */
    record Loading(String cache, String id) implements CacheEvent {}

    /** A value is about to be put. */
    record Writing(String cache, String id) implements CacheEvent {}

    /** A key is about to be invalidated. */
    record Invalidating(String cache, String id) implements CacheEvent {}

    /** A fresh stored value was served; {@code near} where it was held in this JVM. */
    record Hit(String cache, String id, boolean near) implements CacheEvent {}

    /** Nothing fresh was stored. */
    record Missed(String cache, String id) implements CacheEvent {}

    /** This JVM holds the lease of the key and loads it for the cluster. */
    record LeaseWon(String cache, String id) implements CacheEvent {}

    /** A caller waited {@code waited} for a load of another thread or JVM; {@code answered} unless its patience ended first. */
    record Waited(String cache, String id, Duration waited, boolean answered) implements CacheEvent {}

    /** The loader answered after {@code took}. */
    record Loaded(String cache, String id, Duration took) implements CacheEvent {}

    /** The loader threw {@code failure} after {@code took}. */
    record LoadFailed(String cache, String id, Duration took, Throwable failure) implements CacheEvent {}

    /** A value past its ttl was served, for {@code reason}. */
    record StaleServed(String cache, String id, Reason reason) implements CacheEvent {
        /** Why a stale value had to do. */
        public enum Reason {
            /** The loader failed. */
            LOAD_FAILED,
            /** The loader failed a moment ago and is left in peace. */
            COOLDOWN,
            /** Another's load took longer than the wait timeout. */
            WAIT_TIMEOUT,
            /** The loader took longer than the soft timeout, and goes on in the background. */
            SOFT_TIMEOUT,
            /** The loader took longer than the hard timeout, and goes on in the background. */
            HARD_TIMEOUT
        }
    }

    /** A failure of an earlier load was kept and thrown instead of loading; {@code type} is the name of its class. */
    record FailureServed(String cache, String id, String type) implements CacheEvent {}

    /** A value was stored, and lives {@code ttl} from now. */
    record Stored(String cache, String id, Duration ttl) implements CacheEvent {}

    /** A value was returned to its callers but not stored, for {@code reason}, in words. */
    record NotStored(String cache, String id, String reason) implements CacheEvent {}

    /** Stored bytes could not be read back, for {@code reason}, in words, and counted as a miss. */
    record Undecodable(String cache, String id, String reason) implements CacheEvent {}

    /** A key was invalidated here; {@code queued} where the backend could not be told yet. */
    record Invalidated(String cache, String id, boolean queued) implements CacheEvent {}

    /**
     * Entries were invalidated here by what they have in common; {@code id} is {@code tag:…}, {@code matching:…} or
     * {@code *} for all.
     */
    record GroupInvalidated(String cache, String id, boolean queued) implements CacheEvent {}

    /** The backend is down, and a value held in this JVM was served without asking it whether it still holds. */
    record OutageServed(String cache, String id) implements CacheEvent {}

    /**
     * The breaker before the backend opened or closed, for {@code reason}, in words. Told once per application; {@code cache}
     * is {@code *}, and {@code id} too, or the part where the backend has several.
     */
    record BreakerChanged(String cache, String id, BreakerState state, String reason) implements CacheEvent {}

    /**
     * The link on which invalidations of other JVMs arrive came up or went down. Told once per application; {@code cache}
     * is {@code *}, and {@code id} too, or the part where the backend has several.
     */
    record LinkChanged(String cache, String id, boolean up) implements CacheEvent {}

    /**
     * The cache was switched on or off in this JVM, by the configuration, which {@code reason} quotes; {@code id} is {@code *}. Told at the
     * start as well where it is off then.
     */
    record SwitchChanged(String cache, String id, boolean on, String reason) implements CacheEvent {}

    /** The backend failed {@code operation}; callers were served all the same unless they asked for errors. */
    record BackendFailed(String cache, String id, String operation, Throwable failure) implements CacheEvent {}
}
