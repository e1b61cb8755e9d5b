// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

/**
 * A place where a Redis of a test runs: a process of this machine or a container. What its methods mean is decided here, so
 * that they mean the same everywhere. Not thread-safe.
 */
abstract class RedisHost {
    private boolean isPaused;

    /** Starts it on its port, again after {@link #stop}; does nothing if it runs. Returns when it runs, perhaps before it answers. */
    final void start() {
        if (!isRunning()) {
            isPaused = false;
            launch();
        }
    }

    /** Ends it as with kill -9, frozen or not, and frees its port; does nothing if it does not run. */
    final void stop() {
        isPaused = false;
        remove();
    }

    /**
     * Freezes it: it keeps its connections and answers nothing. Does nothing if it is frozen.
     *
     * @throws IllegalStateException if it does not run
     */
    final void pause() {
        requireRunning();
        if (!isPaused) {
            freeze();
            isPaused = true;
        }
    }

    /**
     * Ends a {@link #pause}. Does nothing if it is not frozen.
     *
     * @throws IllegalStateException if it does not run
     */
    final void resume() {
        requireRunning();
        if (isPaused) {
            thaw();
            isPaused = false;
        }
    }

    /** Returns whether it runs and is not frozen. */
    final boolean isServing() {
        return !isPaused && isRunning();
    }

    private void requireRunning() {
        if (!isRunning()) {
            throw new IllegalStateException("the server does not run: " + this);
        }
    }

    /** Returns the address on which its port is reached, the same over restarts. */
    abstract String address();

    /** Returns whether it runs, frozen or not. */
    abstract boolean isRunning();

    /** Starts what does not run, after it may have run before. */
    abstract void launch();

    /** Ends what runs, and forgets what ran. */
    abstract void remove();

    /** Freezes what runs and is not frozen. */
    abstract void freeze();

    /** Lets go on what is frozen. */
    abstract void thaw();
}
