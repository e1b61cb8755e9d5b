// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The source that starts the redis-server on the PATH, or where there is none the valkey-server. */
final class PathSource implements RedisSource {
    private static final List<String> NAMES = List.of("redis-server", "valkey-server");

    private final Optional<Path> binary;

    /** Creates a source that searches the folders of {@code path}, the text of the variable. */
    PathSource(String path) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        binary = NAMES.stream()
                .map(name -> windows ? name + ".exe" : name)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1))
                        .filter(entry -> !entry.isEmpty())
                        .map(entry -> Path.of(entry, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public String name() {
        return "path";
    }

    @Override
    public Optional<String> obstacle() {
        return binary.isPresent()
                ? Optional.empty()
                : Optional.of("no redis-server and no valkey-server is on the PATH");
    }

    @Override
    public RedisHost host(int port, List<String> arguments) {
        return RedisProcess.server(binary.orElseThrow(), port, arguments);
    }

    @Override
    public RedisHost sentinel(int port, List<String> lines) {
        return RedisProcess.sentinel(binary.orElseThrow(), port, lines);
    }

    @Override
    public String toString() {
        return binary.map(Path::toString).orElse("redis-server") + ", found on the PATH";
    }
}
