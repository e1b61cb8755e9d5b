// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.examples.servers.ServerKind;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A JDK of this machine. */
public record Jdk(Path home, int version) {
    private static final int NEWER = 25;
    private static final boolean FULL = "full".equals(System.getProperty("cachex.rounds"));

    /** Returns the JDK that runs the build. */
    public static Jdk own() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** Returns those that everything is to run on: this one, and in full rounds JDK 25 as well. */
    static List<Jdk> wanted() throws IOException {
        Jdk own = own();
        return FULL && own.version != NEWER ? List.of(own, newer()) : List.of(own);
    }

    /** Returns those of the wanted from {@code oldest} to {@code newest}, or JDK 25 where none of them will do. */
    static List<Jdk> wanted(int oldest, int newest) throws IOException {
        List<Jdk> jdks = wanted().stream()
                .filter(jdk -> oldest <= jdk.version && jdk.version <= newest)
                .toList();
        return jdks.isEmpty() ? List.of(newer()) : jdks;
    }

    /** Returns those of the wanted that {@code kind} starts on, or JDK 25 where none of them will do. */
    static List<Jdk> wanted(ServerKind kind) throws IOException {
        return wanted(kind.oldestJdk(), NEWER);
    }

    /**
     * Returns JDK 25.
     *
     * @throws IllegalStateException when there is none
     */
    static Jdk newer() throws IOException {
        return find(NEWER, own().home)
                .orElseThrow(
                        () -> new IllegalStateException("no JDK " + NEWER + " found: name its folder by -Dcachex.jdk"
                                + NEWER + " or by the environment variable JAVA_HOME_" + NEWER));
    }

    /** Returns JDK 25 where there is one. */
    public static Optional<Jdk> newerIfFound() throws IOException {
        return find(NEWER, own().home);
    }

    /**
     * Looks in the property {@code cachex.jdk25}, in the environment variables that CI services set, and in the folder where
     * {@code own} lies.
     */
    private static Optional<Jdk> find(int version, Path own) throws IOException {
        List<Path> candidates = new ArrayList<>();
        Stream.of(
                        System.getProperty("cachex.jdk" + version),
                        System.getenv("JAVA_HOME_" + version),
                        System.getenv("JAVA_HOME_" + version + "_X64"))
                .filter(home -> home != null && !home.isBlank())
                .map(Path::of)
                .forEach(candidates::add);
        try (Stream<Path> neighbours = Files.list(own.toRealPath().resolveSibling("."))) {
            neighbours
                    .filter(home -> home.getFileName().toString().contains(Integer.toString(version)))
                    .sorted()
                    .forEach(candidates::add);
        }
        for (Path candidate : candidates) {
            if (isOf(version, candidate)) {
                return Optional.of(new Jdk(candidate.toRealPath(), version));
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(int version, Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.exists(release) || !Files.exists(home.resolve("bin/java"))) {
            return false;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        }
        String full = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        return full.equals(Integer.toString(version)) || full.startsWith(version + ".");
    }

    @Override
    public String toString() {
        return "jdk " + version;
    }
}
