// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import io.github.cachex.backend.cas.TellingStore;
import io.github.cachex.spi.CallBudget;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records of PostgreSQL: a change and its message are one statement, and the server tells its time with each record. Thread-safe. */
final class PostgresStore extends JdbcStore implements TellingStore {
    /** A payload has less than 8,000 bytes. */
    private static final int LONGEST_MESSAGE = 7_900;

    private static final int CHANNEL_LENGTH = 16;
    private static final String NOW = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";

    private final ServerClock clock;
    private final String channel;
    private final List<PostgresListening> listeners = new CopyOnWriteArrayList<>();
    private final String get;
    private final String insert;
    private final String update;
    private final String delete;

    PostgresStore(SqlCalls calls, Examination examination, String namespace, ServerClock clock) {
        super(calls, examination, Dialect.POSTGRESQL);
        this.clock = clock;
        this.channel = "cachex_"
                + HexFormat.of().formatHex(RowKey.id(table + " " + namespace)).substring(0, CHANNEL_LENGTH);
        this.get = "SELECT " + NOW + ", e.version, CASE WHEN octet_length(e.body) <= " + largestRecord()
                + " THEN e.body END FROM (SELECT 1) one LEFT JOIN " + table + " e ON e.id = ?";
        this.insert = "INSERT INTO " + table + " (id, space, name, version, body, gone_at) VALUES (?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (id) DO NOTHING RETURNING version";
        this.update = "UPDATE " + table + " SET version = ?, body = ?, gone_at = ? WHERE id = ? AND version = ?"
                + " RETURNING version";
        this.delete = "DELETE FROM " + table + " WHERE id = ? AND version = ? RETURNING version";
    }

    @Override
    public Optional<Versioned> get(String name, CallBudget budget) {
        byte[] id = RowKey.id(name);
        return calls.call("get", name, false, budget, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(get)) {
                statement.setBytes(1, id);
                long began = System.nanoTime();
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    clock.told(row.getLong(1), System.nanoTime() - began);
                    row.getLong(2);
                    return row.wasNull() ? Optional.empty() : Optional.of(versioned(row, 2));
                }
            }
        });
    }

    @Override
    public OptionalLong put(String name, long expected, byte[] bytes, long goneAt, CallBudget budget) {
        return put(name, expected, bytes, goneAt, Optional.empty(), budget);
    }

    @Override
    public OptionalLong put(String name, long expected, byte[] bytes, long goneAt, String message, CallBudget budget) {
        return put(name, expected, bytes, goneAt, Optional.of(message), budget);
    }

    private OptionalLong put(
            String name, long expected, byte[] bytes, long goneAt, Optional<String> message, CallBudget budget) {
        long version = newVersion();
        boolean done = calls.call("put", name, true, budget, connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(telling(expected == ABSENT ? insert : update, message))) {
                if (expected == ABSENT) {
                    setInserted(statement, name, version, bytes, goneAt);
                } else {
                    setUpdated(statement, name, expected, version, bytes, goneAt);
                }
                return isDone(statement, expected == ABSENT ? 6 : 5, message);
            }
        });
        return done ? OptionalLong.of(version) : OptionalLong.empty();
    }

    @Override
    public boolean delete(String name, long expected, CallBudget budget) {
        return delete(name, expected, Optional.empty(), budget);
    }

    @Override
    public boolean delete(String name, long expected, String message, CallBudget budget) {
        return delete(name, expected, Optional.of(message), budget);
    }

    private boolean delete(String name, long expected, Optional<String> message, CallBudget budget) {
        return calls.call("delete", name, true, budget, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(telling(delete, message))) {
                statement.setBytes(1, RowKey.id(name));
                statement.setLong(2, expected);
                return isDone(statement, 2, message);
            }
        });
    }

    /** Where nothing is changed, nothing is told. */
    private static String telling(String change, Optional<String> message) {
        return message.isEmpty() ? change : "WITH done AS (" + change + ") SELECT version, pg_notify(?, ?) FROM done";
    }

    private boolean isDone(PreparedStatement statement, int parameters, Optional<String> message) throws SQLException {
        if (message.isPresent()) {
            statement.setString(parameters + 1, channel);
            statement.setString(parameters + 2, message.get());
        }
        try (ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    @Override
    public void tell(String message, CallBudget budget) {
        calls.call("tell", channel, true, budget, connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
                statement.setString(1, channel);
                statement.setString(2, message);
                return statement.execute();
            }
        });
    }

    @Override
    public int longestMessage() {
        return LONGEST_MESSAGE;
    }

    @Override
    public Listening listen(Listener listener) {
        PostgresListening listening = new PostgresListening(calls, channel, listener);
        listeners.add(listening);
        listening.start();
        return listening;
    }

    @Override
    public void close() {
        listeners.forEach(PostgresListening::close);
        super.close();
    }
}
