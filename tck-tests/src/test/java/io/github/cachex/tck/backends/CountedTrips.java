// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.cachex.CacheHandler;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.tck.process.OpenBackend;
import io.github.cachex.testkit.redis.ServedPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * The way to a store, on which trips are counted: of a database the statements that are executed, of others how often a client speaks after
 * it was answered.
 */
final class CountedTrips implements AutoCloseable {
    private final AtomicInteger trips = new AtomicInteger();
    private final SharedStore store;
    private AutoCloseable way = () -> {};

    CountedTrips(SharedStore store) {
        this.store = store;
    }

    /** Returns how many there were until now. */
    int count() {
        return trips.get();
    }

    /** Lets {@code builder} go this way. */
    CacheHandler.Builder lead(CacheHandler.Builder builder) {
        if (store.kind().type().equals("jdbc")) {
            HikariDataSource pool = pool(store.settings());
            CacheBackend backend = OpenBackend.of(
                    "jdbc",
                    Map.of("cachex.backend.jdbc.create-table", "true"),
                    Optional.of(counted(DataSource.class, pool)));
            way = () -> {
                backend.close();
                pool.close();
            };
            return builder.backend(backend);
        }
        try {
            ServedPort port = ServedPort.open(this::serve);
            way = port;
            return builder.properties(store.settings(port.number()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a pool of connections to the database that {@code settings} lead to. */
    static HikariDataSource pool(Map<String, String> settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.get("cachex.backend.jdbc.url"));
        config.setUsername(settings.get("cachex.backend.jdbc.user"));
        config.setPassword(settings.getOrDefault("cachex.backend.jdbc.password", ""));
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    /** Counts what is executed by {@code delegate}, or by what it gives. */
    private <T> T counted(Class<T> type, T delegate) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader() == null ? getClass().getClassLoader() : type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> {
                    if (method.getName().startsWith("execute")) {
                        trips.incrementAndGet();
                    }
                    try {
                        Object answer = method.invoke(delegate, arguments);
                        if (answer instanceof Connection connection && type == DataSource.class) {
                            return counted(Connection.class, connection);
                        }
                        if (answer instanceof PreparedStatement statement) {
                            return counted(PreparedStatement.class, statement);
                        }
                        return answer instanceof Statement statement ? counted(Statement.class, statement) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void serve(ServedPort port, Socket client) throws IOException {
        Socket server = port.dial(store.port());
        AtomicBoolean isAnswered = new AtomicBoolean(true);
        port.start(() -> pass(client, server, () -> {
            if (isAnswered.getAndSet(false)) {
                trips.incrementAndGet();
            }
        }));
        port.start(() -> pass(server, client, () -> isAnswered.set(true)));
    }

    private static void pass(Socket from, Socket to, Runnable noted) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                noted.run();
                to.getOutputStream().write(buffer, 0, read);
            }
        }
    }

    @Override
    public void close() {
        try {
            way.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
