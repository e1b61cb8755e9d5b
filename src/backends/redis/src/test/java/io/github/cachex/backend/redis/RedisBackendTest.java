// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.testkit.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisBackendTest extends ModeContracts {
    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.any();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    RedisBackend open() {
        return Backends.on(redis);
    }
}
