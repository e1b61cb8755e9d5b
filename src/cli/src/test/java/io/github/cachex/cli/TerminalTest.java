// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Terminal terminal(boolean interactive) {
        return new Terminal(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(new byte[0]),
                interactive,
                Map.of());
    }

    @Test
    void progress_isShownOnATerminalAlone() {
        try (Progress progress = new Progress(terminal(false), "entries")) {
            progress.add(5);
            assertThat(err.size()).isZero();
        }
        try (Progress progress = new Progress(terminal(true), "entries")) {
            Awaitility.await().until(() -> {
                progress.add(1_000);
                return err.size() > 0;
            });
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("000 entries").endsWith("\r\033[K");
    }

    @Test
    void terminalOfTheProcess_isThere() {
        Terminal own = Terminal.ofProcess();

        assertThat(own.environment()).isNotEmpty();
        assertThat(own.isInteractive()).isFalse();
    }

    @Test
    void loggersOfTheJarOfEverything_areSilent() {
        System.Logger logger = new SilentLoggers().getLogger("x", TerminalTest.class.getModule());

        assertThat(logger.getName()).isEqualTo("x");
        assertThat(logger.isLoggable(System.Logger.Level.ERROR)).isFalse();
        logger.log(System.Logger.Level.ERROR, "nobody reads it");
    }

    @Test
    void warningsOfTheLibrary_areKeptOnceTheEngineRuns() {
        Messages messages = new Messages(terminal(false), false);
        messages.log(System.Logger.Level.WARNING, "of a setting");
        messages.started();
        messages.log(System.Logger.Level.INFO, "of no consequence");
        messages.log(System.Logger.Level.WARNING, "{0} is a node of a cluster", "redis-1");
        messages.log(
                System.Logger.Level.WARNING,
                (java.util.ResourceBundle) null,
                "it failed",
                new IllegalStateException("x"));

        assertThat(messages.getName()).isEqualTo("io.github.cachex");
        assertThat(messages.warnings()).containsExactly("redis-1 is a node of a cluster", "it failed");
        assertThat(err.size()).isZero();
    }
}
