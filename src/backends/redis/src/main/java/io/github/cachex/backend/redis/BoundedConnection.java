// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

/** A connection whose answers are bounded, whoever gives them. Speaks RESP2. */
class BoundedConnection extends Connection {
    BoundedConnection(JedisSocketFactory sockets, JedisClientConfig config) {
        super(sockets, config);
    }

    /** Returns what bounds its answers. The connection is used while it is made, so no field can say. */
    Replies replies() {
        return Replies.OF_COMMANDS;
    }

    /** Returns whether it leads to a primary, as far as can be told: the right to ask may lack. */
    boolean takesWrites() {
        try {
            sendCommand(Protocol.Command.ROLE);
            Object role = getOne();
            return !(role instanceof List<?> parts) || parts.isEmpty() || !isReplica(parts.get(0));
        } catch (JedisDataException e) {
            return true;
        }
    }

    private static boolean isReplica(@Nullable Object role) {
        return role instanceof byte[] name && new String(name, StandardCharsets.US_ASCII).equals("slave");
    }

    @Override
    @SuppressWarnings("NullAway") // null is an answer, which Jedis does not say
    protected Object protocolRead(RedisInputStream in, PushConsumerChain pushes) {
        try {
            return replies().next(in);
        } catch (OutOfMemoryError | StackOverflowError e) {
            // The rest of the answer must not be taken for the next one.
            throw new JedisConnectionException("no room for an answer", e);
        }
    }
}
