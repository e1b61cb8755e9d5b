// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.spi.LineLogger;
import java.util.Collection;
import java.util.List;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.Pool;

/**
 * The connection pools of the application's client, as far as it shows them: in a pool of one, the link to other JVMs takes the
 * only connection, and every call waits for it.
 */
final class ClientPools {
    private static final System.Logger LOG = LineLogger.named("io.github.cachex.redis");
    private static final int FEWEST = 2;

    private ClientPools() {}

    /**
     * Warns of a pool of {@code jedis} whose connections are waited for without end.
     *
     * @throws CacheConfigurationException when a pool has fewer than two connections
     */
    static void check(UnifiedJedis jedis) {
        boolean warned = false;
        for (Pool<?> pool : of(jedis)) {
            int most = pool.getMaxTotal();
            if (most >= 0 && most < FEWEST) {
                throw new CacheConfigurationException(List.of("maxTotal=" + most + " of the pool of the client that was"
                        + " handed in: the link to other JVMs takes one connection for good, so that no call would be"
                        + " given one; use ConnectionPoolConfig.setMaxTotal with 2 at least, for example 32"));
            }
            if (pool.getBlockWhenExhausted() && pool.getMaxWaitDuration().isNegative() && !warned) {
                warned = true;
                LOG.log(
                        System.Logger.Level.WARNING,
                        "maxWait of the pool of the client that was handed in is endless: while its " + most
                                + " connections are in use, callers wait for as long as that lasts, whatever"
                                + " backend-budget says; use ConnectionPoolConfig.setMaxWait, for example"
                                + " with Duration.ofMillis(100)");
            }
        }
    }

    @SuppressWarnings("deprecation") // applications still bring a JedisCluster
    private static Collection<? extends Pool<?>> of(UnifiedJedis jedis) {
        if (jedis instanceof RedisClient client) {
            return List.of(client.getPool());
        } else if (jedis instanceof RedisClusterClient client) {
            return client.getClusterNodes().values();
        } else if (jedis instanceof JedisCluster client) {
            return client.getClusterNodes().values();
        } else if (jedis instanceof RedisSentinelClient client) {
            return client.getPrimaryNodesConnectionMap().values();
        }
        return List.of();
    }
}
