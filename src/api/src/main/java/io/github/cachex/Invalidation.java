// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.util.OptionalLong;

/**
 * How an invalidation went.
 *
 * @param outcome whether the backend has it
 * @param count how many entries were dropped, where it is known
 */
public record Invalidation(Outcome outcome, OptionalLong count) {
    /** How far an invalidation came. */
    public enum Outcome {
        /** The backend has it: no fetch that starts later, anywhere, is given an older value. */
        APPLIED,
        /**
         * The backend could not be told. It holds in this JVM from now on; elsewhere once it is replayed, first thing after
         * the backend's recovery. It is lost if this process ends before.
         */
        QUEUED
    }

    /** Returns whether the backend has it. */
    public boolean isApplied() {
        return outcome == Outcome.APPLIED;
    }
}
