// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.CacheBackendException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where entries live: memory, Redis, and so on. Thread-safe.
 *
 * <p>Every operation ends within its {@link CallBudget}, throws {@link CacheBackendException} when it failed, and is safe
 * to repeat after a lost answer. Entries are opaque bytes; times are measured by the backend's own clock. Every write but
 * {@link LeaseStore#store} and {@link #slide} ends the lease of its key and its marker, so that a load under way cannot bring
 * an older value back, wakes those who wait for it, and tells everyone who joined the cache on the {@link #link}.
 *
 * <p>What an implementation must keep is tested by {@code BackendContract}, and by {@code LeaseContract} where
 * {@link #leases} answers.
 */
public interface CacheBackend extends AutoCloseable {
    /**
     * How many keys or marks the engine hands to one call that it can divide, and a backend sends in one round trip: enough to make
     * the trip cheap, few enough to keep nobody else waiting.
     */
    int BATCH = 500;

    /** Returns the type as configured under {@code cachex.backend.type}, such as {@code redis}. */
    String type();

    /** Returns the entry under {@code key}, fresh or stale; empty when there is none or it is past its whole lifetime. */
    Optional<StoredEntry> read(EntryKey key, CallBudget budget);

    /** Returns those of {@code keys} that are stored, in as few round trips as the backend can. */
    default Map<EntryKey, StoredEntry> readAll(Collection<EntryKey> keys, CallBudget budget) {
        Map<EntryKey, StoredEntry> found = new HashMap<>();
        for (EntryKey key : keys) {
            read(key, budget).ifPresent(entry -> found.put(key, entry));
        }
        return found;
    }

    /** Stores {@code entry} under {@code key}, whatever was there. A write that runs after its budget does nothing. */
    void write(EntryKey key, NewEntry entry, CallBudget budget);

    /** Stores all {@code entries}, each as {@link #write} does, in as few round trips as the backend can. */
    default void writeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
        entries.forEach((key, entry) -> write(key, entry, budget));
    }

    /**
     * Stores {@code entry} unless a fresh one is there, and returns whether it is stored now. A stale or unreadable entry,
     * or the one whose id is {@code rejected} (its bytes could not be decoded), counts as absent; finding this very entry
     * counts as success.
     */
    boolean writeIfAbsent(EntryKey key, NewEntry entry, OptionalLong rejected, CallBudget budget);

    /** Removes the entry under {@code key} and returns it if it was there, fresh or stale; at most one caller gets it. */
    Optional<StoredEntry> remove(EntryKey key, CallBudget budget);

    /** Gives a fresh entry under {@code key} a new {@code lifetime} from now, and returns whether there was one. */
    boolean touch(EntryKey key, Lifetime lifetime, CallBudget budget);

    /** Removes what is under {@code keys} and returns how many entries there were. */
    long invalidate(Collection<EntryKey> keys, CallBudget budget);

    /**
     * Lets the entries under {@code keys} end now: they are stale for what is left of their stale time, or gone where they
     * have none. Ends leases and tells everyone as {@link #invalidate} does; returns how many entries there were.
     */
    default long expire(Collection<EntryKey> keys, CallBudget budget) {
        return invalidate(keys, budget);
    }

    /**
     * Gives a fresh entry under {@code key} that still is the entry {@code entryId} a new {@code lifetime} from now, and
     * returns whether it did. Unlike {@link #touch} it ends no lease and tells nobody: the value stays the same.
     */
    default boolean slide(EntryKey key, long entryId, Lifetime lifetime, CallBudget budget) {
        return touch(key, lifetime, budget);
    }

    /**
     * Stores {@code entry} in the place of the fresh entry {@code entryId} under {@code key}, and returns whether it did, as it does
     * again for who repeats it. As {@link #touch} it ends the lease and tells everyone. Asked for where values are encrypted: a new
     * lifetime takes a new encryption.
     */
    default boolean replace(EntryKey key, long entryId, NewEntry entry, CallBudget budget) {
        throw new UnsupportedOperationException(
                "backend " + type()
                        + " cannot replace entries, which touch needs where values are encrypted; put the value, or use one that can");
    }

    /**
     * Returns the time in milliseconds of the clock by which lifetimes are measured, on the node of {@code key}, as it is known here
     * from the answers to other operations; asks for it only where none came lately. Asked for where values are encrypted. This is
     * the JVM's wall clock unless a backend that JVMs share says otherwise, which it must.
     */
    default long time(EntryKey key, CallBudget budget) {
        return System.currentTimeMillis();
    }

    /**
     * Adds {@code by} to the counter of {@code key} and returns the sum. The first addition to a counter that is not there
     * begins it at zero, to live for {@code ttl}; later ones do not prolong it. Adding zero tells the sum, and writes nothing.
     * Counters and entries do not meet. Never repeated by itself after a lost answer.
     */
    default long increment(EntryKey key, long by, Duration ttl, CallBudget budget) {
        throw new UnsupportedOperationException("backend " + type() + " has no counters; use a backend that has");
    }

    /** Returns the link to the other JVMs, or empty if there is none: then nothing is kept in this JVM beside the backend. */
    default Optional<BackendLink> link() {
        return Optional.empty();
    }

    /**
     * Returns the parts of this backend that fail each on its own; or empty if it is one part: then whatever fails in it counts for all
     * keys.
     */
    default Optional<BackendParts> parts() {
        return Optional.empty();
    }

    /** Returns how the nodes of an application ask each other what they are doing; empty if they cannot. */
    default Optional<NodeChannel> nodes() {
        return Optional.empty();
    }

    /** Returns the marks of this backend, or empty if it has none: then entries are invalidated by their ids alone. */
    default Optional<TagStore> tags() {
        return Optional.empty();
    }

    /** Returns what lists the entries of a cache, or empty if the backend cannot. */
    default Optional<KeyScan> scan() {
        return Optional.empty();
    }

    /** Returns what operators can ask of this backend, or empty if there is nothing: then tools tell them so. */
    default Optional<BackendInspection> inspection() {
        return Optional.empty();
    }

    /** Returns the leases of this backend, or empty if it has none: then one load per JVM is all it can promise. */
    default Optional<LeaseStore> leases() {
        return Optional.empty();
    }

    /**
     * Asks the server who it is, and returns that in words for the log: its address, never its credentials, and its version. Empty
     * where there is no server to ask. Called in the background after the start, until it is answered.
     *
     * @throws io.github.cachex.error.CacheBackendException when there is no answer, saying which configuration to look at
     */
    default Optional<String> contact(CallBudget budget) {
        return Optional.empty();
    }

    /**
     * Returns the most bytes of an entry that this backend takes; without bound unless overridden. What is larger the engine does not
     * hand over, and its value is not stored.
     */
    default long largestEntry() {
        return Long.MAX_VALUE;
    }

    /**
     * Returns what this backend can do beyond storing entries, always the same: what it shows by what it has. Overridden by one that has
     * counters or can replace entries: {@code Capability.of(this, Capability.COUNTERS)}.
     */
    default Set<Capability> capabilities() {
        return Capability.of(this);
    }

    /** Returns the number of entries held, where it is cheap to know. */
    default OptionalLong entries() {
        return OptionalLong.empty();
    }

    /** Returns how many entries were dropped for want of room, where it is known. */
    default OptionalLong evictions() {
        return OptionalLong.empty();
    }

    /** Ends every thread and connection of this backend. Never throws; calling it again does nothing. */
    @Override
    void close();
}
