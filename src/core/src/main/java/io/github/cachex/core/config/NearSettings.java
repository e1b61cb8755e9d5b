// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.time.Duration;

/**
 * What is kept of a cache in this JVM.
 *
 * @param enabled whether anything is
 * @param store as what
 * @param maxEntries how many values at most
 * @param ttl how long at most
 * @param duringOutage what becomes of them while the backend is down
 */
public record NearSettings(boolean enabled, NearStore store, int maxEntries, Duration ttl, NearOutage duringOutage) {
    /** Returns these settings, switched off unless {@code condition}. */
    public NearSettings onlyIf(boolean condition) {
        return enabled(enabled && condition);
    }

    NearSettings enabled(boolean enabled) {
        return new NearSettings(enabled, store, maxEntries, ttl, duringOutage);
    }
}
