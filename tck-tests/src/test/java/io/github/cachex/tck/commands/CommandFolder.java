// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.commands;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder with the commands of {@code .ci} in it, and with an mvn of its own that does what a script says. */
final class CommandFolder {
    private static final Path COMMANDS = Path.of("..", ".ci").toAbsolutePath().normalize();
    /** Signals that the tests' own JVM was started to ignore, as behind nohup, are heard by the commands where GNU's env can say so. */
    private static final List<String> HEARING = hearing();

    private final Path folder;
    private final Path programs;

    CommandFolder(Path folder) throws IOException {
        this.folder = folder;
        programs = Files.createDirectories(folder.resolve("programs"));
        Files.createDirectories(folder.resolve(".ci"));
        try (Stream<Path> files = Files.list(COMMANDS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(".ci").resolve(file.getFileName()));
            }
        }
        Files.copy(COMMANDS.resolveSibling("README.md"), folder.resolve("README.md"));
    }

    private static List<String> hearing() {
        List<String> prefix = List.of("env", "--default-signal=INT,HUP");
        try {
            Process tried = new ProcessBuilder(
                            Stream.concat(prefix.stream(), Stream.of("true")).toList())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return tried.waitFor() == 0 ? prefix : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the program that stands in for Maven. */
    void maven(String script) throws IOException {
        Path maven = programs.resolve("mvn");
        Files.writeString(maven, "#!/usr/bin/env bash\n" + script);
        if (!maven.toFile().setExecutable(true)) {
            throw new IOException(maven + " cannot be made executable");
        }
    }

    /** Writes a source file of a test into a module. */
    void test(String module, String name, String text) throws IOException {
        Path file = folder.resolve(module).resolve("src/test/java/some").resolve(name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Starts a command, without input, as CI does. */
    Process start(String... command) throws IOException {
        List<String> all = new ArrayList<>(HEARING);
        all.add("bash");
        all.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(file("output").toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", programs + File.pathSeparator + environment.get("PATH"));
        environment.put("CI", "true");
        return builder.start();
    }

    /** Runs a command to its end, and returns its status. */
    int run(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", command) + " does not end:\n" + output());
        }
        return process.exitValue();
    }

    /** Returns what the last command printed. */
    String output() throws IOException {
        return Files.readString(file("output"), StandardCharsets.UTF_8);
    }
}
