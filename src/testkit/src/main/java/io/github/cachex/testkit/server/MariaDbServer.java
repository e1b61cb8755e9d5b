// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A MariaDB with an empty database {@code cachex} and one user. */
public final class MariaDbServer extends StoreServer {
    private static final String DEBIAN = "mariadb-server-core";
    /** What makes the server's own tables, from the same package; the script that runs them needs another one. */
    private static final String TABLES = "/usr/share/mysql/mysql_system_tables.sql"
            + " /usr/share/mysql/mysql_performance_tables.sql /usr/share/mysql/mysql_system_tables_data.sql";

    private MariaDbServer() {
        super("mariadb", true);
    }

    /** Starts one, with {@code options} such as {@code --max-connections=20}. */
    public static MariaDbServer start(String... options) {
        MariaDbServer server = new MariaDbServer();
        String program = Program.find("mariadbd", DEBIAN).toString();
        Path data = server.folder().resolve("data");
        Path first = server.folder().resolve("first.sql");
        try {
            Files.writeString(
                    first,
                    "CREATE DATABASE IF NOT EXISTS cachex;\n"
                            + "CREATE USER IF NOT EXISTS '" + server.user() + "'@'%' IDENTIFIED BY '"
                            + server.password() + "';\n"
                            + "GRANT ALL ON *.* TO '" + server.user() + "'@'%' WITH GRANT OPTION;\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.run(List.of(
                "sh",
                "-c",
                "mkdir \"$2\" && { echo 'CREATE DATABASE mysql;'; echo 'USE mysql;'; echo 'SET @auth_root_socket=NULL;'; cat "
                        + TABLES + "; } |"
                        + " \"$1\" --no-defaults --bootstrap --datadir=\"$2\" --loose-innodb-flush-log-at-trx-commit=0",
                "sh",
                program,
                data.toString()));
        List<String> command = new ArrayList<>(List.of(
                program,
                "--no-defaults",
                "--datadir=" + data,
                "--port=" + server.port(),
                "--bind-address=127.0.0.1",
                "--socket=" + server.folder().resolve("socket"),
                "--pid-file=" + server.folder().resolve("pid"),
                "--init-file=" + first,
                "--skip-name-resolve",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-buffer-pool-size=64M"));
        command.addAll(List.of(options));
        server.launch(command);
        return server;
    }

    /** Returns the name of the user, which may do everything. */
    public String user() {
        return "cachex";
    }

    /** Returns the password of the user. */
    public String password() {
        return "of-tests";
    }

    /** Returns the address for JDBC, through {@code port}: its own, or one that leads there. */
    public String url(int port) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/cachex?sslMode=disable";
    }

    /** Returns the address for JDBC. */
    public String url() {
        return url(port());
    }
}
