// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheStats;
import io.github.cachex.core.invalidate.Links;
import io.github.cachex.core.lane.BackendLane;
import io.github.cachex.core.near.NearCache;
import io.github.cachex.core.statistics.CacheCounters;
import io.github.cachex.core.statistics.CacheCounters.BackendState;

/**
 * The figures of one cache.
 *
 * @param lane of its backend
 * @param counters what was counted of it
 * @param near what this JVM keeps of it
 */
record CacheFigures(BackendLane lane, CacheCounters counters, NearCache near) {
    CacheStats of(String cache) {
        return counters.stats(
                new BackendState(
                        lane.replay().pending(cache),
                        lane.backend().entries(),
                        lane.backend().evictions(),
                        lane.breakers().worst(),
                        lane.links().map(Links::areUp).orElse(false)),
                near.state());
    }
}
