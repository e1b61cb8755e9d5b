// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.providers.ConnectionProvider;

/** Hands a pool of ours to Jedis, which otherwise makes its own. */
final class PoolProvider implements ConnectionProvider {
    private final ConnectionPool pool;

    PoolProvider(ConnectionPool pool) {
        this.pool = pool;
    }

    @Override
    public Connection getConnection() {
        return pool.getResource();
    }

    @Override
    public Connection getConnection(CommandArguments arguments) {
        return pool.getResource();
    }

    @Override
    public void close() {
        pool.close();
    }
}
