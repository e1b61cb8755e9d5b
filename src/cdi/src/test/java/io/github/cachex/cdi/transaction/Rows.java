// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.transaction;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.XAConnection;
import org.h2.jdbcx.JdbcDataSource;

/** A table of texts in a database that takes part in transactions. */
final class Rows implements AutoCloseable {
    private final JdbcDataSource source = new JdbcDataSource();
    private final Connection keeper;

    Rows() throws SQLException {
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID());
        keeper = source.getConnection();
        keeper.createStatement().execute("create table texts (id varchar primary key, text varchar)");
    }

    void write(String id, String text) {
        inTransaction(connection -> {
            try (PreparedStatement merge = connection.prepareStatement("merge into texts values (?, ?)")) {
                merge.setString(1, id);
                merge.setString(2, text);
                return merge.executeUpdate();
            }
        });
    }

    String read(String id) {
        return inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select text from texts where id = ?")) {
                select.setString(1, id);
                ResultSet found = select.executeQuery();
                return found.next() ? found.getString(1) : null;
            }
        });
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) {
        try {
            if (Jta.manager().getStatus() == Status.STATUS_NO_TRANSACTION) {
                try (Connection own = source.getConnection()) {
                    return work.with(own);
                }
            }
            return work.with(joined());
        } catch (SQLException | SystemException | RollbackException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection joined() throws SQLException, SystemException, RollbackException {
        if (Jta.registry().getResource(this) instanceof Connection known) {
            return known;
        }
        XAConnection joining = source.getXAConnection();
        Connection connection = joining.getConnection();
        Jta.manager().getTransaction().enlistResource(joining.getXAResource());
        Jta.registry().putResource(this, connection);
        Jta.registry().registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                try {
                    joining.close();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        return connection;
    }

    @Override
    public void close() throws SQLException {
        keeper.close();
    }
}
