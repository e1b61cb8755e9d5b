// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.examples.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Quarkus' build, once more over a built application with other jars beside: a process that never answers. */
final class QuarkusBuild extends ServerProcess {
    private final Path built;
    private final List<Path> added;

    /** {@code built} is of the kind mutable-jar, with a folder {@code added} for the jars. */
    QuarkusBuild(String name, Path home, Path built, List<Path> added) throws IOException {
        super(name, home);
        this.built = built.toAbsolutePath();
        this.added = added;
    }

    /** Copies what the build writes, links what it reads. */
    @Override
    protected void prepare() throws IOException {
        for (String part : List.of("app", "quarkus", "quarkus-run.jar")) {
            copy(built.resolve(part), home().resolve(part));
        }
        Files.createSymbolicLink(home().resolve("lib"), built.resolve("lib"));
        Path folder = Files.createDirectories(home().resolve("added"));
        for (Path jar : added) {
            Files.copy(jar, folder.resolve(jar.getFileName()));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Override
    protected List<String> command() {
        return List.of(
                java(),
                "-Xmx512m",
                "-Dquarkus.launch.rebuild=true",
                "-jar",
                home().resolve("quarkus-run.jar").toString());
    }

    @Override
    public Path log() {
        return console();
    }
}
