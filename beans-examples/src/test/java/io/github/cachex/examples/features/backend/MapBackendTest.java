// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.tck.BackendContract;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

// snippet: contract
class MapBackendTest implements BackendContract {
    private final CacheBackend backend = new MapBackend();

    @Override
    public CacheBackend backend() {
        return backend;
    }
    // end

    @Test
    void configuredType_isTakenFromTheFactory() {
        AtomicInteger loads = new AtomicInteger();
        try (CacheHandler cache = CacheHandler.builder()
                .name("titles")
                .property("cachex.backend.type", "map")
                .build()) {
            CacheKey<Integer> key = CacheKey.of("title", Integer.class);
            assertThat(cache.fetch(key, loads::incrementAndGet)).isEqualTo(1);
            assertThat(cache.fetch(key, loads::incrementAndGet)).isEqualTo(1);
        }
    }
}
