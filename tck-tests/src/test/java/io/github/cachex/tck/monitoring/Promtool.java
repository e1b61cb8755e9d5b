// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The tool of Prometheus, from Debian's package of that name; where it is missing the test fails. */
final class Promtool {
    static final Path RULES = Path.of("..", "src", "docs", "monitoring", "cachex-rules.yml");
    static final Path ALERTS = Path.of("..", "src", "docs", "monitoring", "cachex-alerts.yml");

    private Promtool() {}

    /** Runs it, and fails with what it says unless it is content. */
    static void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("promtool ended").isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
