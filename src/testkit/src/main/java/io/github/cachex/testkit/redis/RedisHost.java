// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

/** Where a Redis of a test runs: a process of this machine or a container. Not thread-safe. */
interface RedisHost {
    /** Starts it, again on the same port after {@link #stop}. Returns when it runs, perhaps before it answers. */
    void start();

    /** Ends it as with kill -9 and frees its port. */
    void stop();

    /** Freezes it: it keeps its connections and answers nothing. */
    void pause();

    /** Ends a {@link #pause}. */
    void resume();

    /** Returns whether it runs, frozen or not. */
    boolean isRunning();
}
