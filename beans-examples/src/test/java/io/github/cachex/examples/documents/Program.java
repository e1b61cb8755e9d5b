// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that was started as a document says, and what it prints. */
final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String CUT = "…";

    private final Process process;
    private final Path output;
    private final Writer input;
    /** How many lines belong to earlier answers. */
    private int read;

    Program(Process process, Path output) {
        this.process = process;
        this.output = output;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Types a line, if there is one, and waits until these are printed in this order, others between them.
     *
     * @param again whether to type it again until it has that answer
     */
    void answers(String typed, List<String> answer, boolean again) throws IOException {
        type(typed);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            List<String> missing = missing(answer);
            if (again && !missing.isEmpty()) {
                type(typed);
            }
            assertThat(missing).as(text()).isEmpty();
        });
    }

    private void type(String line) throws IOException {
        if (!line.isEmpty()) {
            input.write(line + System.lineSeparator());
            input.flush();
        }
    }

    /** Returns what was not printed since the last answer; where that is nothing, the next answer begins behind it. */
    private List<String> missing(List<String> wanted) {
        List<String> lines = text().lines().toList();
        int found = 0;
        int line = read;
        while (line < lines.size() && found < wanted.size()) {
            if (isLike(lines.get(line), wanted.get(found))) {
                found++;
            }
            line++;
        }
        if (found == wanted.size()) {
            read = line;
        }
        return wanted.subList(found, wanted.size());
    }

    /** Returns whether {@code line}, which may begin with more, is {@code shown}, of which {@code …} leaves out the end. */
    private static boolean isLike(String line, String shown) {
        return shown.endsWith(CUT) ? line.contains(shown.substring(0, shown.length() - 1)) : line.endsWith(shown);
    }

    /** Returns all that it has printed. */
    String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end, which must be a good one. */
    void ends() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(text())
                .isTrue();
        assertThat(process.exitValue()).as(text()).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
