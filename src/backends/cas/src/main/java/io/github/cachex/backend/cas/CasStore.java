// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.spi.CallBudget;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A store of bytes under names that can compare and set: all that {@link CasBackend} needs. Thread-safe. Every method ends within its
 * budget, and throws a {@link io.github.cachex.error.CacheBackendException} where the store failed.
 */
public interface CasStore extends AutoCloseable {
    /** The version of what is not there. No record has it. */
    long ABSENT = 0;

    /** The time at which a record that never ends is gone. */
    long NEVER = Long.MAX_VALUE;

    /**
     * What is stored under a name.
     *
     * @param version another one with each put under this name, also after it was deleted
     * @param bytes as they were put, not to be modified
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Versioned(long version, byte[] bytes) {}

    /** Returns what is stored under {@code name}, as the last put that succeeded anywhere left it: never from a replica that lags. */
    Optional<Versioned> get(String name, CallBudget budget);

    /**
     * Stores {@code bytes} under {@code name} if what is there has the version {@code expected}, and returns the version that they have
     * then, or empty if it has another one; both at once, so that of two callers who expect the same one succeeds.
     *
     * @param expected {@link #ABSENT} for nothing
     * @param goneAt when the record is of no more use, in milliseconds since 1970, or {@link #NEVER}: the store may drop it then, and need
     *     not
     */
    OptionalLong put(String name, long expected, byte[] bytes, long goneAt, CallBudget budget);

    /** Deletes what is under {@code name} if that has the version {@code expected}, and returns whether it did; both at once. */
    boolean delete(String name, long expected, CallBudget budget);

    /** Returns what is stored under those of {@code names} that are there, as {@link #get} does, in as few round trips as the store can. */
    default Map<String, Versioned> getAll(Collection<String> names, CallBudget budget) {
        Map<String, Versioned> found = new HashMap<>();
        names.forEach(name -> get(name, budget).ifPresent(there -> found.put(name, there)));
        return found;
    }

    /**
     * What is to be put or deleted.
     *
     * @param expected the version that is to be there, or {@link #ABSENT}
     * @param bytes what to put; null to delete
     * @param goneAt as {@link #put} takes it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Change(String name, long expected, byte @Nullable [] bytes, long goneAt) {}

    /**
     * Makes each of {@code changes}, which are of different names, as {@link #put} and {@link #delete} do, in as few round trips as the
     * store can. Returns for each, in their order, the version that is there then, {@link #ABSENT} for what was deleted, or empty where
     * another one was there.
     */
    default List<OptionalLong> changeAll(List<Change> changes, CallBudget budget) {
        return changes.stream().map(change -> change(change, budget)).toList();
    }

    private OptionalLong change(Change change, CallBudget budget) {
        if (change.bytes != null) {
            return put(change.name, change.expected, change.bytes, change.goneAt, budget);
        }
        return delete(change.name, change.expected, budget) ? OptionalLong.of(ABSENT) : OptionalLong.empty();
    }

    /** Returns the most bytes that a record may have. */
    default long largestRecord() {
        return Long.MAX_VALUE;
    }

    /** Returns who answered, as {@link io.github.cachex.spi.CacheBackend#contact} does. */
    default Optional<String> contact(CallBudget budget) {
        return Optional.empty();
    }

    /** Ends every thread and connection of this store. Never throws; calling it again does nothing. */
    @Override
    void close();
}
