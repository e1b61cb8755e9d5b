// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheStats;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.event.CacheTelemetry.BackendState;
import io.github.cachex.core.invalidate.Links;
import io.github.cachex.core.near.NearCache;

/**
 * The figures of one cache.
 *
 * @param services of its engine
 * @param telemetry counts what happens in it
 * @param near what this JVM keeps of it
 */
record CacheFigures(EngineServices services, CacheTelemetry telemetry, NearCache near) {
    CacheStats of(String cache) {
        return telemetry.stats(
                new BackendState(
                        services.replay.pending(cache),
                        services.backend.entries(),
                        services.backend.evictions(),
                        services.breakers.worst(),
                        services.links.map(Links::areUp).orElse(false)),
                near.state());
    }
}
