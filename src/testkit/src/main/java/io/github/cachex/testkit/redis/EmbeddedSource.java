// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/** The source that starts the binary which embedded-redis brings, unpacked when it is first asked for. */
final class EmbeddedSource implements RedisSource {
    private @Nullable Path binary;

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public Optional<String> obstacle() {
        try {
            binary = unpack();
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of("embedded-redis is not on the class path");
        } catch (IOException | RuntimeException e) {
            return Optional.of("embedded-redis has no binary that runs here: " + Cause.of(e));
        }
    }

    private static Path unpack() throws IOException {
        Path directory = Files.createTempDirectory("cachex-redis-binary");
        // The last one noted goes first.
        directory.toFile().deleteOnExit();
        File unpacked =
                ExecutableProvider.newJarResourceProvider(directory.toFile()).get();
        unpacked.deleteOnExit();
        return unpacked.toPath();
    }

    @Override
    public RedisHost host(int port, List<String> arguments) {
        return RedisProcess.server(unpacked(), port, arguments);
    }

    @Override
    public RedisHost sentinel(int port, List<String> lines) {
        return RedisProcess.sentinel(unpacked(), port, lines);
    }

    private Path unpacked() {
        if (binary == null) {
            throw new IllegalStateException("the binary is not unpacked yet");
        }
        return binary;
    }

    @Override
    public String toString() {
        return "the binary of embedded-redis";
    }
}
