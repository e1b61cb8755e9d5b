// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.providers.ConnectionProvider;

/** Hands a pool of ours to Jedis, which otherwise makes its own. */
final class PoolProvider implements ConnectionProvider {
    private final ConnectionPool pool;
    private final boolean asking;

    /** Creates one; {@code asking} says that the key of the command is about to come to this node of a cluster. */
    PoolProvider(ConnectionPool pool, boolean asking) {
        this.pool = pool;
        this.asking = asking;
    }

    @Override
    public Connection getConnection() {
        Connection connection = pool.getResource();
        if (asking) {
            ask(connection);
        }
        return connection;
    }

    private static void ask(Connection connection) {
        CallScope call = CallScope.current();
        try {
            if (call != null) {
                call.dialling();
            }
            connection.sendCommand(Protocol.Command.ASKING);
            connection.getStatusCodeReply();
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        } finally {
            if (call != null) {
                call.dialled();
            }
        }
    }

    @Override
    public Connection getConnection(CommandArguments arguments) {
        return getConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}
