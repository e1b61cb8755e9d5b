// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** A pool of HikariCP's, which connects when it is first asked. Thread-safe. */
final class OwnPool implements Connections {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final HikariDataSource pool;

    OwnPool(String url, Optional<String> user, Optional<String> password, int most) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("cachex-jdbc");
        config.setJdbcUrl(url);
        hiddenDriver(url).ifPresent(config::setDriverClassName);
        user.ifPresent(config::setUsername);
        password.ifPresent(config::setPassword);
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        // A database that is down keeps no application from starting.
        config.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(config);
    }

    /**
     * Returns the class of the driver for {@code url} where the application sees one and this module does not, which then stands in a class
     * loader above: the DriverManager does not hand that out here.
     */
    private static Optional<String> hiddenDriver(String url) {
        try {
            var unused = DriverManager.getDriver(url);
            return Optional.empty();
        } catch (SQLException e) {
            return ServiceLoader.load(Driver.class).stream()
                    .filter(provider -> takes(provider, url))
                    .map(provider -> provider.type().getName())
                    .findFirst();
        }
    }

    private static boolean takes(ServiceLoader.Provider<Driver> provider, String url) {
        try {
            return provider.get().acceptsURL(url);
        } catch (SQLException | ServiceConfigurationError e) {
            return false; // another may
        }
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
