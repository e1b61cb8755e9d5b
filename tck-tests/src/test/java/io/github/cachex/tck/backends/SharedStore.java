// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import io.github.cachex.testkit.server.DynaliteServer;
import io.github.cachex.testkit.server.H2Server;
import io.github.cachex.testkit.server.MariaDbServer;
import io.github.cachex.testkit.server.MemcachedServer;
import io.github.cachex.testkit.server.PostgresServer;
import io.github.cachex.testkit.server.StoreServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.h2.Driver;
import org.jspecify.annotations.Nullable;

/** A store that was started, or a folder that was made, and what leads there. */
final class SharedStore implements AutoCloseable {
    /** Dynalite takes whatever it is given. */
    private static final String CREDENTIAL = "test";

    private final Kind kind;
    private final Optional<StoreServer> server;
    private final Optional<Path> folder;
    private final IntFunction<Map<String, String>> settings;

    private SharedStore(
            Kind kind, Optional<StoreServer> server, Optional<Path> folder, IntFunction<Map<String, String>> settings) {
        this.kind = kind;
        this.server = server;
        this.folder = folder;
        this.settings = settings;
    }

    /** Which stores there are. */
    enum Kind {
        DYNAMODB("dynamodb"),
        MEMCACHED("memcached"),
        FILE("file"),
        POSTGRESQL("jdbc-postgresql"),
        MARIADB("jdbc-mariadb"),
        H2("jdbc-h2");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Returns the type of the backend. */
        String type() {
            return text.split("-", 2)[0];
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Starts one, with nothing in it. */
    static SharedStore start(Kind kind) {
        return switch (kind) {
            case DYNAMODB -> {
                System.setProperty("aws.accessKeyId", CREDENTIAL);
                System.setProperty("aws.secretAccessKey", CREDENTIAL);
                DynaliteServer dynalite = DynaliteServer.start(Path.of("dynalite"));
                yield of(
                        kind,
                        dynalite,
                        port -> Map.of(
                                "cachex.backend.dynamodb.endpoint", "http://127.0.0.1:" + port,
                                "cachex.backend.dynamodb.region", "eu-central-1",
                                "cachex.backend.dynamodb.table", "cachex",
                                "cachex.backend.dynamodb.create-table", "true"));
            }
            case MEMCACHED ->
                of(
                        kind,
                        MemcachedServer.start(),
                        port -> Map.of("cachex.backend.memcached.servers", "127.0.0.1:" + port));
            case FILE -> inFolder();
            case POSTGRESQL -> {
                PostgresServer postgres = PostgresServer.start();
                yield of(kind, postgres, port -> jdbc(postgres.url(port), postgres.user(), ""));
            }
            case MARIADB -> {
                MariaDbServer mariaDb = MariaDbServer.start();
                yield of(kind, mariaDb, port -> jdbc(mariaDb.url(port), mariaDb.user(), mariaDb.password()));
            }
            case H2 -> {
                H2Server h2 = H2Server.start(h2());
                yield of(kind, h2, port -> jdbc(h2.url(port), h2.user(), ""));
            }
        };
    }

    private static SharedStore of(Kind kind, StoreServer server, IntFunction<Map<String, String>> settings) {
        return new SharedStore(kind, Optional.of(server), Optional.empty(), settings);
    }

    private static SharedStore inFolder() {
        try {
            Path folder = Files.createTempDirectory("cachex-folder");
            return new SharedStore(
                    Kind.FILE,
                    Optional.empty(),
                    Optional.of(folder),
                    port -> Map.of("cachex.backend.file.folder", folder.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path h2() {
        try {
            return Path.of(Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> jdbc(String url, String user, String password) {
        Map<String, String> settings = new HashMap<>();
        settings.put("cachex.backend.jdbc.create-table", "true");
        settings.put("cachex.backend.jdbc.url", url);
        settings.put("cachex.backend.jdbc.user", user);
        if (!password.isEmpty()) {
            settings.put("cachex.backend.jdbc.password", password);
        }
        return settings;
    }

    Kind kind() {
        return kind;
    }

    /** Returns the server; files have none. */
    StoreServer server() {
        return server.orElseThrow();
    }

    /** Returns the folder of the files. */
    Path folder() {
        return folder.orElseThrow();
    }

    /** Returns the port of the server; 0 where there is none. */
    int port() {
        return server.map(StoreServer::port).orElse(0);
    }

    /** Returns settings that lead to it. */
    Map<String, String> settings() {
        return settings(port());
    }

    /** Returns settings that lead to it by {@code port}, behind which it is to be found. */
    Map<String, String> settings(int port) {
        return settings.apply(port);
    }

    /** Returns what the environment of another process has that uses it; this one's has it by the start. */
    static Map<String, String> environment() {
        return Map.of("AWS_ACCESS_KEY_ID", CREDENTIAL, "AWS_SECRET_ACCESS_KEY", CREDENTIAL);
    }

    @Override
    public void close() {
        server.ifPresent(StoreServer::close);
        folder.ifPresent(SharedStore::delete);
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
