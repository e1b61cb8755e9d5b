// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.testkit.BackendSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What an application server does with a DataSource that it manages: a thread in a transaction has one connection until its end. */
class ApplicationTransactionTest {
    private static final CallBudget BUDGET = CallBudget.of(Duration.ofMinutes(1));
    private static final EntryKey KEY = new EntryKey("tck:1", "transactions", "key");

    private final JdbcDataSource database = new JdbcDataSource();
    private final ThreadLocal<Connection> bound = new ThreadLocal<>();

    ApplicationTransactionTest() {
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        database.setUser("sa");
    }

    private DataSource managed() {
        return (DataSource) proxy(DataSource.class, database);
    }

    private Object proxy(Class<?> type, Object delegate) {
        return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            Connection mine = bound.get();
            if (mine != null && method.getName().equals("getConnection")) {
                return proxy(Connection.class, mine);
            }
            if (mine != null && List.of("close", "setAutoCommit").contains(method.getName())) {
                return null; // not before the transaction ends
            }
            try {
                return method.invoke(delegate, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private void begin() throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        bound.set(connection);
    }

    private void rollback() throws SQLException {
        try (Connection connection = bound.get()) {
            connection.rollback();
        } finally {
            bound.remove();
        }
    }

    private static NewEntry entry(long id) {
        return new NewEntry(id, new byte[] {1}, Lifetime.of(Duration.ofHours(1)));
    }

    @Test
    void changesInATransaction_areNotTakenBackWithIt() throws SQLException {
        try (CacheBackend backend = new JdbcBackendFactory()
                .create(BackendSettings.of("jdbc", "create-table", "true").client(managed()))) {
            EntryKey other = new EntryKey("tck:1", "transactions", "other");
            backend.write(KEY, entry(1), BUDGET);
            begin();
            backend.invalidate(List.of(KEY), BUDGET);
            backend.write(other, entry(2), BUDGET);
            rollback();
            assertThat(backend.read(KEY, BUDGET)).isEmpty();
            assertThat(backend.read(other, BUDGET)).isPresent();
        }
    }
}
