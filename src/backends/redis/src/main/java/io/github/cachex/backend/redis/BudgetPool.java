// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Connections of which a call waits for no longer than its budget lasts. Thread-safe. */
final class BudgetPool extends ConnectionPool {
    private final ServerWatch watch;
    private final Credentials credentials;
    private volatile int version;

    private BudgetPool(
            ConnectionFactory factory, ConnectionPoolConfig config, ServerWatch watch, Credentials credentials) {
        super(factory, config);
        this.watch = watch;
        this.credentials = credentials;
        this.version = credentials.version();
    }

    static BudgetPool of(
            RedisSettings settings,
            SocketConnector connector,
            JedisClientConfig client,
            RedisClock clock,
            ServerWatch watch) {
        ConnectionPoolConfig config = new ConnectionPoolConfig();
        config.setMaxTotal(settings.poolMax());
        config.setMaxIdle(settings.poolMax());
        config.setMaxWait(settings.poolMaxWait());
        // Idle connections are dropped, not pinged: one that broke shows when it is used, and is replaced then.
        config.setTestWhileIdle(false);
        config.setEvictorShutdownTimeout(Duration.ofSeconds(1));
        config.setJmxEnabled(false);
        Supplier<Pooled> dialler = () -> Pooled.of(connector, client, settings.beginningLife(), watch.generation());
        return new BudgetPool(new Factory(connector, client, dialler, clock), config, watch, settings.credentials());
    }

    @Override
    public Connection borrowObject(Duration maxWait) throws Exception {
        dropFormer();
        Connection borrowed = borrowInTime(maxWait);
        while (isOver(borrowed)) {
            returnBrokenResource(borrowed);
            borrowed = borrowInTime(maxWait);
        }
        CallScope call = CallScope.current();
        if (call == null || !call.wantsLive() || !(borrowed instanceof Pooled pooled) || !pooled.isStale()) {
            return borrowed;
        }
        // The others that lay idle were most likely closed as well.
        returnBrokenResource(borrowed);
        clear();
        return borrowInTime(maxWait);
    }

    private Connection borrowInTime(Duration maxWait) throws Exception {
        long nanos = CallScope.nanosLeft(maxWait.toNanos());
        return super.borrowObject(Duration.ofNanos(Math.max(nanos, 0)));
    }

    /** Closes what lies idle and was made with other credentials, which may lie there for long. */
    private void dropFormer() {
        int now = credentials.version();
        if (now != version) {
            version = now;
            clear();
        }
    }

    private boolean isOver(Connection connection) {
        return connection instanceof Pooled pooled && pooled.isOver(watch.generation());
    }

    /** Takes back a connection, and closes one that nobody is to use again. */
    @Override
    public void returnResource(Connection connection) {
        if (isOver(connection)) {
            returnBrokenResource(connection);
        } else {
            super.returnResource(connection);
        }
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
        private final ConnectionLife life;
        private final int generation;

        private Pooled(
                JedisSocketFactory sockets,
                JedisClientConfig client,
                AtomicReference<BudgetSocket> socket,
                ConnectionLife life,
                int generation) {
            super(sockets, client);
            this.socket = socket;
            this.life = life;
            this.generation = generation;
        }

        static Pooled of(SocketConnector connector, JedisClientConfig client, ConnectionLife life, int generation) {
            AtomicReference<BudgetSocket> socket = new AtomicReference<>();
            return new Pooled(() -> connector.createSocket(socket::set), client, socket, life, generation);
        }

        boolean isOver(int currentGeneration) {
            return generation != currentGeneration || life.isOver();
        }

        boolean isStale() {
            BudgetSocket bare = socket.get();
            return bare != null && bare.isStale();
        }
    }

    /** Makes connections that know what time it is at the other end, so that hits need not ask. */
    private static final class Factory extends ConnectionFactory {
        private final SocketConnector connector;
        private final Supplier<Pooled> dialler;
        private final RedisClock clock;

        Factory(SocketConnector connector, JedisClientConfig client, Supplier<Pooled> dialler, RedisClock clock) {
            super(connector, client);
            this.connector = connector;
            this.dialler = dialler;
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
            Pooled made = dialler.get();
            connector.check(made);
            return new DefaultPooledObject<>(made);
        }

        private void learnTime(Connection connection) {
            if (clock.isDue()) {
                long mark = clock.mark();
                connection.sendCommand(Protocol.Command.TIME);
                List<String> time;
                try {
                    time = connection.getMultiBulkReply();
                } catch (JedisDataException e) {
                    // Who does not tell may do so in scripts, or is no Redis, which shows when it is spoken to.
                    return;
                }
                clock.learn(
                        mark,
                        TimeUnit.SECONDS.toMillis(Long.parseLong(time.get(0)))
                                + TimeUnit.MICROSECONDS.toMillis(Long.parseLong(time.get(1))));
            }
        }
    }
}
