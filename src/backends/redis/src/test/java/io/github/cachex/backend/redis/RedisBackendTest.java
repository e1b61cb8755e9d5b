// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.testkit.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class RedisBackendTest implements RedisContracts {
    private static RedisServer redis;

    private final RedisBackend backend = Backends.on(redis);
    private final RedisBackend other = Backends.on(redis);

    @BeforeAll
    static void start() {
        redis = RedisServer.any();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void close() {
        backend.close();
        other.close();
    }

    @Override
    public CacheBackend backend() {
        return backend;
    }

    @Override
    public CacheBackend otherJvm() {
        return other;
    }
}
