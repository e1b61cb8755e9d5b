// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.Optional;
import java.util.Set;

/**
 * What a backend consists of whose parts fail each on its own, as the primaries of a cluster do. What one part does not answer is
 * of no consequence for the keys of the others: each has a breaker of its own, a queue of what it missed, a link and trust in it.
 * Thread-safe.
 *
 * <p>A part's name is stable while what it holds lives: a replica that takes over has the name of the primary before it. So it is
 * no address; the lowest slot of a shard will do. Events and log lines name parts as {@link #describe} does.
 *
 * <p>An operation on several keys is handed over whole, whatever parts they belong to. Where a part fails, it is done for the keys of
 * all others within the budget, and then throws a {@link PartialFailureException} that names the rest; so what it throws otherwise
 * counts for all parts concerned. {@link TagStore#peek} is asked of caches alone whose marks one part holds.
 *
 * <p>What an implementation must keep is tested by {@code PartsContract}.
 */
public interface BackendParts {
    /**
     * Returns the part that holds the entry of {@code key}, and its lease and counter: one of {@link #names}. By what is known here;
     * quick, as it is asked for each key of each call; asks no server, never throws, never null.
     */
    String of(EntryKey key);

    /** Returns the part that holds the marks of {@code cache}, as {@link #of(EntryKey)} does. */
    String of(CacheSpace cache);

    /** Returns the parts known now; at least one. A snapshot that is not changed any more. Quick; never throws. */
    Set<String> names();

    /**
     * Returns how an operator knows {@code part}: its name and where it is now, such as {@code 0 at redis-1:6379}; never a credential.
     * Also answers for one that went. Quick; never throws.
     */
    default String describe(String part) {
        return part;
    }

    /**
     * Returns the link on which {@code part} tells of the changes of its entries and of the marks that it holds; or empty, for all
     * parts alike, if there is none. It may tell of those of other parts as well. Where a backend has parts, these links are opened,
     * and {@link CacheBackend#link} is not.
     */
    Optional<BackendLink> link(String part);

    /**
     * Asks the server of {@code part} who it is, as {@link CacheBackend#contact} does, which is not called where a backend has parts.
     *
     * @throws io.github.cachex.error.CacheBackendException when there is no answer, saying which configuration to look at
     */
    default Optional<String> contact(String part, CallBudget budget) {
        return Optional.empty();
    }

    /**
     * Lets {@code listener} hear that keys have moved between parts, or that parts came or went, once {@link #of} and {@link #names}
     * answer accordingly. From then on nothing is trusted that was read before. Called on the backend's own thread, so it must be
     * quick, not block and not throw; several changes may be told as one.
     *
     * @return what ends that; running it again does nothing
     */
    Runnable onChange(Runnable listener);
}
