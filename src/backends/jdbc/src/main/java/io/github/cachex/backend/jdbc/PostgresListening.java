// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import io.github.cachex.backend.cas.TellingStore.Listener;
import io.github.cachex.backend.cas.TellingStore.Listening;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a channel of PostgreSQL on a connection and a thread of its own, and connects again where that breaks. The driver is the
 * application's, and may be visible to its server alone: so it is called by reflection. Thread-safe.
 */
final class PostgresListening implements Listening {
    /** What is to be done beside listening waits for no longer. */
    private static final int POLL_MILLIS = 20;

    private static final int LONGEST_SILENCE_MILLIS = 5_000;
    /** A server that hangs keeps nobody from closing. */
    private static final long LONGEST_END_MILLIS = 1_000;

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_PAUSE = Duration.ofSeconds(2).toNanos();

    private final SqlCalls calls;
    private final String channel;
    private final Listener listener;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean isBeatWanted;
    private volatile boolean closed;

    PostgresListening(SqlCalls calls, String channel, Listener listener) {
        this.calls = calls;
        this.channel = channel;
        this.listener = listener;
        this.thread = new Thread(this::listen, "cachex-jdbc-listen");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void listen() {
        long pause = SHORTEST_PAUSE;
        while (!closed) {
            boolean wasHeard = false;
            try (Connection own = calls.borrow()) {
                own.setAutoCommit(true);
                own.setNetworkTimeout(Runnable::run, LONGEST_SILENCE_MILLIS);
                Notifications notifications = Notifications.of(own);
                try (Statement statement = own.createStatement()) {
                    statement.execute("LISTEN " + channel);
                    listener.connected();
                    wasHeard = true;
                    pause = SHORTEST_PAUSE;
                    while (!closed) {
                        once(notifications, statement);
                    }
                    statement.execute("UNLISTEN *");
                }
            } catch (SQLException | RuntimeException | LinkageError e) {
                // It is tried again; once closed, the driver may be gone with its class loader.
            }
            if (wasHeard && !closed) {
                listener.disconnected();
            }
            if (!closed) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause / 2, pause));
                pause = Math.min(2 * pause, LONGEST_PAUSE);
            }
        }
    }

    private void once(Notifications notifications, Statement statement) throws SQLException {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        if (isBeatWanted) {
            isBeatWanted = false;
            long sentAt = System.nanoTime();
            statement.execute("SELECT 1");
            tell(notifications.get(0));
            listener.alive(sentAt);
        } else {
            tell(notifications.get(POLL_MILLIS));
        }
    }

    private void tell(String[] messages) {
        for (String message : messages) {
            listener.told(message);
        }
    }

    /** The driver's way to tell what has come. */
    private record Notifications(Object driver, Method get, Method parameter) {
        static Notifications of(Connection connection) throws SQLException {
            try {
                ClassLoader loader = loader(connection);
                Class<?> type = Class.forName("org.postgresql.PGConnection", false, loader);
                Class<?> notification = Class.forName("org.postgresql.PGNotification", false, loader);
                return new Notifications(
                        connection.unwrap(type),
                        type.getMethod("getNotifications", int.class),
                        notification.getMethod("getParameter"));
            } catch (ReflectiveOperationException e) {
                throw new SQLException("this is not PostgreSQL's own driver", e);
            }
        }

        /** A pool may stand in a class loader that does not see the driver, and wrap what the driver made. */
        private static ClassLoader loader(Connection connection) throws SQLException {
            Object made = connection.isWrapperFor(Connection.class) ? connection.unwrap(Connection.class) : connection;
            Object last = made.getClass().getName().startsWith("org.postgresql.") ? made : connection.getMetaData();
            return last.getClass().getClassLoader();
        }

        /** Returns what has come, or comes within {@code millis}; of 0 waits for nothing. */
        String[] get(int millis) throws SQLException {
            try {
                Object came = millis == 0 ? getNow() : get.invoke(driver, millis);
                Object[] all = came == null ? new Object[0] : (Object[]) came;
                String[] texts = new String[all.length];
                for (int i = 0; i < texts.length; i++) {
                    texts[i] = (String) parameter.invoke(all[i]);
                }
                return texts;
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new SQLException(e);
            }
        }

        private @Nullable Object getNow() throws ReflectiveOperationException {
            return get.getDeclaringClass().getMethod("getNotifications").invoke(driver);
        }
    }

    @Override
    public void run(Runnable task) {
        if (!closed) {
            tasks.add(task);
        }
    }

    @Override
    public void beat() {
        isBeatWanted = true;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        if (Thread.currentThread() != thread) {
            try {
                thread.join(LONGEST_END_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
