// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * How this machine runs a Redis: in a container where Docker runs, else with the redis-server on the PATH, else with the
 * binary of embedded-redis. Chosen and printed once.
 */
enum RedisChoice {
    CONTAINER {
        @Override
        RedisHost host(int port, List<String> arguments) {
            return new RedisContainer(port, arguments);
        }
    },
    ON_PATH {
        @Override
        RedisHost host(int port, List<String> arguments) {
            return new RedisProcess(onPath().orElseThrow(), port, arguments);
        }
    },
    EMBEDDED {
        @Override
        RedisHost host(int port, List<String> arguments) {
            return new RedisProcess(Embedded.BINARY, port, arguments);
        }
    };

    abstract RedisHost host(int port, List<String> arguments);

    static RedisChoice get() {
        return Chosen.CHOICE;
    }

    /** Makes the choice when it is first asked for. */
    private static final class Chosen {
        static final RedisChoice CHOICE = choose();

        private static RedisChoice choose() {
            RedisChoice choice = isDockerHere() && hasTestcontainers() && RedisContainer.isPossible()
                    ? CONTAINER
                    : onPath().isPresent() ? ON_PATH : EMBEDDED;
            System.out.println("Redis for tests: "
                    + switch (choice) {
                        case CONTAINER -> "a container, through Testcontainers";
                        case ON_PATH -> onPath().orElseThrow() + ", found on the PATH";
                        case EMBEDDED -> "the binary of embedded-redis";
                    });
            return choice;
        }
    }

    /** Unpacks the binary when it is first asked for. */
    private static final class Embedded {
        static final Path BINARY = unpack();

        private static Path unpack() {
            try {
                Path directory = Files.createTempDirectory("cachex-redis-binary");
                File binary = ExecutableProvider.newJarResourceProvider(directory.toFile())
                        .get();
                // The last one noted goes first.
                directory.toFile().deleteOnExit();
                binary.deleteOnExit();
                return binary.toPath();
            } catch (IOException e) {
                throw new UncheckedIOException("the binary of embedded-redis cannot be unpacked", e);
            }
        }
    }

    /** Asks cheaply first: Testcontainers takes seconds to find out that there is no Docker. */
    private static boolean isDockerHere() {
        Path home = Path.of(System.getProperty("user.home"));
        return System.getenv("DOCKER_HOST") != null
                || Stream.of(Path.of("/var/run/docker.sock"), home.resolve(".docker/run/docker.sock"))
                        .anyMatch(Files::exists);
    }

    private static boolean hasTestcontainers() {
        try {
            Class.forName("org.testcontainers.DockerClientFactory", false, RedisChoice.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Optional<Path> onPath() {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        String name = windows ? "redis-server.exe" : "redis-server";
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
