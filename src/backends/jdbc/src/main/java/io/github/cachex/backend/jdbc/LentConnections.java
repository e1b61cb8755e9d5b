// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Those of the application's own pool, which stays its own to close. Thread-safe.
 *
 * @param source where they come from
 */
record LentConnections(DataSource source) implements Connections {
    @Override
    public Connection borrow() throws SQLException {
        return source.getConnection();
    }

    @Override
    public void close() {
        // It is the application's.
    }
}
