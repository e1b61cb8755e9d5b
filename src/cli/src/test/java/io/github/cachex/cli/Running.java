// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

/** A command that was started. */
public interface Running {
    /** Returns what it was asked for, so far. */
    String out();

    /** Returns what it has said beside what was asked for, so far. */
    String err();

    /** Waits for its end, and returns what it did. */
    Ended ended() throws Exception;

    /**
     * A command that ended.
     *
     * @param code its exit code
     * @param out what was asked for
     * @param err all else
     */
    record Ended(int code, String out, String err) {}
}
