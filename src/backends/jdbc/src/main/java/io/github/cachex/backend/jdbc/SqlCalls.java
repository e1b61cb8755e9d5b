// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Does statements on threads of its own. So nobody waits longer than its budget for a pool or a database that hangs, and no statement
 * belongs to a transaction of the application, which is bound to the application's thread. Thread-safe.
 */
final class SqlCalls implements AutoCloseable {
    static final String TYPE = "jdbc";

    private static final String CONNECTION_EXCEPTION = "08";
    private static final String TRANSACTION_ROLLBACK = "40";
    private static final int ATTEMPTS = 10;

    private final Connections connections;
    private final ThreadPoolExecutor threads;
    /** Ends connections, which may take as long as a driver likes. */
    private final ThreadPoolExecutor endings;

    /**
     * Creates them.
     *
     * @param most how many statements are done at once
     */
    SqlCalls(Connections connections, int most) {
        this.connections = connections;
        this.threads = pool("cachex-jdbc", most);
        this.endings = pool("cachex-jdbc-abort", 4);
    }

    private static ThreadPoolExecutor pool(String name, int most) {
        AtomicInteger made = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name + "-" + made.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Statements on one connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** What is under way on a thread, which its caller may give up. */
    private final class Call<T> {
        private final Work<T> work;
        private @Nullable Connection connection;
        private boolean isGivenUp;

        Call(Work<T> work) {
            this.work = work;
        }

        T run() throws SQLException {
            try (Connection borrowed = connections.borrow()) {
                begin(borrowed);
                if (!borrowed.getAutoCommit()) {
                    borrowed.setAutoCommit(true);
                }
                try {
                    return done(borrowed);
                } finally {
                    end();
                }
            }
        }

        /** A database that takes a statement back, to end a deadlock, has done nothing of it. */
        private T done(Connection borrowed) throws SQLException {
            for (int attempt = 1; ; attempt++) {
                try {
                    return work.on(borrowed);
                } catch (SQLException e) {
                    if (attempt == ATTEMPTS || !isTakenBack(e) || isGivenUp()) {
                        throw e;
                    }
                }
            }
        }

        private synchronized boolean isGivenUp() {
            return isGivenUp;
        }

        private synchronized void begin(Connection borrowed) throws SQLException {
            if (isGivenUp) {
                throw new SQLTransientException("given up");
            }
            connection = borrowed;
        }

        private synchronized void end() {
            connection = null;
        }

        /** Gives it up; returns whether something was sent. */
        synchronized boolean giveUp() {
            isGivenUp = true;
            Connection there = connection;
            if (there == null) {
                return false;
            }
            endings.execute(() -> {
                try {
                    there.abort(endings);
                } catch (SQLException | RuntimeException e) {
                    // It has ended by itself.
                }
            });
            return true;
        }
    }

    /**
     * Does {@code work} within {@code budget}.
     *
     * @param isChange whether it may have been done though no answer comes
     * @throws CacheBackendException when it failed
     */
    <T> T call(String operation, String name, boolean isChange, CallBudget budget, Work<T> work) {
        Call<T> call = new Call<>(work);
        FutureTask<T> task = new FutureTask<>(call::run);
        try {
            threads.execute(task);
            return task.get(budget.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw failure(operation, name, "the backend is closed", false, e);
        } catch (TimeoutException e) {
            threads.remove(task);
            boolean sent = call.giveUp();
            throw failure(
                    operation,
                    name,
                    sent
                            ? "no answer in time: backend-budget is spent"
                            : "no connection in time: backend-budget is spent",
                    sent && isChange,
                    null);
        } catch (InterruptedException e) {
            boolean sent = call.giveUp();
            Thread.currentThread().interrupt();
            throw failure(operation, name, "interrupted", sent && isChange, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw failure(operation, name, isChange, cause == null ? e : cause);
        }
    }

    private static CacheBackendException failure(String operation, String name, boolean isChange, Throwable cause) {
        String said = said(cause);
        if (cause instanceof SQLException sql && !isConnection(sql)) {
            return new CacheBackendException(TYPE, operation, name, said, cause);
        }
        return failure(operation, name, said, isChange, cause);
    }

    private static CacheConnectionException failure(
            String operation, String name, String problem, boolean perhapsApplied, @Nullable Throwable cause) {
        return new CacheConnectionException(TYPE, operation, name, problem, perhapsApplied, cause);
    }

    private static boolean isConnection(SQLException e) {
        return hasState(e, CONNECTION_EXCEPTION)
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || e instanceof SQLTransientException && !isTakenBack(e);
    }

    private static boolean isTakenBack(SQLException e) {
        return hasState(e, TRANSACTION_ROLLBACK);
    }

    private static boolean hasState(SQLException e, String begin) {
        String state = e.getSQLState();
        return state != null && state.startsWith(begin);
    }

    /** In one line: databases say much. */
    static String said(Throwable failure) {
        String message = failure.getMessage();
        String first = message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
        // A pool says that it has no connection, and its cause why.
        return failure instanceof SQLTransientConnectionException && failure.getCause() != null
                ? first + " (" + said(failure.getCause()) + ")"
                : first;
    }

    /** Returns a connection for a longer time, which the borrower closes; may take as long as the pool likes. */
    Connection borrow() throws SQLException {
        return connections.borrow();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        connections.close();
        endings.shutdown();
    }
}
