// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import io.github.cachex.CacheHandler;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * What can be wrong with a table of a database. That no statement belongs to a transaction of the application is the backend's own, and
 * tested there.
 *
 * @param kind which database it is
 * @param right settings that are as they should be
 */
record JdbcMistakes(SharedStore.Kind kind, Map<String, String> right) implements Mistakes {
    private static final String PREFIX = "cachex.backend.jdbc.";
    private static final String TABLE = PREFIX + "table";
    private static final String CREATE = PREFIX + "create-table";
    private static final String PASSWORD = "of-reader";

    /** Makes tables in {@code store}: a right one, one of another format, and one that is another's; and a user who may only read. */
    static JdbcMistakes in(SharedStore store) throws SQLException {
        JdbcMistakes mistakes = new JdbcMistakes(store.kind(), store.settings());
        for (String table : List.of("right_entry", "new_entry")) {
            CacheHandler.builder()
                    .name("tables")
                    .properties(mistakes.with(mistakes.right, TABLE, table))
                    .build()
                    .close();
        }
        mistakes.sql(
                "UPDATE new_entry SET version = 7",
                "CREATE TABLE foreign_entry (a int)",
                mistakes.user(),
                "GRANT SELECT ON right_entry TO " + mistakes.reader());
        return mistakes;
    }

    private String reader() {
        return kind == SharedStore.Kind.MARIADB ? "reader@'%'" : "reader";
    }

    private String user() {
        return switch (kind) {
            case MARIADB -> "CREATE USER " + reader() + " IDENTIFIED BY '" + PASSWORD + "'";
            case POSTGRESQL -> "CREATE USER " + reader();
            default -> "CREATE USER " + reader() + " PASSWORD '" + PASSWORD + "'";
        };
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        right.get(PREFIX + "url"),
                        right.get(PREFIX + "user"),
                        right.getOrDefault(PREFIX + "password", ""));
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    private Map<String, String> table(String name) {
        return with(with(right, TABLE, name), CREATE, "false");
    }

    private Map<String, String> asReader() {
        return with(with(table("right_entry"), PREFIX + "user", "reader"), PREFIX + "password", PASSWORD);
    }

    @Override
    public List<Mistake> all() {
        String another = kind == SharedStore.Kind.H2 ? "mariadb" : "h2";
        return List.of(
                new Mistake("no name", table("a b"), TABLE + "=a b", "is no name of a table", "app.cachex_entry"),
                new Mistake("no table", table("missing"), TABLE + "=missing", "cannot be read", "create-table=true"),
                new Mistake("foreign", table("foreign_entry"), TABLE, "cannot be read", "cachex schema"),
                new Mistake("other format", table("new_entry"), TABLE, "has format 7", "name another table"),
                new Mistake("no rights", asReader(), TABLE, "cannot be written", "insert, update and delete"),
                new Mistake(
                        "two addresses",
                        with(right, PREFIX + "datasource", "java:/x"),
                        PREFIX + "datasource=java:/x",
                        "stands beside " + PREFIX + "url",
                        "keep one of them"),
                new Mistake(
                        "another database",
                        with(table("right_entry"), PREFIX + "database", another),
                        PREFIX + "database=" + another,
                        "is not what answers",
                        ""),
                new Mistake(
                        "no driver",
                        with(right, PREFIX + "url", "jdbc:none:x"),
                        PREFIX + "url",
                        "",
                        "add the database's JDBC driver"));
    }
}
