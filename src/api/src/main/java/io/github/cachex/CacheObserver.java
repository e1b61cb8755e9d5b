// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.util.function.Supplier;

/**
 * Is told which caches there are, so that it can read what they count: what binds metrics needs no event for it. A CDI bean of this
 * type is found; a builder is given one. Called once for each cache when it is made, be it at run time, and once when it is closed, on the
 * thread that does so: an implementation is thread-safe, quick and does not block. What it throws is logged once for each kind and
 * otherwise ignored.
 */
public interface CacheObserver {
    /**
     * The cache {@code name} is there. Callers of it may have come already.
     *
     * @param stats returns what the cache counted, whenever it is asked; cheap, never asks the backend's server, and after the
     *     cache was closed returns what it had counted by then. It holds on to the cache, and lives as long: hold it weakly, or let go
     *     of it when {@link #closed}.
     */
    void opened(String name, Supplier<CacheStats> stats);

    /** The cache {@code name}, which was {@link #opened}, is closed. */
    default void closed(String name) {}
}
