// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.event.CacheEvent;
import java.util.Optional;

/**
 * Hears what happens in the caches. Called on the thread that caused the event, often a request's: an implementation is
 * thread-safe, quick and does not block. What it throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface CacheListener {
    /** Hears {@code event}. */
    void on(CacheEvent event);

    /**
     * Returns whether events of {@code type} are wanted. Asked once per type when a cache is built; an event that nobody
     * wants is never created, so that hits stay cheap.
     */
    default boolean wants(Class<? extends CacheEvent> type) {
        return true;
    }

    /**
     * Returns what surrounds each run of a loader; empty, unless overridden, for nothing. Asked when a cache is built and when all are
     * started, so always the same.
     */
    default Optional<LoadTracer> loadTracer() {
        return Optional.empty();
    }
}
