// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.CacheOptions;
import io.github.cachex.CacheOptions.Name;
import java.time.Duration;
import java.util.Optional;

/**
 * How long values are good.
 *
 * @param ttl how long a value stays fresh; at least 1 ms
 * @param staleTtl how long after that it may stand in for a failing loader; zero for not at all
 * @param jitter the share of the ttl that is subtracted at random, 0 to 0.9
 * @param cacheNull whether null is stored
 * @param nullTtl how long a stored null stays fresh
 * @param refreshAhead the share of the ttl after which a value is refreshed in the background
 * @param sliding whether each read lets an entry live for its whole ttl again
 */
public record FreshnessSettings(
        Duration ttl,
        Duration staleTtl,
        double jitter,
        boolean cacheNull,
        Duration nullTtl,
        Optional<Double> refreshAhead,
        boolean sliding) {
    /** Returns these settings with what {@code options} sets in their place. */
    FreshnessSettings with(CacheOptions options) {
        return new FreshnessSettings(
                options.<Duration>value(Name.TTL).orElse(ttl),
                options.<Duration>value(Name.STALE_TTL).orElse(staleTtl),
                options.<Double>value(Name.JITTER).orElse(jitter),
                options.<Boolean>value(Name.CACHE_NULL).orElse(cacheNull),
                options.<Duration>value(Name.NULL_TTL).orElse(nullTtl),
                options.<Double>value(Name.REFRESH_AHEAD).or(() -> refreshAhead),
                options.<Boolean>value(Name.SLIDING).orElse(sliding));
    }
}
