// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.spi.CallBudget;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Looks at the table before it is used: whether it is there, of this format, and may be written. */
final class Examination {
    private static final long FORMAT = 1;
    private static final byte[] FORMAT_ROW = new byte[32];
    private static final String PROBE = "cachex probe ";

    private final SqlCalls calls;
    private final String table;
    private final boolean isTableMade;

    /**
     * Creates one.
     *
     * @param isTableMade whether a table that is missing is made
     */
    Examination(SqlCalls calls, String table, boolean isTableMade) {
        this.calls = calls;
        this.table = table;
        this.isTableMade = isTableMade;
    }

    String table() {
        return table;
    }

    /**
     * What was found.
     *
     * @param dialect of the database
     * @param mistake what is wrong, in words
     */
    record Found(Dialect dialect, Optional<Mistake> mistake) {}

    /**
     * What is wrong.
     *
     * @param problem what
     * @param remedy what to do
     */
    record Mistake(String problem, String remedy) {}

    /**
     * Returns what was found.
     *
     * @throws io.github.cachex.error.CacheBackendException when the database does not answer
     */
    Found look(CallBudget budget) {
        return calls.call("examine", table, false, budget, connection -> {
            String product = connection.getMetaData().getDatabaseProductName();
            Dialect dialect = Dialect.of(product);
            return new Found(dialect, mistake(connection, dialect, product));
        });
    }

    private Optional<Mistake> mistake(Connection connection, Dialect dialect, String product) throws SQLException {
        Optional<Long> format = Optional.empty();
        Optional<SQLException> failure = Optional.empty();
        try {
            format = format(connection);
            if (format.isEmpty() && dialect == Dialect.POSTGRESQL && isUnlogged(connection)) {
                // It was lost in a crash together with all entries.
                insertFormat(connection, dialect);
                format = format(connection);
            }
        } catch (SQLException e) {
            failure = Optional.of(e);
        }
        if (format.isEmpty() && isTableMade && dialect.hasSchema()) {
            try {
                make(connection, dialect);
                format = format(connection);
                failure = Optional.empty();
            } catch (SQLException e) {
                return Optional.of(
                        new Mistake(
                                "could not be made: " + SqlCalls.said(e),
                                "give the user the right to make tables, or have the table made by the script of this database"));
            }
        }
        if (failure.isPresent()) {
            return Optional.of(
                    new Mistake(
                            "cannot be read in " + product + ": " + SqlCalls.said(failure.get()),
                            dialect.hasSchema()
                                    ? "run the script that makes it, which 'cachex schema' prints, or set "
                                            + JdbcKeys.CREATE_TABLE.name()
                                            + "=true, and let the user read and write it"
                                    : "make it after the script of a database that is known, and let the user read and write it"));
        }
        if (format.isEmpty() || format.get() != FORMAT) {
            return Optional.of(new Mistake(
                    format.isEmpty()
                            ? "has no row that tells its format"
                            : "has format " + format.get() + ", and this release knows " + FORMAT,
                    "name another table, or drop it and make it anew: what it holds can be loaded again"));
        }
        return written(connection);
    }

    private Optional<Long> format(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT version, space, name, body, gone_at FROM " + table + " WHERE id = ?")) {
            statement.setBytes(1, FORMAT_ROW);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    private boolean isUnlogged(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT relpersistence = 'u' FROM pg_class WHERE oid = to_regclass(?)")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The script ends with it. */
    private void insertFormat(Connection connection, Dialect dialect) throws SQLException {
        List<String> statements = dialect.statements(table);
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements.get(statements.size() - 1));
        }
    }

    /** Others may make it at the same time. */
    private void make(Connection connection, Dialect dialect) throws SQLException {
        Optional<SQLException> failure = Optional.empty();
        for (String text : dialect.statements(table)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(text);
            } catch (SQLException e) {
                failure = Optional.of(e);
            }
        }
        if (failure.isPresent() && format(connection).isEmpty()) {
            throw failure.get();
        }
    }

    private Optional<Mistake> written(Connection connection) {
        List<String> changes = List.of(
                "UPDATE " + table + " SET version = version WHERE id = ?", "DELETE FROM " + table + " WHERE id = ?");
        for (String change : changes) {
            try (PreparedStatement statement = connection.prepareStatement(change)) {
                statement.setBytes(1, RowKey.id(PROBE));
                statement.executeUpdate();
            } catch (SQLException e) {
                return Optional.of(new Mistake(
                        "cannot be written: " + SqlCalls.said(e),
                        "give the user the rights to select, insert, update and delete"));
            }
        }
        return Optional.empty();
    }

    /** Returns what is wrong where statements belong to a transaction of the application; needs one who starts transactions. */
    Optional<Mistake> transactions(CasStore store, CallBudget budget) {
        Optional<UserTransaction> transaction = UserTransaction.find();
        if (transaction.isEmpty()) {
            return Optional.empty();
        }
        String name = PROBE + UUID.randomUUID();
        try {
            transaction.get().begin();
            try {
                var unused = store.put(name, CasStore.ABSENT, new byte[0], 0, budget);
                return store.get(name, budget).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Mistake(
                                "takes part in the application's transactions, whose end would take invalidations back",
                                "let its DataSource stand outside of them: jta=\"false\" in WildFly, transactional=\"false\" in"
                                        + " Open Liberty, Non Transactional Connections in Payara"));
            } finally {
                transaction.get().rollback();
            }
        } catch (InvocationTargetException | IllegalAccessException e) {
            // Nobody starts transactions here after all.
            return Optional.empty();
        }
    }
}
