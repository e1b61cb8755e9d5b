// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import io.github.cachex.spi.ConfigKey;
import java.util.List;

/** The keys of the configuration. */
final class JdbcKeys {
    private static final String PREFIX = "cachex.backend.jdbc.";

    static final ConfigKey DATASOURCE = ConfigKey.of(
            PREFIX + "datasource", "", "The JNDI name of the DataSource, which stands outside of transactions.");
    static final ConfigKey URL = ConfigKey.secret(
            PREFIX + "url",
            "The address of the database for JDBC, where there is no DataSource; wants HikariCP on the class path.");
    static final ConfigKey USER = ConfigKey.of(PREFIX + "user", "", "The user of the database at that address.");
    static final ConfigKey PASSWORD = ConfigKey.secret(PREFIX + "password", "The user's password.");
    static final ConfigKey TABLE = ConfigKey.of(
            PREFIX + "table", "cachex_entry", "The table, with its schema where that is not the user's own.");
    static final ConfigKey CREATE_TABLE = ConfigKey.of(
            PREFIX + "create-table", "false", "Whether the table is made at the start where it is missing.");
    static final ConfigKey DATABASE = ConfigKey.of(
            PREFIX + "database",
            "",
            "What it is: postgresql, mariadb, h2 or other; asked of the database, which has to answer at the start then.");
    static final ConfigKey POOL_MAX =
            ConfigKey.of(PREFIX + "pool.max", "16", "How many statements are under way at once at most.");
    static final ConfigKey SWEEP =
            ConfigKey.of(PREFIX + "sweep", "1m", "How often entries whose time is over are deleted.");

    private JdbcKeys() {}

    static List<ConfigKey> all() {
        return List.of(DATASOURCE, URL, USER, PASSWORD, TABLE, CREATE_TABLE, DATABASE, POOL_MAX, SWEEP);
    }
}
