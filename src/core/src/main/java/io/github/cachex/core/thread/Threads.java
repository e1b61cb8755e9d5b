// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.thread;

/**
 * The threads of an engine.
 *
 * @param background runs loads and what ends them
 * @param scheduler runs short chores, now and then
 */
public record Threads(Background background, Scheduler scheduler) {
    /** Runs {@code task} in the background, or on this thread where that cannot be: what ends a load must not be lost. */
    public void finish(Runnable task) {
        background.run(task, task);
    }
}
