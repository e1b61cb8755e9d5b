// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.CacheBackendException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Leases with fencing tokens: they let one JVM of the cluster load a key while the others wait, and refuse the store of a
 * loader that lost its lease. A lease always has a ttl. Thread-safe; every operation is safe to repeat.
 *
 * <p>After Gray and Cheriton, "Leases: an efficient fault-tolerant mechanism for distributed file cache consistency"
 * (1989), with the fencing of Nishtala et al., "Scaling Memcache at Facebook" (2013).
 */
public interface LeaseStore {
    /**
     * Looks at the entry of {@code key} and, unless it is fresh, tries to win the key's lease. Asking again with a token
     * that holds the lease wins again. Where another holds it, this backend instance is noted to be woken.
     */
    LeaseAnswer acquire(EntryKey key, LeaseRequest request, CallBudget budget);

    /** Asks for the leases of several keys, each as {@link #acquire} does, in as few round trips as the backend can. */
    default Map<EntryKey, LeaseAnswer> acquireAll(Map<EntryKey, LeaseRequest> requests, CallBudget budget) {
        Map<EntryKey, LeaseAnswer> answers = new LinkedHashMap<>();
        requests.forEach((key, request) -> answers.put(key, acquire(key, request, budget)));
        return answers;
    }

    /** Stores several entries, each as {@link #store} does, and returns the keys of those that are stored. */
    default Set<EntryKey> storeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
        Set<EntryKey> stored = new LinkedHashSet<>();
        entries.forEach((key, entry) -> {
            if (store(key, entry, budget)) {
                stored.add(key);
            }
        });
        return stored;
    }

    /**
     * Stores {@code entry} if the lease of {@code key} is still held by the token {@code entry.entryId()}, ends the lease,
     * wakes those who wait, and returns whether the entry is stored. An entry that is already stored under this id counts
     * as success.
     */
    boolean store(EntryKey key, NewEntry entry, CallBudget budget);

    /**
     * Stores {@code entry} as {@link #store} does, in place of one that others may keep: they are told that it is another now, as they are
     * of a write. Unless overridden nobody is told, so that what others keep lives to its end.
     */
    default boolean storeAndTell(EntryKey key, NewEntry entry, CallBudget budget) {
        return store(key, entry, budget);
    }

    /**
     * Ends the lease that {@code token} holds without storing, wakes those who wait, and returns whether it was held. For
     * {@link Release#FAILED} and {@link Release#UNSTORED} a marker stays for {@code marker}: until it ends,
     * {@link #acquire} answers {@link LeaseState#COOLDOWN}. A lease that another token holds is left alone. While the marker
     * of this very release stands, repeating it answers the same.
     */
    boolean release(EntryKey key, long token, Release reason, Duration marker, CallBudget budget);

    /** Extends the lease that {@code token} holds to {@code lease} from now, and returns whether it was held. */
    boolean renew(EntryKey key, long token, Duration lease, CallBudget budget);

    /**
     * Returns whether the ends of leases are told to those who wait in other JVMs, as {@link #onWake} says. Where they are not, who waits
     * asks more often.
     */
    default boolean wakes() {
        return true;
    }

    /**
     * Sets who is told that the wait for a key ended, with the {@link EntryKey#value()} of that key. Called on the
     * backend's own thread, so it must be quick and not block. A wake-up may get lost, or come without need.
     */
    void onWake(Consumer<String> sink);

    /**
     * What is asked of {@link #acquire}.
     *
     * @param token the fencing token, which is the entry id of what will be stored
     * @param lease how long the lease lasts unless renewed
     * @param marker the longest time for which the caller lets a marker stand: zero for one who wins in spite of any. Where a lease or
     *     marker has far more left than the caller's own would, a clock was set back: a backend whose times can change so shortens the
     *     lease, and ends the marker
     * @param rejected the id of the entry that the caller read and cannot use (its bytes are undecodable), counted as
     *     absent; or {@link StoredEntry#UNREADABLE}
     */
    record LeaseRequest(long token, Duration lease, Duration marker, long rejected) {
        /** What bounds the markers of those who do not say. */
        private static final Duration LONGEST_MARKER = Duration.ofHours(1);

        /** Creates a request of one whose markers stand for an hour at most. */
        public LeaseRequest(long token, Duration lease, long rejected) {
            this(token, lease, LONGEST_MARKER, rejected);
        }
    }

    /**
     * What {@link #acquire} found.
     *
     * @param value the state of the entry
     * @param entryId the id of the entry; {@link StoredEntry#UNREADABLE} for a miss
     * @param lease the state of the lease
     * @param left the time that the other's lease or the marker has left; zero otherwise
     * @param refusal why the backend took no lease, where it answers but refuses to write: it is told to the listeners as a failure
     *     of the backend, and hides no stale value; empty otherwise
     */
    record LeaseAnswer(
            ValueState value, long entryId, LeaseState lease, Duration left, Optional<CacheBackendException> refusal) {
        /** Creates an answer of a backend that refused nothing. */
        public LeaseAnswer(ValueState value, long entryId, LeaseState lease, Duration left) {
            this(value, entryId, lease, left, Optional.empty());
        }

        /** Returns the answer of a backend that found this and could not write a lease, because of {@code refusal}. */
        public static LeaseAnswer refused(ValueState value, long entryId, CacheBackendException refusal) {
            return new LeaseAnswer(value, entryId, LeaseState.NONE, Duration.ZERO, Optional.of(refusal));
        }
    }

    /** The state of an entry. */
    enum ValueState {
        /** Stored and within its ttl. */
        FRESH,
        /** Stored, past its ttl, within its stale time. */
        STALE,
        /** Not stored, or not usable. */
        MISS
    }

    /** The state of a lease, as seen by the one who asked for it. */
    enum LeaseState {
        /** The caller holds it. */
        WON,
        /** Another holds it. */
        BUSY,
        /** A load ended a moment ago with nothing stored; nobody should wait. */
        COOLDOWN,
        /** None: the value is fresh, or the lease could not be written. */
        NONE
    }

    /** Why a lease ends without a store. */
    enum Release {
        /** The loader failed. */
        FAILED,
        /** The loader succeeded, and its value is not to be stored. */
        UNSTORED,
        /** The leader gives up; another may load at once. Leaves no marker. */
        ABANDONED
    }
}
