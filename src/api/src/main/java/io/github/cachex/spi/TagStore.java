// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Marks that invalidate many entries of a cache at once: each mark has an epoch, a strictly rising logical time of its cache,
 * and whoever reads an entry compares the epoch that was known before its load with those of the marks that concern it. What
 * a mark means is the engine's; to a backend it is a text. Thread-safe; every operation is safe to repeat.
 *
 * <p>The set of a cache's marks begins with a random incarnation. A set that was lost, in whatever way, comes back with
 * another one, so that entries which rely on the lost marks can be told.
 *
 * <p>Bounded: what is older than the retention, and the oldest beyond the bound, is removed, of very many a part with each call,
 * and the highest epoch removed is kept as the floor: entries older than that are not to be trusted. The engine makes at most
 * {@value CacheBackend#BATCH} marks in one call.
 *
 * <p>What an implementation must keep is tested by {@code TagContract}.
 */
public interface TagStore {
    /**
     * Gives all of {@code marks} one new epoch, which is higher than any before and than that of {@code beyond}, tells it to
     * everyone who joined the cache, and returns the state with these marks alone. If there is no set, it begins with the
     * incarnation of {@code beyond}.
     *
     * @param beyond a new random incarnation other than zero, and the highest epoch that the caller knows
     */
    TagState mark(CacheSpace cache, Set<String> marks, MarkPosition beyond, TagBounds bounds, CallBudget budget);

    /**
     * Returns the state with all marks above the epoch of {@code known}, and lifts the set's epoch to that where it is lower; the
     * floor as well, since marks were lost then.
     * Begins the set with {@code incarnation} if there is none. If the set's incarnation is not the one of {@code known}, all
     * marks are returned and nothing is lifted.
     *
     * @param known up to where the caller knows all marks
     * @param incarnation a new random number other than zero
     */
    TagState sync(CacheSpace cache, MarkPosition known, long incarnation, CallBudget budget);

    /**
     * Returns the state of each of {@code caches} without marks, in their order, in as few round trips as the backend can; an
     * incarnation of zero where there is no set. Counts as a use, so that the sets are not evicted for want of one.
     */
    List<TagState> peek(Collection<CacheSpace> caches, CallBudget budget);

    /**
     * How many marks are kept, and how long.
     *
     * @param most the largest number
     * @param retention the time after which a mark is removed when another is made
     */
    record TagBounds(long most, Duration retention) {}
}
