// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL with an empty database, whose one user needs no password. */
public final class PostgresServer extends StoreServer {
    private static final String DEBIAN = "postgresql";

    private PostgresServer() {
        super("postgresql", true);
    }

    /** Starts one, with {@code settings} such as {@code max_connections=20}. */
    public static PostgresServer start(String... settings) {
        PostgresServer server = new PostgresServer();
        Path data = server.folder().resolve("data");
        server.run(List.of(
                Program.find("initdb", DEBIAN).toString(),
                "-D",
                data.toString(),
                "-U",
                server.user(),
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync"));
        List<String> command = new ArrayList<>(List.of(
                Program.find("postgres", DEBIAN).toString(),
                "-D",
                data.toString(),
                "-p",
                String.valueOf(server.port()),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off"));
        for (String setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        server.launch(command);
        return server;
    }

    /** Takes connections before it takes queries. */
    @Override
    boolean answers() {
        try {
            return super.answers()
                    && new ProcessBuilder(
                                            Program.find("pg_isready", DEBIAN).toString(),
                                            "-q",
                                            "-h",
                                            "127.0.0.1",
                                            "-p",
                                            String.valueOf(port()))
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Returns the name of the user, which may do everything. */
    public String user() {
        return "postgres";
    }

    /** Returns the address for JDBC, through {@code port}: its own, or one that leads there. */
    public String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Returns the address for JDBC. */
    public String url() {
        return url(port());
    }
}
