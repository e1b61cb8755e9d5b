// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CacheBackend;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;

/** What a backend over Redis promises, in one of the modes in which Redis is run. */
abstract class ModeContracts implements RedisContracts {
    private RedisBackend backend;
    private RedisBackend other;

    /** Returns a new backend over the servers of the mode. */
    abstract RedisBackend open();

    /** Returns a new backend as another JVM has it. */
    RedisBackend openOther() {
        return open();
    }

    /** Returns what an application sets up: patient, since the machine may be busy. */
    static JedisClientConfig client() {
        return DefaultJedisClientConfig.builder().timeoutMillis(8_000).build();
    }

    /** Returns the pool that an application sets up. */
    static ConnectionPoolConfig pool() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(32);
        pool.setMaxWait(Duration.ofSeconds(8));
        return pool;
    }

    @BeforeEach
    void openBoth() {
        backend = open();
        other = openOther();
    }

    @AfterEach
    void closeBoth() {
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
