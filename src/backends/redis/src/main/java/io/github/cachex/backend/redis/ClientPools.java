// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.Pool;

/** The connection pools of the application's client, as far as it shows them. */
final class ClientPools {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");
    private static final int FEWEST = 2;

    private ClientPools() {}

    /**
     * Returns what speaks through {@code jedis}. Warns of what it cannot be kept to.
     *
     * @throws CacheConfigurationException when a pool has fewer than two connections: the link to other JVMs takes one
     */
    static Client client(UnifiedJedis jedis) {
        check(of(jedis));
        Optional<PoolSource> single = single(jedis);
        if (single.isPresent()) {
            return new ApplicationClient(jedis, single.get());
        }
        LOG.log(LogMessage.CLIENT_WITHOUT_POOL.with(jedis.getClass().getName()));
        return new OpaqueClient(jedis);
    }

    /**
     * Returns the nodes of {@code jedis}, if it is a client of a cluster.
     *
     * @throws CacheConfigurationException when a pool has fewer than two connections: the link to other JVMs takes one
     */
    @SuppressWarnings("deprecation") // applications still bring a JedisCluster
    static Optional<ClientNodes> nodes(UnifiedJedis jedis) {
        if (jedis instanceof RedisClusterClient client) {
            check(of(jedis));
            return Optional.of(new ClientNodes(jedis, client::getClusterNodes, client::refreshClusterTopology));
        } else if (jedis instanceof JedisCluster client) {
            check(of(jedis));
            return Optional.of(new ClientNodes(jedis, client::getClusterNodes, client::refreshClusterTopology));
        }
        return Optional.empty();
    }

    private static void check(Collection<? extends Pool<?>> pools) {
        boolean warned = false;
        for (Pool<?> pool : pools) {
            int most = pool.getMaxTotal();
            if (most >= 0 && most < FEWEST) {
                throw new CacheConfigurationException(List.of("maxTotal=" + most + " of the pool of the client that was"
                        + " handed in: the link to other JVMs takes one connection for good, so that no call would be"
                        + " given one; use ConnectionPoolConfig.setMaxTotal with 2 at least, for example 32"));
            }
            if (pool.getBlockWhenExhausted() && pool.getMaxWaitDuration().isNegative() && !warned) {
                warned = true;
                LOG.log(LogMessage.CLIENT_POOL_ENDLESS.with(most));
            }
        }
    }

    /** Returns what has the one pool that {@code jedis} uses at the time, if it is of that kind. */
    private static Optional<PoolSource> single(UnifiedJedis jedis) {
        if (of(jedis).size() != 1) {
            return Optional.empty();
        } else if (jedis instanceof RedisClient client) {
            return Optional.of(client::getPool);
        } else if (jedis instanceof RedisSentinelClient client) {
            return Optional.of(() ->
                    client.getPrimaryNodesConnectionMap().values().iterator().next());
        }
        return Optional.empty();
    }

    @SuppressWarnings("deprecation") // applications still bring a JedisCluster
    private static Collection<? extends Pool<?>> of(UnifiedJedis jedis) {
        try {
            if (jedis instanceof RedisClient client) {
                return List.of(client.getPool());
            } else if (jedis instanceof RedisClusterClient client) {
                return client.getClusterNodes().values();
            } else if (jedis instanceof JedisCluster client) {
                return client.getClusterNodes().values();
            } else if (jedis instanceof RedisSentinelClient client) {
                return client.getPrimaryNodesConnectionMap().values();
            }
        } catch (ClassCastException | NullPointerException e) {
            // Its connections come from a provider of the application's own, or it is a stand-in of a test.
            LOG.debug("the client that was handed in shows no pool", e);
        }
        return List.of();
    }
}
