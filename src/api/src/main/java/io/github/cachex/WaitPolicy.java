// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

/** What a caller does whose wait for another's load outlasts {@code wait-timeout}, with no stale or default value to serve. */
public enum WaitPolicy {
    /** Loads for itself without storing, at most one per JVM and key. The default. */
    LOAD,
    /** Throws {@link io.github.cachex.error.CacheTimeoutException}. */
    THROW
}
