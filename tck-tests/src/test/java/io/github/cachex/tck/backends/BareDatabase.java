// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A table of a database through a pool. */
final class BareDatabase implements BareClient {
    private final HikariDataSource pool;
    private final String delete;

    BareDatabase(SharedStore store) throws SQLException {
        pool = CountedTrips.pool(store.settings());
        boolean isPostgres = store.kind() == SharedStore.Kind.POSTGRESQL;
        String bytes = isPostgres ? "bytea" : "blob";
        delete = isPostgres
                ? "WITH done AS (DELETE FROM bare_entry WHERE id = ? RETURNING id)"
                        + " SELECT pg_notify('bare', id) FROM done"
                : "DELETE FROM bare_entry WHERE id = ?";
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE " + (isPostgres ? "UNLOGGED " : "")
                    + "TABLE bare_entry (id varchar(200) PRIMARY KEY, version bigint, body " + bytes + ")");
        }
    }

    @Override
    public Optional<byte[]> read(String key) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT version, body FROM bare_entry WHERE id = ?")) {
            statement.setString(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(2)) : Optional.empty();
            }
        }
    }

    @Override
    public void insert(String key, byte[] bytes) throws SQLException {
        change("INSERT INTO bare_entry (body, id, version) VALUES (?, ?, 1)", key, bytes);
    }

    @Override
    public void replace(String key, byte[] bytes) throws SQLException {
        change("UPDATE bare_entry SET body = ?, version = 2 WHERE id = ? AND version = 1", key, bytes);
    }

    private void change(String sql, String key, byte[] bytes) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, bytes);
            statement.setString(2, key);
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException(sql + " changed nothing");
            }
        }
    }

    @Override
    public void delete(String key) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setString(1, key);
            statement.execute();
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
