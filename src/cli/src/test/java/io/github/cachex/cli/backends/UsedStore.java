// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli.backends;

import io.github.cachex.testkit.server.DynaliteServer;
import io.github.cachex.testkit.server.MariaDbServer;
import io.github.cachex.testkit.server.MemcachedServer;
import io.github.cachex.testkit.server.PostgresServer;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.h2.tools.Server;

/**
 * A store that was started.
 *
 * @param properties what leads there
 * @param jars what the command line needs beside itself, as it takes it
 * @param server ends it
 */
record UsedStore(Map<String, String> properties, String jars, AutoCloseable server) implements AutoCloseable {
    private static final Path DYNALITE = Path.of("../../tck-tests/dynalite");
    private static final String H2 = "jdbc:h2:mem:cli;DB_CLOSE_DELAY=-1";

    /** Which stores there are, and what they can. */
    enum Kind {
        FILE(true, false),
        JDBC_H2(true, false),
        JDBC_POSTGRESQL(true, true),
        JDBC_MARIADB(true, false),
        MEMCACHED(false, false),
        DYNAMODB(false, false);

        private final boolean lists;
        private final boolean tells;

        Kind(boolean lists, boolean tells) {
            this.lists = lists;
            this.tells = tells;
        }

        boolean lists() {
            return lists;
        }

        boolean tells() {
            return tells;
        }

        boolean hasTable() {
            return name().startsWith("JDBC");
        }

        /** Returns the type of the backend. */
        String type() {
            return hasTable() ? "jdbc" : toString();
        }

        /** Returns the database. */
        String database() {
            return toString().replace("jdbc-", "");
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static UsedStore start(Kind kind, Path folder) throws Exception {
        switch (kind) {
            case FILE -> {
                Path entries = folder.resolve("entries");
                return new UsedStore(Map.of("cachex.backend.file.folder", entries.toString()), "", () -> {});
            }
            case JDBC_H2 -> {
                Connection kept = DriverManager.getConnection(H2);
                Server server = Server.createTcpServer("-tcpPort", "0").start();
                String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:cli";
                return new UsedStore(jdbc(url, "", ""), jar("org.h2.Driver"), () -> {
                    server.stop();
                    kept.close();
                });
            }
            case JDBC_POSTGRESQL -> {
                PostgresServer server = PostgresServer.start();
                return new UsedStore(jdbc(server.url(), server.user(), ""), jar("org.postgresql.Driver"), server);
            }
            case JDBC_MARIADB -> {
                MariaDbServer server = MariaDbServer.start();
                return new UsedStore(
                        jdbc(server.url(), server.user(), server.password()), jar("org.mariadb.jdbc.Driver"), server);
            }
            case MEMCACHED -> {
                MemcachedServer server = MemcachedServer.start();
                return new UsedStore(Map.of("cachex.backend.memcached.servers", server.address()), "", server);
            }
            default -> {
                DynaliteServer server = DynaliteServer.start(DYNALITE);
                Map<String, String> properties = new HashMap<>();
                properties.put("cachex.backend.dynamodb.table", "cachex");
                properties.put("cachex.backend.dynamodb.region", "eu-central-1");
                properties.put("cachex.backend.dynamodb.endpoint", server.endpoint());
                properties.put("cachex.backend.dynamodb.create-table", "true");
                return new UsedStore(properties, sdk(), server);
            }
        }
    }

    /** Returns the settings of a table that has to be there. */
    private static Map<String, String> jdbc(String url, String user, String password) {
        Map<String, String> properties = new HashMap<>(
                Map.of("cachex.backend.jdbc.url", url, "cachex.backend.jdbc.table", "of_the_application"));
        if (!user.isEmpty()) {
            properties.put("cachex.backend.jdbc.user", user);
        }
        if (!password.isEmpty()) {
            properties.put("cachex.backend.jdbc.password", password);
        }
        return properties;
    }

    /** Runs {@code script} as a client of the database does, statement by statement. */
    void run(String script) throws SQLException {
        String user = properties.getOrDefault("cachex.backend.jdbc.user", "");
        String password = properties.getOrDefault("cachex.backend.jdbc.password", "");
        try (Connection connection =
                        DriverManager.getConnection(properties.get("cachex.backend.jdbc.url"), user, password);
                var statement = connection.createStatement()) {
            for (String each : script.split(";\\n")) {
                statement.execute(each);
            }
        }
    }

    private static String jar(String type) throws ReflectiveOperationException {
        return Path.of(Class.forName(type)
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    /** Returns the backend, the SDK of AWS and what that needs. */
    private static String sdk() {
        List<String> parts = List.of("software/amazon", "httpcomponents", "reactive-streams", "commons-codec");
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.contains("backends/dynamodb")
                        || path.contains("cachex-backend-dynamodb")
                        || parts.stream().anyMatch(path::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the variables that the command line is given. */
    Map<String, String> environment() {
        Map<String, String> environment =
                new HashMap<>(Map.of("AWS_ACCESS_KEY_ID", "of-tests", "AWS_SECRET_ACCESS_KEY", "of-tests"));
        properties.forEach(
                (key, value) -> environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
        environment.put("CACHEX_PREFIX", "blog");
        return environment;
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
