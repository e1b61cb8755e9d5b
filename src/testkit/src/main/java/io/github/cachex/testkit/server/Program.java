// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds programs: on the PATH, and where Debian's packages put those that are not on it. */
final class Program {
    private static final List<String> ELSEWHERE = List.of("/usr/sbin", "/usr/local/sbin");
    private static final Path POSTGRESQL = Path.of("/usr/lib/postgresql");

    private Program() {}

    /**
     * Returns the program {@code name}.
     *
     * @param debian the package of Debian's that has it
     * @throws IllegalStateException when it is not there
     */
    static Path find(String name, String debian) {
        return folders().stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no " + name
                        + " on the PATH or in Debian's places: install the package " + debian
                        + ", or run .ci/backends, which does"));
    }

    private static List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String entry : path.split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                folders.add(Path.of(entry));
            }
        }
        ELSEWHERE.stream().map(Path::of).forEach(folders::add);
        folders.addAll(versions());
        return folders;
    }

    /** PostgreSQL's, the newest first. */
    private static List<Path> versions() {
        if (!Files.isDirectory(POSTGRESQL)) {
            return List.of();
        }
        List<Path> versions = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(POSTGRESQL, "[0-9]*")) {
            all.forEach(version -> versions.add(version.resolve("bin")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        versions.sort(Comparator.reverseOrder());
        return versions;
    }
}
