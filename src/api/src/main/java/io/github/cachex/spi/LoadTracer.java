// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

/**
 * Surrounds each run of a loader, so that a trace shows it: what the loader does on its thread hangs below what was begun for it. A
 * {@link CacheListener} brings one. Called on threads of callers: an implementation is thread-safe, quick and does not block. What it
 * throws is logged once for each kind and otherwise ignored. A load by many keys at once is one run.
 */
@FunctionalInterface
public interface LoadTracer {
    /** Begins a run of a loader of {@code cache}, right before it and on its thread. */
    LoadSpan begin(String cache);

    /**
     * Returns what runs, once, in the place of {@code task} on another thread, with what of this thread goes along. Called on the thread
     * that hands {@code task} over: such are loads with a soft or hard timeout, those in the background, and some asynchronous ones.
     */
    default Runnable carry(Runnable task) {
        return task;
    }
}
