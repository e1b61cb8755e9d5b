// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestKeyTest {
    private static final List<String> KEYS = Stream.concat(
                    Stream.of(
                            "cachex.backend.redis.uri",
                            "cachex.backend.redis.username",
                            "cachex.backend.redis.password",
                            "cachex.backend.redis.pool.max",
                            "cachex.backend.redis.pool.max-wait",
                            "cachex.backend.redis.timeout.connect",
                            "cachex.backend.memory.max-entries"),
                    Configuration.keys().stream().map(key -> key.name()))
            .sorted()
            .toList();

    @ParameterizedTest
    @CsvSource({
        "cachex.redis.uri, cachex.backend.redis.uri",
        "cachex.redis.url, cachex.backend.redis.uri",
        "cachex.backend.uri, cachex.backend.redis.uri",
        "cachex.uri, cachex.backend.redis.uri",
        "cachex.redis.password, cachex.backend.redis.password",
        "cachex.redis.pool.max, cachex.backend.redis.pool.max",
        "cachex.redis.pool.maxWait, cachex.backend.redis.pool.max-wait",
        "cachex.redis.timeout.connect, cachex.backend.redis.timeout.connect",
        "cachex.backend.redsi.uri, cachex.backend.redis.uri",
        "cachex.type, cachex.backend.type",
        "cachex.stale.ttl, cachex.stale-ttl",
        "cachex.staleTtl, cachex.stale-ttl",
        "cachex.stalettl, cachex.stale-ttl",
        "cachex.tll, cachex.ttl",
        "cachex.default-ttl, cachex.ttl",
        "cachex.key.maxlength, cachex.key.max-length",
        "cachex.near.maxEntries, cachex.near.max-entries",
        "cachex.lease, cachex.lease.max",
        "cachex.verbose, cachex.log.verbose",
        "cachex.serialiser, cachex.serializer",
        "cachex.refreshAhead, cachex.refresh-ahead",
    })
    void keyWithOtherSegments_isFound(String text, String nearest) {
        assertThat(NearestKey.of(text, KEYS)).hasValue(nearest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cachex.redis.host",
                "cachex.backend.redis.port",
                "cachex.backend.redis.database",
                "cachex.metrics.enabled.everywhere.now",
                "cachex.something.entirely.different.from.all.that",
                "cachex.capacity",
                "cachex.eviction.policy.name",
                "cachex.",
                "cachex"
            })
    void keyFarFromAll_isNot(String text) {
        assertThat(NearestKey.of(text, KEYS)).isEmpty();
    }
}
