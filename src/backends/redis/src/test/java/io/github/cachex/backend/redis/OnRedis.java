// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import redis.clients.jedis.RedisClient;

/** A backend on a Redis of the test's own, and a client beside it. */
abstract class OnRedis implements BackendUnderTest {
    static RedisServer redis;
    static RedisClient plain;

    final RedisBackend backend = Backends.on(redis);

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        plain = RedisClient.create(redis.hostName(), redis.port());
    }

    @AfterAll
    static void stop() {
        plain.close();
        redis.close();
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Override
    public CacheBackend backend() {
        return backend;
    }
}
