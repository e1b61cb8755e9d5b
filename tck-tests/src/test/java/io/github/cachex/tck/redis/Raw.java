// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.redis;

import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;

/** Bare connections, to look behind the cache's back. */
public final class Raw {
    private Raw() {}

    public static Jedis jedis(RedisServer redis) {
        return jedis(redis, Duration.ofSeconds(10));
    }

    /** Returns a connection that waits for an answer for {@code patience}; zero for as long as it takes. */
    public static Jedis jedis(RedisServer redis, Duration patience) {
        return new Jedis(
                new HostAndPort(redis.hostName(), redis.port()),
                DefaultJedisClientConfig.builder()
                        .protocol(RedisProtocol.RESP2)
                        .timeoutMillis((int) patience.toMillis())
                        .build());
    }
}
