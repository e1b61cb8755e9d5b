// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.CacheBackendException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where entries live: memory, Redis, and so on. Thread-safe.
 *
 * <p>Every operation ends within its {@link CallBudget}, throws {@link CacheBackendException} when it failed, and is safe
 * to repeat after a lost answer. Entries are opaque bytes; times are measured by the backend's own clock. Every write but
 * {@link LeaseStore#store} ends the lease of its key and its marker, so that a load under way cannot bring an older value
 * back, and wakes those who wait for it.
 *
 * <p>What an implementation must keep is tested by {@code BackendContract}, and by {@code LeaseContract} where
 * {@link #leases} answers.
 */
public interface CacheBackend extends AutoCloseable {
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

    /** Returns the leases of this backend, or empty if it has none: then one load per JVM is all it can promise. */
    default Optional<LeaseStore> leases() {
        return Optional.empty();
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
