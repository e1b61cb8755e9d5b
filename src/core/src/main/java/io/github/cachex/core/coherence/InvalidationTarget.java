// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.coherence;

/** Something in this JVM that holds on to values, and is told when they no longer hold. Thread-safe, quick, never blocks. */
public interface InvalidationTarget {
    /** The entry of {@code id} in {@code cache} changed, or may have. */
    void invalidate(String cache, String id);

    /** Entries of {@code cache} were invalidated by what they have in common. */
    void invalidateGroup(String cache);
}
