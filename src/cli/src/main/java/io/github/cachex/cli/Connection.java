// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.spi.CallBudget;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command finds the store: by the application's own configuration. Never a password, and never an address. */
final class Connection {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The application's properties; variables of the environment go before them.")
    private final List<Path> config = new ArrayList<>();

    @Option(
            names = "--class-path",
            paramLabel = "JARS",
            description = "Jars of other stores and serializers, and of the types of values.")
    private String classPath = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long one step may take, such as 30s; by default 5s.")
    private Duration timeout = Duration.ofSeconds(5);

    @Option(names = "--namespace", paramLabel = "NAME", description = "The tenant whose entries are meant.")
    private String namespace = "";

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "The store, where the application has several; by default that of the caches that are named.")
    private String backend = "";

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    @Option(names = "--verbose", description = "Say what the library says.")
    private boolean verbose;

    List<Path> config() {
        return config;
    }

    List<Path> classPath() {
        return classPath.isEmpty()
                ? List.of()
                : List.of(classPath.split(File.pathSeparator)).stream()
                        .map(Path::of)
                        .toList();
    }

    Duration timeout() {
        return timeout;
    }

    /** Returns what one step may take, reading at most {@code bytes} of each entry. */
    CallBudget budget(long bytes) {
        return CallBudget.of(timeout, bytes);
    }

    String namespace() {
        return namespace;
    }

    /** Returns the name of the store that is meant; empty where none is named. */
    Optional<String> backend() {
        return Optional.of(backend).filter(name -> !name.isEmpty());
    }

    boolean isJson() {
        return json;
    }

    boolean isVerbose() {
        return verbose;
    }
}
