// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import io.github.cachex.backend.cas.ListingStore;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Records as rows of a table, by statements that every database knows. Thread-safe. */
class JdbcStore implements ListingStore {
    /** What is larger was written by nobody here. */
    private static final int LARGEST_BODY = 64 << 20;

    private static final int AT_ONCE = 100;
    private static final int SWEPT_AT_ONCE = 1_000;
    private static final String DUPLICATE = "23";

    final SqlCalls calls;
    final String table;
    private final Examination examination;
    private final Dialect dialect;
    private final String body;
    private volatile Optional<Sweeper> sweeper = Optional.empty();

    JdbcStore(SqlCalls calls, Examination examination, Dialect dialect) {
        this.calls = calls;
        this.examination = examination;
        this.dialect = dialect;
        this.table = examination.table();
        this.body = "version, CASE WHEN octet_length(body) <= " + LARGEST_BODY + " THEN body END";
    }

    @Override
    public Optional<Versioned> get(String name, CallBudget budget) {
        byte[] id = RowKey.id(name);
        return calls.call("get", name, false, budget, connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT " + body + " FROM " + table + " WHERE id = ?")) {
                statement.setBytes(1, id);
                try (ResultSet found = statement.executeQuery()) {
                    return found.next() ? Optional.of(versioned(found, 1)) : Optional.empty();
                }
            }
        });
    }

    static Versioned versioned(ResultSet row, int column) throws SQLException {
        long version = row.getLong(column);
        byte @Nullable [] bytes = row.getBytes(column + 1);
        return new Versioned(version, bytes == null ? new byte[0] : bytes);
    }

    @Override
    public Map<String, Versioned> getAll(Collection<String> names, CallBudget budget) {
        Map<String, Versioned> found = new HashMap<>();
        List<String> all = List.copyOf(names);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            found.putAll(some(all.subList(from, Math.min(all.size(), from + AT_ONCE)), budget));
        }
        return found;
    }

    private Map<String, Versioned> some(List<String> names, CallBudget budget) {
        // Always as many, so that the database plans it once.
        String marks = "?,".repeat(AT_ONCE - 1) + "?";
        return calls.call("get", names.get(0), false, budget, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT " + body + ", name FROM " + table + " WHERE id IN (" + marks + ")")) {
                for (int i = 0; i < AT_ONCE; i++) {
                    statement.setBytes(i + 1, RowKey.id(names.get(Math.min(i, names.size() - 1))));
                }
                Map<String, Versioned> found = new HashMap<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.put(name(rows, 3), versioned(rows, 1));
                    }
                }
                return found;
            }
        });
    }

    private String name(ResultSet row, int column) throws SQLException {
        return dialect.isNameText() ? row.getString(column) : new String(row.getBytes(column), StandardCharsets.UTF_8);
    }

    final void setName(PreparedStatement statement, int index, String name) throws SQLException {
        if (dialect.isNameText()) {
            statement.setString(index, name);
        } else {
            statement.setBytes(index, name.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Returns a version that no record has had: as good as certainly, of so many there are. */
    static long newVersion() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    @Override
    public OptionalLong put(String name, long expected, byte[] bytes, long goneAt, CallBudget budget) {
        long version = newVersion();
        boolean done = calls.call(
                "put",
                name,
                true,
                budget,
                connection -> expected == ABSENT
                        ? insert(connection, name, version, bytes, goneAt)
                        : update(connection, name, expected, version, bytes, goneAt));
        return done ? OptionalLong.of(version) : OptionalLong.empty();
    }

    private boolean insert(Connection connection, String name, long version, byte[] bytes, long goneAt)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO " + table + " (id, space, name, version, body, gone_at) VALUES (?, ?, ?, ?, ?, ?)")) {
            setInserted(statement, name, version, bytes, goneAt);
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith(DUPLICATE)) {
                return false;
            }
            throw e;
        }
    }

    final void setInserted(PreparedStatement statement, String name, long version, byte[] bytes, long goneAt)
            throws SQLException {
        RowKey key = RowKey.of(name);
        statement.setBytes(1, key.id());
        statement.setBytes(2, key.space());
        setName(statement, 3, name);
        statement.setLong(4, version);
        statement.setBytes(5, bytes);
        statement.setLong(6, goneAt);
    }

    private boolean update(Connection connection, String name, long expected, long version, byte[] bytes, long goneAt)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE " + table + " SET version = ?, body = ?, gone_at = ? WHERE id = ? AND version = ?")) {
            setUpdated(statement, name, expected, version, bytes, goneAt);
            return statement.executeUpdate() == 1;
        }
    }

    static void setUpdated(
            PreparedStatement statement, String name, long expected, long version, byte[] bytes, long goneAt)
            throws SQLException {
        statement.setLong(1, version);
        statement.setBytes(2, bytes);
        statement.setLong(3, goneAt);
        statement.setBytes(4, RowKey.id(name));
        statement.setLong(5, expected);
    }

    @Override
    public boolean delete(String name, long expected, CallBudget budget) {
        return calls.call("delete", name, true, budget, connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM " + table + " WHERE id = ? AND version = ?")) {
                statement.setBytes(1, RowKey.id(name));
                statement.setLong(2, expected);
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public List<Listed> list(String prefix, Optional<String> after, int most, int head, CallBudget budget) {
        return calls.call("list", prefix, false, budget, connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT name, substring(body, 1, " + head
                    + ") FROM " + table + " WHERE space = ? AND id > ? ORDER BY id" + dialect.limit(most))) {
                statement.setMaxRows(most);
                statement.setBytes(1, RowKey.space(prefix));
                statement.setBytes(2, after.map(RowKey::id).orElseGet(() -> new byte[0]));
                List<Listed> page = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        page.add(new Listed(name(rows, 1), rows.getBytes(2)));
                    }
                }
                return page;
            }
        });
    }

    /** Begins to sweep every {@code period} by {@code clock}. */
    final void startSweeping(Clock clock, Duration period) {
        Sweeper started = new Sweeper(budget -> sweep(clock, budget));
        sweeper = Optional.of(started);
        started.start(period);
    }

    /** Deletes records that are of no more use by {@code clock}, and returns how many. */
    private int sweep(Clock clock, CallBudget budget) {
        long now = clock.millis();
        return calls.call("sweep", table, true, budget, connection -> {
            List<byte[]> ids = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT id FROM " + table + " WHERE gone_at < ?" + dialect.limit(SWEPT_AT_ONCE))) {
                statement.setMaxRows(SWEPT_AT_ONCE);
                statement.setLong(1, now);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getBytes(1));
                    }
                }
            }
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM " + table + " WHERE id = ? AND gone_at < ?")) {
                for (byte[] id : ids) {
                    statement.setBytes(1, id);
                    statement.setLong(2, now);
                    statement.executeUpdate();
                }
            }
            return ids.size();
        });
    }

    @Override
    public long largestRecord() {
        return LARGEST_BODY;
    }

    @Override
    public Optional<String> contact(CallBudget budget) {
        examination.look(budget).mistake().ifPresent(mistake -> {
            throw new CacheBackendException(
                    SqlCalls.TYPE,
                    "contact",
                    table,
                    JdbcKeys.TABLE.name() + "=" + table + " " + mistake.problem() + "; " + mistake.remedy(),
                    null);
        });
        return Optional.of(calls.call("contact", table, false, budget, JdbcStore::who));
    }

    /** Returns which database it is, without what an address may say of credentials. */
    static String who(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String url = String.valueOf(data.getURL()).split("[?;]", 2)[0].replaceAll("//[^/@]*@", "//");
        return data.getDatabaseProductName() + " at " + url + ", version " + data.getDatabaseProductVersion();
    }

    @Override
    public void close() {
        sweeper.ifPresent(Sweeper::close);
        calls.close();
    }
}
