// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.backend.redis.ConnectGate.NotDialled;
import io.github.cachex.spi.LineLogger;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.Pool;

/**
 * Lends the connections of the application's pool, within its limits, to calls of which none waits longer than its budget lasts.
 * What cannot be interrupted is left to threads of ours: a pool dials, and asks a connection whether it lives, in the thread that
 * borrows, and a pool that takes back a broken connection dials the next in the same call. Thread-safe.
 */
final class PoolLender implements AutoCloseable {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");
    /** Dials under way at once; who comes later waits for one of them, or leaves with its budget. */
    private static final int DIALS = 4;
    /**
     * A pool dials anew in the thread that returns a broken connection; if it waits without end and is full of dials, that thread
     * spins meanwhile (commons-pool 2.13).
     */
    private static final int RETURNS = 2;
    /** Who waited for so long without a connection learned something of the other side. */
    private static final Duration DIAL_PATIENCE = Duration.ofMillis(250);

    private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(1);

    private final PoolSource pools;
    private final ConnectGate gate;
    private final HelperThreads dialling = new HelperThreads("cachex-redis-dial", DIALS);
    private final HelperThreads returning = new HelperThreads("cachex-redis-return", RETURNS);
    private final HelperThreads cutting = new HelperThreads("cachex-redis-cut", RETURNS);
    private final OverdueWatch watch = new OverdueWatch(cutting);
    private final AtomicInteger borrowing = new AtomicInteger();

    /** Creates one that borrows from the pool that {@code pools} has at the time. */
    PoolLender(PoolSource pools, ConnectGate gate) {
        this.pools = pools;
        this.gate = gate;
    }

    /**
     * Returns a connection for the current call, which has to be {@linkplain #takeBack taken back}; with {@code asking}, for keys
     * that are about to come to its node of a cluster.
     */
    LentConnection lend(boolean asking) {
        Pool<Connection> pool = pools.get();
        long left = CallScope.nanosLeft(LONGEST_NANOS);
        LentConnection lent = new LentConnection(pool, borrow(pool, left), gate, asking);
        watch.watch(lent);
        return lent;
    }

    private Connection borrow(Pool<Connection> pool, long left) {
        int together = borrowing.incrementAndGet();
        try {
            if (isWithoutADial(pool, together)) {
                return taken(pool, left);
            }
        } finally {
            borrowing.decrementAndGet();
        }
        gate.pass();
        Loan loan = new Loan(pool, left);
        dialling.execute(loan);
        return loan.await(left);
    }

    /** Returns whether the pool has a connection for each of those who borrow, or has given all that it may have. */
    private static boolean isWithoutADial(Pool<Connection> pool, int together) {
        int idle = pool.getNumIdle();
        return !pool.getTestOnBorrow() && (idle >= together || isExhausted(pool));
    }

    private static boolean isExhausted(Pool<Connection> pool) {
        return pool.getMaxTotal() >= 0 && pool.getNumActive() + pool.getNumIdle() >= pool.getMaxTotal();
    }

    /** Borrows on this thread, waiting no longer than the application's pool lets anybody wait. */
    private static Connection taken(Pool<Connection> pool, long left) {
        Duration own = pool.getMaxWaitDuration();
        Duration most = Duration.ofNanos(Math.max(left, 0));
        try {
            return pool.borrowObject(own.isNegative() || own.compareTo(most) > 0 ? most : own);
        } catch (NoSuchElementException e) {
            throw noneFree();
        } catch (JedisException e) {
            throw e;
        } catch (Exception e) {
            throw new JedisException("no connection could be had from the client's pool", e);
        }
    }

    /** Jedis says that it failed; why, its cause says, or what it has suppressed. */
    private static String reason(JedisConnectionException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause.getSuppressed().length > 0) {
            cause = cause.getSuppressed()[0];
        }
        return (cause instanceof UnknownHostException ? "unknown host: " : "cannot connect: ") + cause.getMessage();
    }

    private static NotDialled noneFree() {
        return new NotDialled("no connection of the client's pool was free in time; raise its maxTotal"
                + " (ConnectionPoolConfig.setMaxTotal) if this lasts");
    }

    /** Takes back what was lent. */
    void takeBack(LentConnection lent) {
        watch.release(lent);
        Pool<Connection> pool = lent.pool();
        boolean sound = lent.end();
        if (sound && !pool.getTestOnReturn()) {
            giveBack(pool, lent.connection());
        } else if (sound) {
            returning.execute(() -> giveBack(pool, lent.connection()));
        } else {
            returning.execute(() -> {
                lent.disconnect();
                giveUp(pool, lent.connection());
            });
        }
    }

    private static void giveBack(Pool<Connection> pool, Connection connection) {
        try {
            pool.returnResource(connection);
        } catch (RuntimeException e) {
            LOG.debug("the client's pool did not take a connection back", e);
        }
    }

    private static void giveUp(Pool<Connection> pool, Connection connection) {
        try {
            pool.returnBrokenResource(connection);
        } catch (RuntimeException e) {
            // It dials for those who wait, and fails with that.
            LOG.debug("the client's pool did not replace a broken connection", e);
        }
    }

    /** Closes connections that lie idle. */
    void dropIdle() {
        try {
            pools.get().clear();
        } catch (RuntimeException e) {
            LOG.debug("the client's pool was not cleared", e);
        }
    }

    /** Ends the threads; one that dials ends when the client's own time-outs are over. */
    @Override
    public void close() {
        watch.close();
        dialling.stop();
        cutting.close();
        returning.close();
    }

    /** A connection that is borrowed on another thread for a caller who may leave before. */
    private final class Loan implements Runnable {
        private final Pool<Connection> pool;
        private final long end;
        private final CompletableFuture<Connection> result = new CompletableFuture<>();

        Loan(Pool<Connection> pool, long left) {
            this.pool = pool;
            this.end = System.nanoTime() + left;
        }

        @Override
        public void run() {
            if (result.isDone()) {
                return;
            }
            try {
                long before = pool.getCreatedCount();
                Connection made = taken(pool, end - System.nanoTime());
                if (pool.getCreatedCount() > before) {
                    gate.answered();
                }
                if (!result.complete(made)) {
                    giveBack(pool, made);
                }
            } catch (NotDialled e) {
                result.completeExceptionally(e);
            } catch (JedisConnectionException e) {
                String why = reason(e);
                gate.failed(why);
                result.completeExceptionally(new NotDialled(why, e));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }

        Connection await(long left) {
            boolean interrupted = false;
            try {
                return result.get(left, TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                throw thrown(e.getCause());
            } catch (TimeoutException e) {
                return leave(left);
            } catch (InterruptedException e) {
                if (result.cancel(false)) {
                    dialling.remove(this);
                    gate.leave();
                    throw new JedisException("interrupted while waiting for a connection", e);
                }
                interrupted = true;
                return made();
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private Connection leave(long waited) {
            if (!result.cancel(false)) {
                return made();
            }
            dialling.remove(this);
            if (isExhausted(pool)) {
                gate.leave();
                throw noneFree();
            }
            String problem = "cannot connect: no connection of the client was ready in time";
            if (waited < DIAL_PATIENCE.toNanos()) {
                // The caller's time was short: that is nothing to other callers.
                gate.leave();
                throw new NotDialled(problem, new CancellationException(problem));
            }
            gate.failed(problem);
            throw new NotDialled(problem);
        }

        /** Returns what came at the last moment. */
        private Connection made() {
            try {
                return result.join();
            } catch (CompletionException e) {
                throw thrown(e.getCause());
            }
        }

        private RuntimeException thrown(@Nullable Throwable cause) {
            if (cause instanceof RuntimeException failure) {
                return failure;
            }
            return new JedisException("no connection could be had from the client's pool", cause);
        }
    }
}
