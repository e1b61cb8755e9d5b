// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisDataException;

/** Connections of a pool of ours, as Jedis borrows them. */
class PoolProviderTest extends OnRedis {
    private final ConnectionPool pool = new ConnectionPool(
            new HostAndPort(redis.hostName(), redis.port()),
            DefaultJedisClientConfig.builder().build());

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void connection_isOneOfThePool() {
        try (Connection connection = new PoolProvider(pool, false).getConnection()) {
            assertThat(connection.ping()).isTrue();
            assertThat(pool.getNumActive()).isEqualTo(1);
        }
        assertThat(pool.getNumActive()).isZero();
    }

    /** No command may go to a node that does not know why it is asked. */
    @Test
    void serverThatRefusesToBeAskedAhead_failsAndItsConnectionIsGivenBack() {
        PoolProvider asking = new PoolProvider(pool, true);

        assertThatThrownBy(asking::getConnection)
                .isInstanceOf(JedisDataException.class)
                .hasMessageContaining("cluster support disabled");
        assertThat(pool.getNumActive()).isZero();
    }
}
