// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/** Connections of which a call waits for no longer than its budget lasts. Thread-safe. */
final class BudgetPool extends ConnectionPool {
    private BudgetPool(ConnectionFactory factory, ConnectionPoolConfig config) {
        super(factory, config);
    }

    static BudgetPool of(
            RedisSettings settings, SocketConnector connector, JedisClientConfig client, RedisClock clock) {
        ConnectionPoolConfig config = new ConnectionPoolConfig();
        config.setMaxTotal(settings.poolMax());
        config.setMaxIdle(settings.poolMax());
        config.setMaxWait(settings.poolMaxWait());
        // Idle connections are dropped, not pinged: one that broke shows when it is used, and is replaced then.
        config.setTestWhileIdle(false);
        config.setEvictorShutdownTimeout(Duration.ofSeconds(1));
        config.setJmxEnabled(false);
        return new BudgetPool(new Factory(connector, client, clock), config);
    }

    @Override
    public Connection borrowObject(Duration maxWait) throws Exception {
        long nanos = CallScope.nanosLeft(maxWait.toNanos());
        Connection borrowed = super.borrowObject(Duration.ofNanos(Math.max(nanos, 0)));
        CallScope call = CallScope.current();
        if (call == null || !call.wantsLive() || !(borrowed instanceof Pooled pooled) || !pooled.isStale()) {
            return borrowed;
        }
        // The others that lay idle were most likely closed as well.
        returnBrokenResource(borrowed);
        clear();
        return super.borrowObject(Duration.ofNanos(Math.max(CallScope.nanosLeft(maxWait.toNanos()), 0)));
    }

    /**
     * Takes back a connection that broke. The pool would dial a new one at once, at the cost of the call that has just
     * failed; that is done only where others wait for one.
     */
    @Override
    public void returnBrokenResource(Connection broken) {
        CallScope call = CallScope.current();
        if (call == null || getNumWaiters() > 0) {
            super.returnBrokenResource(broken);
            return;
        }
        call.dialNoMore(true);
        try {
            super.returnBrokenResource(broken);
        } catch (JedisException e) {
            // The dial that was refused.
        } finally {
            call.dialNoMore(false);
        }
    }

    /** A connection that knows its socket. */
    private static final class Pooled extends BoundedConnection {
        private final AtomicReference<BudgetSocket> socket;

        private Pooled(SocketConnector connector, JedisClientConfig client, AtomicReference<BudgetSocket> socket) {
            super(() -> connector.createSocket(socket::set), client);
            this.socket = socket;
        }

        static Pooled of(SocketConnector connector, JedisClientConfig client) {
            return new Pooled(connector, client, new AtomicReference<>());
        }

        boolean isStale() {
            BudgetSocket bare = socket.get();
            return bare != null && bare.isStale();
        }
    }

    /** Makes connections that know what time it is at the other end, so that hits need not ask. */
    private static final class Factory extends ConnectionFactory {
        private final SocketConnector connector;
        private final JedisClientConfig client;
        private final RedisClock clock;

        Factory(SocketConnector connector, JedisClientConfig client, RedisClock clock) {
            super(connector, client);
            this.connector = connector;
            this.client = client;
            this.clock = clock;
        }

        @Override
        public PooledObject<Connection> makeObject() throws Exception {
            CallScope call = CallScope.current();
            if (call == null) {
                return connected();
            }
            call.dialling();
            try {
                PooledObject<Connection> made = connected();
                learnTime(made.getObject());
                return made;
            } finally {
                call.dialled();
            }
        }

        private PooledObject<Connection> connected() {
            return new DefaultPooledObject<>(Pooled.of(connector, client));
        }

        private void learnTime(Connection connection) {
            if (clock.isDue()) {
                long mark = clock.mark();
                connection.sendCommand(Protocol.Command.TIME);
                var time = connection.getMultiBulkReply();
                clock.learn(
                        mark,
                        TimeUnit.SECONDS.toMillis(Long.parseLong(time.get(0)))
                                + TimeUnit.MICROSECONDS.toMillis(Long.parseLong(time.get(1))));
            }
        }
    }
}
