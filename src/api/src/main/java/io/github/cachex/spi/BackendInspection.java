// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What operators ask of a backend, and the engine never does. Nothing here changes anything, or tells anybody. Thread-safe; every
 * operation ends within its {@link CallBudget}, and throws {@link io.github.cachex.error.CacheBackendException} when it failed.
 *
 * <p>What an implementation must keep is tested by {@code InspectionContract}.
 */
public interface BackendInspection {
    /**
     * Returns a page of the keys of all entries of all caches of {@code namespace}. An entry that is there all the while is listed at
     * least once; a page may be empty though others follow.
     *
     * @param namespace prefix and version, {@code prefix:version}
     * @param cursor empty for the first page
     */
    Keys keys(String namespace, Optional<String> cursor, CallBudget budget);

    /** Returns how many bytes each of {@code keys} takes that is stored, in as few round trips as the backend can. */
    Map<EntryKey, Long> sizes(Collection<EntryKey> keys, CallBudget budget);

    /** Returns the lease of {@code key}, or the marker in its place; empty where there is neither. */
    Optional<LeaseHold> lease(EntryKey key, CallBudget budget);

    /**
     * Examines the servers, and returns what it found, the servers in their order: whether they answer, their versions, clocks and
     * settings, and what their user may not do. What a server does not answer or refuses to tell is a finding, and no exception.
     */
    List<Finding> examine(CallBudget budget);

    /**
     * Some keys.
     *
     * @param keys the keys
     * @param next the cursor of the next page; empty after the last
     */
    record Keys(List<EntryKey> keys, Optional<String> next) {}

    /**
     * A lease, as somebody sees it who does not ask for it.
     *
     * @param token whose it is; of a marker, the token of the load that left it
     * @param marker whether it is the marker of a load that stored nothing
     * @param left the time that it has left
     */
    record LeaseHold(long token, boolean marker, Duration left) {}

    /**
     * One thing that was found.
     *
     * @param grade how bad it is
     * @param subject what was looked at, such as {@code version} or {@code eviction}
     * @param server where; never a credential
     * @param text what was found; where something is wrong, also the remedy
     */
    record Finding(Grade grade, String subject, String server, String text) {}

    /** How bad something is that was found. */
    enum Grade {
        /** As it should be. */
        FINE,
        /** Not as it should be, or not known; works all the same. */
        WARNING,
        /** Keeps something from working. */
        PROBLEM
    }
}
