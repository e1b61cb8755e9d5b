// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.ConfigKey;
import java.util.List;

/** A factory with keys of every kind. */
record FakeFactory(String type) implements BackendFactory {
    static final ConfigKey URI = ConfigKey.secret("cachex.backend.redis.uri", "Where it is.");
    static final ConfigKey MAX = ConfigKey.of("cachex.backend.redis.pool.max", "32", "How many.");
    static final ConfigKey WAIT = ConfigKey.of("cachex.backend.redis.pool.max-wait", "100ms", "How long.");
    static final ConfigKey BYTES = ConfigKey.of("cachex.backend.redis.max-bytes", "64MiB", "How much.");
    static final ConfigKey CA = ConfigKey.of("cachex.backend.redis.tls.ca", "", "Which.");

    @Override
    public List<ConfigKey> keys() {
        return type.equals("redis") ? List.of(URI, MAX, WAIT, BYTES, CA) : List.of();
    }

    @Override
    public boolean isMeant(BackendContext context) {
        return type.equals("redis")
                && (context.text(URI).isPresent()
                        || context.client(Integer.class).isPresent());
    }

    @Override
    public CacheBackend create(BackendContext context) {
        throw new UnsupportedOperationException("no test asks for it");
    }
}
