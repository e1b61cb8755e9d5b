// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.advice;

import io.github.cachex.CacheStats;
import io.github.cachex.HotKey;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.event.StoreFigures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a cache in this JVM.
 *
 * @param cache its name
 * @param age for how long it has been there
 * @param stats what it counted
 * @param hottest its hottest keys, the hottest first
 * @param settings what is configured for it, whatever is said of methods
 * @param stored what is known of the values that it stored
 * @param hasNamespaces whether each entry has a tag that the application did not give it
 * @param warmed what a warm-up put into it; empty where none did
 */
public record CacheFacts(
        String cache,
        Duration age,
        CacheStats stats,
        List<HotKey> hottest,
        CacheSettings settings,
        StoreFigures stored,
        boolean hasNamespaces,
        Optional<Warmed> warmed) {
    /**
     * What a warm-up did.
     *
     * @param entries how many entries it loaded, or found
     * @param age how long ago it came to the last of them
     * @param hits how many hits there were before that
     */
    public record Warmed(long entries, Duration age, long hits) {}
}
