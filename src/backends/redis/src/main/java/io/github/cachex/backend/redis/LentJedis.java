// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.executors.CommandExecutor;

/** Jedis's commands over the connection that is lent to the current call. Thread-safe. */
final class LentJedis extends UnifiedJedis {
    private static final CommandExecutor LENT = new CommandExecutor() {
        @Override
        public <T> T executeCommand(CommandObject<T> command) {
            return CallScope.lent().execute(command);
        }

        @Override
        public void close() {
            // The connection belongs to the application's pool.
        }
    };

    /** Creates one that reads what is answered in {@code protocol}. */
    @SuppressWarnings("NullAway") // without a provider, since the connection is at hand, and without Jedis's cache
    LentJedis(RedisProtocol protocol) {
        super(LENT, null, protocol, null);
    }

    @Override
    public AbstractPipeline pipelined() {
        return CallScope.lent().pipelined();
    }
}
