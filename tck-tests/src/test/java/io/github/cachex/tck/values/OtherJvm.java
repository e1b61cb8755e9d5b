// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs {@link ValuesReader}, beside the one that writes: it starts and reads while others are written. */
final class OtherJvm implements AutoCloseable {
    private final Process process;
    private final Path output;
    private final BufferedWriter commands;

    private OtherJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
        this.commands = process.outputWriter();
    }

    /** Starts one that reads from the Redis at {@code uri}. */
    static OtherJvm reading(String uri) throws IOException {
        Path output = Files.createTempFile("cachex-values", ".txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfile.encoding=UTF-8",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ValuesReader.class.getName(),
                        uri)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        return new OtherJvm(process, output);
    }

    /** Lets it read what was written with {@code serializer} in {@code run}. */
    void read(String serializer, String run) throws IOException {
        commands.write(serializer + " " + run);
        commands.newLine();
        commands.flush();
    }

    /** Returns what it said of each value, once it has read all that it was to. */
    List<String> answers() throws IOException, InterruptedException {
        commands.close();
        assertThat(process.waitFor()).as("exit value of the other JVM").isZero();
        return Files.readAllLines(output).stream()
                .filter(line -> line.indexOf('|') > 0)
                .toList();
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly();
        process.waitFor(1, TimeUnit.MINUTES);
        Files.deleteIfExists(output);
    }
}
