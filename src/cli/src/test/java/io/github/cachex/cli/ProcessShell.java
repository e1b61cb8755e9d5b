// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs commands as processes of their own, as users do.
 *
 * @param command what comes before the arguments
 * @param environment the variables that they see beside those of this JVM
 * @param folder where what they print is kept
 */
public record ProcessShell(List<String> command, Map<String, String> environment, Path folder) implements Shell {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Returns one that runs the built jar. */
    public static ProcessShell ofJar(Map<String, String> environment, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            Path jar = files.filter(file -> file.getFileName().toString().matches("cachex-cli-.*-all\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("target has no jar of everything; package it first"));
            return new ProcessShell(
                    List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-jar", jar.toString()),
                    environment,
                    folder);
        }
    }

    /** Returns one that runs the built executable file by {@code sh}. */
    public static ProcessShell ofExecutable(Map<String, String> environment, Path folder) {
        return new ProcessShell(List.of("sh", Path.of("target", "cachex").toString()), environment, folder);
    }

    @Override
    public Running start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CACHEX_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new Running() {
            @Override
            public String out() {
                return text(out);
            }

            @Override
            public String err() {
                return text(err);
            }

            @Override
            public Ended ended() throws InterruptedException {
                if (!process.waitFor(5, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new AssertionError("it does not end: " + all + "\n" + err());
                }
                return new Ended(process.exitValue(), text(out), err());
            }
        };
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
