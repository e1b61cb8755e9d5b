// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the start says of the console. */
class ConsoleStartTest {
    private static final class Lines extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getLevel() + " " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nothing",
            value = {
                "false | none        | nothing",
                "true  | none        | WARNING CACHEX-0702 console: open to anybody",
                "true  | cachex-admin | INFO CACHEX-0701 console: on, for users in the role cachex-admin"
            })
    void start_saysWhoMayUseIt(String enabled, String role, @Nullable String said) throws Exception {
        Logger log = Logger.getLogger("io.github.cachex.console");
        Lines lines = new Lines();
        log.addHandler(lines);
        try {
            ConsoleServer.start(Map.of("cachex.console.enabled", enabled, "cachex.console.role", role))
                    .close();
        } finally {
            log.removeHandler(lines);
        }

        if (said == null) {
            assertThat(lines.lines).isEmpty();
        } else {
            assertThat(lines.lines).hasSize(1).allMatch(line -> line.startsWith(said));
        }
    }

    @Test
    void wrongConfiguration_endsTheDeploymentWithEveryMistake() {
        assertThatThrownBy(() -> ConsoleSettings.read(key -> Optional.of("maybe")))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("cachex.console.enabled=maybe: neither true nor false; write true or false")
                .hasMessageContaining("cachex.console.values=maybe: ");
        assertThatThrownBy(() -> ConsoleServer.start(Map.of("cachex.console.enabled", "maybe"))
                        .close())
                .hasMessageContaining("cachex.console.enabled=maybe: neither true nor false; write true or false");
    }
}
