// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

/** Where that runs which no caller waits for. */
public enum BackgroundMode {
    /** On threads beside the callers'. */
    THREADS,
    /** Within calls alone: nothing runs after a caller has its answer. For processes that are frozen between calls. */
    INLINE
}
