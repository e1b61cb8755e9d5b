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
 * @param refused whether one call asked that nothing is kept, whatever the cache does
 */
public record NearSettings(
        boolean enabled, NearStore store, int maxEntries, Duration ttl, NearOutage duringOutage, boolean refused) {
    /** Creates those of a cache. */
    public NearSettings(boolean enabled, NearStore store, int maxEntries, Duration ttl, NearOutage duringOutage) {
        this(enabled, store, maxEntries, ttl, duringOutage, false);
    }

    /** Returns these settings, switched off unless {@code condition}. */
    public NearSettings onlyIf(boolean condition) {
        return new NearSettings(enabled && condition, store, maxEntries, ttl, duringOutage, refused);
    }

    /** Returns these settings as one call has them that asked for {@code wanted}. */
    NearSettings asked(boolean wanted) {
        return new NearSettings(wanted, store, maxEntries, ttl, duringOutage, !wanted);
    }
}
