// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What databases differ in. */
public enum Dialect {
    /** Names are text that is ordered by its code points; the server tells the time, and messages. */
    POSTGRESQL("postgresql"),
    /** MySQL too. */
    MARIADB("mariadb"),
    H2("h2"),
    /** Any other that has the table; made by whoever knows it. */
    OTHER("");

    /** The name of the table unless another is wanted. */
    public static final String TABLE = "cachex_entry";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?");

    private final String script;

    Dialect(String script) {
        this.script = script;
    }

    /** Returns the one of the database that calls itself {@code product}. */
    static Dialect of(String product) {
        String name = product.toLowerCase(Locale.ROOT);
        if (name.contains("postgresql")) {
            return POSTGRESQL;
        }
        if (name.contains("mariadb") || name.contains("mysql")) {
            return MARIADB;
        }
        return name.equals("h2") ? H2 : OTHER;
    }

    /** Returns the one called {@code name}, such as {@code postgresql}. */
    public static Optional<Dialect> named(String name) {
        return Arrays.stream(values())
                .filter(one -> !one.script.isEmpty() && one.script.equals(name))
                .findFirst();
    }

    /** Returns whether {@code name} may be the name of the table: with its schema where it has one. */
    public static boolean isTable(String name) {
        return NAME.matcher(name).matches();
    }

    /** Returns the names of those that have a {@link #schema}. */
    public static List<String> names() {
        return Arrays.stream(values())
                .map(one -> one.script)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * Returns the statements that make the table, as one would hand them to the database's own client.
     *
     * @param table its name, with its schema where it has one
     * @throws IllegalStateException when none are known
     */
    public String schema(String table) {
        try (InputStream in = Dialect.class.getResourceAsStream(script + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("no statements are known that make the table in this database");
            }
            String bare = table.substring(table.lastIndexOf('.') + 1);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(TABLE + "_", bare + "\u0000")
                    .replace(TABLE, table)
                    .replace('\u0000', '_');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the statements of {@link #schema}, one by one. */
    List<String> statements(String table) {
        return Arrays.stream(schema(table).replaceAll("(?m)^--.*$", "").split(";", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    boolean hasSchema() {
        return !script.isEmpty();
    }

    /** Returns whether names are stored as text, and not as bytes. */
    boolean isNameText() {
        return this == POSTGRESQL;
    }

    /** Returns what ends a query of which {@code most} rows are wanted. */
    String limit(int most) {
        return this == OTHER ? "" : " LIMIT " + most;
    }
}
