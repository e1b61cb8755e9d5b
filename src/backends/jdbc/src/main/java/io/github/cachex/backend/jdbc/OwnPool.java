// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** A pool of HikariCP's, which connects when it is first asked. Thread-safe. */
final class OwnPool implements Connections {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final HikariDataSource pool;

    OwnPool(String url, Optional<String> user, Optional<String> password, int most) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("cachex-jdbc");
        config.setJdbcUrl(url);
        user.ifPresent(config::setUsername);
        password.ifPresent(config::setPassword);
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        // A database that is down keeps no application from starting.
        config.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(config);
    }

    @Override
    public Connection borrow() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}
