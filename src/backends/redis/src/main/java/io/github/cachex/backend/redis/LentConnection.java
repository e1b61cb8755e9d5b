// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.Pool;

/**
 * A connection of the application's pool in the hands of one call. Before every command its time-out is set to what is left of the
 * call's budget, and back before it returns to the pool. A time-out is per read, so an answer that drips, or a write that nobody
 * reads, is ended by {@link OverdueWatch}, which cuts the connection.
 */
final class LentConnection {
    private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(1);

    private final Pool<Connection> pool;
    private final Connection connection;
    private final ConnectGate gate;
    private final boolean asking;
    /** The application's own time-out in milliseconds; zero is endless. */
    private final int timeout;

    /** When the call is over, by {@link System#nanoTime}. */
    private final long deadline;

    private boolean returned;
    private boolean cut;

    /** Creates one; {@code asking} says that the keys of its commands are about to come to this node of a cluster. */
    LentConnection(Pool<Connection> pool, Connection connection, ConnectGate gate, boolean asking) {
        this.pool = pool;
        this.connection = connection;
        this.gate = gate;
        this.asking = asking;
        this.timeout = connection.getSoTimeout();
        this.deadline = System.nanoTime() + CallScope.nanosLeft(LONGEST_NANOS);
    }

    Pool<Connection> pool() {
        return pool;
    }

    Connection connection() {
        return connection;
    }

    int timeout() {
        return timeout;
    }

    /** Runs one command. Jedis's own client-side cache is passed by: it may answer what was invalidated a moment ago. */
    <T> T execute(CommandObject<T> command) {
        limit();
        Object reply;
        try {
            ask();
            reply = connection.executeCommand(command.getArguments());
        } catch (JedisDataException e) {
            gate.answered();
            throw e;
        } catch (JedisConnectionException e) {
            throw failed(e);
        }
        gate.answered();
        return command.getBuilder().build(reply);
    }

    /** Returns a pipeline over this connection, which is read when it is closed. */
    Pipeline pipelined() {
        limit();
        try {
            ask();
        } catch (JedisConnectionException e) {
            throw failed(e);
        }
        return new Pipeline(connection) {
            @Override
            public void sync() {
                limit();
                try {
                    super.sync();
                } catch (JedisConnectionException e) {
                    throw failed(e);
                }
                gate.answered();
            }
        };
    }

    private void ask() {
        if (asking) {
            Object unused = connection.executeCommand(Protocol.Command.ASKING);
        }
    }

    private void limit() {
        int left = CallScope.millisLeft(timeout == 0 ? Integer.MAX_VALUE : timeout);
        if (left <= 0) {
            SocketTimeoutException spent = new SocketTimeoutException("the budget is spent");
            spent.initCause(new CancellationException("the budget is spent"));
            throw new JedisConnectionException(spent);
        }
        connection.setSoTimeout(left);
        CallScope call = CallScope.current();
        if (call != null) {
            call.writing();
        }
    }

    private JedisConnectionException failed(JedisConnectionException failure) {
        if (isCut()) {
            // It has begun to answer, or to read: the breaker counts it, and others may dial as ever.
            return tooSlow("no whole answer in time", failure);
        } else if (failure.getCause() instanceof SocketTimeoutException) {
            gate.failed("no answer in time");
            return tooSlow("no answer in time", failure);
        }
        return failure;
    }

    private static JedisConnectionException tooSlow(String how, JedisConnectionException failure) {
        SocketTimeoutException cause = new SocketTimeoutException(how);
        cause.initCause(failure);
        return new JedisConnectionException(how, cause);
    }

    boolean isOverdue(long now) {
        return now - deadline >= 0;
    }

    private synchronized boolean isCut() {
        return cut;
    }

    /** Closes the connection below whoever uses it; does nothing once it was returned, since it is another's then. */
    synchronized void cut() {
        if (!returned) {
            cut = true;
            disconnect();
        }
    }

    /** Ends the use, and returns whether the connection is of use to others. Its time-out is the application's own again. */
    synchronized boolean end() {
        returned = true;
        if (!connection.isBroken()) {
            connection.setSoTimeout(timeout);
        }
        return !connection.isBroken();
    }

    /** Closes the socket of a connection that broke, without waiting for what it has not sent. */
    void disconnect() {
        try {
            connection.forceDisconnect();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }
}
