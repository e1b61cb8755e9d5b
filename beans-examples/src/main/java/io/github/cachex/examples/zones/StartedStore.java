// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import io.github.cachex.testkit.server.DynaliteServer;
import io.github.cachex.testkit.server.MariaDbServer;
import io.github.cachex.testkit.server.MemcachedServer;
import io.github.cachex.testkit.server.PostgresServer;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;

/**
 * A store of its own for one show. The test kit starts the servers, from programs that are there already.
 *
 * @param description what it is
 * @param environment the variables that lead there
 * @param end stops it
 */
record StartedStore(String description, Map<String, String> environment, AutoCloseable end) implements StoreAtHand {
    private static final String H2 = "jdbc:h2:mem:cachex;DB_CLOSE_DELAY=-1";
    /** Where npm puts what .ci/backends installs. */
    private static final Path DYNALITE = Path.of(System.getProperty("example.dynalite", "../tck-tests/dynalite"));

    static StartedStore file() throws IOException {
        Path folder = Files.createTempDirectory("cachex-example");
        return new StartedStore(
                "Files: in " + folder,
                Map.of(
                        "CACHEX_BACKEND_TYPE",
                        "file",
                        "CACHEX_BACKEND_FILE_FOLDER",
                        folder.resolve("entries").toString()),
                () -> Files.walkFileTree(folder, new Deletion()));
    }

    static StartedStore h2() throws SQLException {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Connection kept = DriverManager.getConnection(H2);
        Server server = Server.createTcpServer("-tcpPort", "0").start();
        String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:cachex";
        return new StartedStore("H2: started one at " + url, jdbc(url, "", ""), () -> {
            server.stop();
            kept.close();
        });
    }

    static StartedStore postgresql() {
        PostgresServer server = PostgresServer.start();
        return new StartedStore(
                "PostgreSQL: started one at " + server.url(), jdbc(server.url(), server.user(), ""), server);
    }

    static StartedStore mariadb() {
        MariaDbServer server = MariaDbServer.start();
        return new StartedStore(
                "MariaDB: started one at " + server.url(),
                jdbc(server.url(), server.user(), server.password()),
                server);
    }

    private static Map<String, String> jdbc(String url, String user, String password) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CACHEX_BACKEND_TYPE", "jdbc",
                "CACHEX_BACKEND_JDBC_URL", url,
                "CACHEX_BACKEND_JDBC_CREATE_TABLE", "true"));
        if (!user.isEmpty()) {
            environment.put("CACHEX_BACKEND_JDBC_USER", user);
        }
        if (!password.isEmpty()) {
            environment.put("CACHEX_BACKEND_JDBC_PASSWORD", password);
        }
        return environment;
    }

    static StartedStore memcached() {
        MemcachedServer server = MemcachedServer.start();
        return new StartedStore(
                "memcached: started one at " + server.address(),
                Map.of("CACHEX_BACKEND_TYPE", "memcached", "CACHEX_BACKEND_MEMCACHED_SERVERS", server.address()),
                server);
    }

    /** The credentials are none: dynalite takes any. */
    static StartedStore dynamodb() {
        DynaliteServer server = DynaliteServer.start(DYNALITE);
        return new StartedStore(
                "DynamoDB: started dynalite, which answers as it does, at " + server.endpoint(),
                Map.of(
                        "CACHEX_BACKEND_TYPE", "dynamodb",
                        "CACHEX_BACKEND_DYNAMODB_TABLE", "cachex",
                        "CACHEX_BACKEND_DYNAMODB_REGION", "eu-central-1",
                        "CACHEX_BACKEND_DYNAMODB_ENDPOINT", server.endpoint(),
                        "CACHEX_BACKEND_DYNAMODB_CREATE_TABLE", "true",
                        "AWS_ACCESS_KEY_ID", "of-the-example",
                        "AWS_SECRET_ACCESS_KEY", "of-the-example"),
                server);
    }

    @Override
    public void close() throws Exception {
        end.close();
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
