// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.tck.BackendContract;
import io.github.cachex.tck.BulkLeaseContract;
import io.github.cachex.tck.CounterContract;
import io.github.cachex.tck.LeaseContract;
import io.github.cachex.tck.LifetimeContract;
import io.github.cachex.tck.LinkContract;
import io.github.cachex.tck.ScanContract;
import io.github.cachex.tck.TagContract;
import io.github.cachex.testkit.redis.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class RedisBackendTest
        implements BackendContract,
                LeaseContract,
                BulkLeaseContract,
                LifetimeContract,
                CounterContract,
                LinkContract,
                TagContract,
                ScanContract {
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
