// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogFormatTest {
    private static final Instant TIME = Instant.parse("2030-01-02T03:04:05.678912Z");

    /** Keeps what reaches it at INFO and above. */
    private static final class Kept implements System.Logger {
        private final List<String> lines = new ArrayList<>();
        private final List<Throwable> thrown = new ArrayList<>();

        @Override
        public String getName() {
            return "kept";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() >= Level.INFO.getSeverity();
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String line, @Nullable Throwable failure) {
            lines.add(line);
            Optional.ofNullable(failure).ifPresent(thrown::add);
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                String format,
                @Nullable Object @Nullable ... parameters) {
            lines.add(parameters == null ? format : java.text.MessageFormat.format(format, parameters));
        }
    }

    private final Kept kept = new Kept();

    private String only() {
        assertThat(kept.lines).hasSize(1);
        return kept.lines.remove(0);
    }

    @Test
    void json_isOneObjectWithAllFields() {
        LogLine line = LogLine.of("HIT", "posts", "post:\"1\"\\", "near").noting("; said once");

        assertThat(LogFormat.JSON.written(TIME, Level.INFO, line, null))
                .isEqualTo(
                        "{\"ts\":\"2030-01-02T03:04:05.678Z\",\"level\":\"INFO\",\"event\":\"HIT\",\"cache\":\"posts\","
                                + "\"key\":\"post:\\\"1\\\"\\\\\",\"message\":\"near; said once\"}");
    }

    @Test
    void logfmt_quotesWhatNeedsIt() {
        assertThat(LogFormat.LOGFMT.written(TIME, Level.WARNING, LogLine.of("HIT", "posts", "a=1", ""), null))
                .isEqualTo("ts=2030-01-02T03:04:05.678Z level=WARNING event=HIT cache=posts key=\"a=1\" message=\"\"");
        assertThat(LogFormat.LOGFMT.written(TIME, Level.INFO, LogLine.plain("say \"hi\" \\o/"), null))
                .isEqualTo("ts=2030-01-02T03:04:05.678Z level=INFO event=LOG cache=\"\" key=\"\""
                        + " message=\"say \\\"hi\\\" \\\\o/\"");
    }

    @Test
    void text_isWhatPeopleRead() {
        assertThat(LogLine.of("HIT", "posts", "1", "").text()).isEqualTo("HIT posts 1");
        assertThat(LogLine.of("HIT", "posts", "1", "near").noting(" (2 more)").text())
                .isEqualTo("HIT posts 1: near (2 more)");
        assertThat(LogLine.plain("hello").text()).isEqualTo("hello");
    }

    @Test
    void everyWayToLog_isOneLineOfJson() {
        LineLogger log = LineLogger.over(kept, LogFormat.JSON);
        log.log(Level.INFO, "a {0} 'b'\nlevel=FORGED");
        assertThat(only()).contains("\"message\":\"a {0} 'b'?level=FORGED\"");
        log.log(Level.INFO, "a {0} ''b''", "x\ny", 1);
        assertThat(only()).contains("\"message\":\"a x?y 'b'\"");
        log.log(Level.INFO, () -> "supplied", new IllegalStateException("failed\n\tat forged"));
        assertThat(only())
                .contains(
                        "\"message\":\"supplied\",\"error\":\"java.lang.IllegalStateException: failed??at forged\\n\\tat ")
                .doesNotContain("\n", "\t");
        assertThat(kept.thrown).isEmpty();
        log.log(Level.INFO, (ResourceBundle) null, "bundled", (Throwable) null);
        assertThat(only()).endsWith("\"message\":\"bundled\"}");
        log.logLines(Level.INFO, List.of("first", "second\r\nforged"));
        assertThat(only()).endsWith("\"message\":\"first\\nsecond??forged\"}");
        log.log(Level.INFO, LogLine.of("SKIP", "a\nb", "c\u2028d", "e\nf"));
        assertThat(only()).endsWith("\"event\":\"SKIP\",\"cache\":\"a?b\",\"key\":\"c?d\",\"message\":\"e\\nf\"}");
        log.log(Level.DEBUG, "not wanted");
        log.log(Level.DEBUG, "not {0}", "wanted");
        log.logLines(Level.DEBUG, List.of("not wanted"));
        assertThat(kept.lines).isEmpty();
        assertThat(log.isLoggable(Level.DEBUG)).isFalse();
    }

    @Test
    void linesOfSharedClasses_goToEveryOutputThatIsOpen() {
        LineLogger shared = LineLogger.named("io.github.cachex.unheard");
        Kept other = new Kept();
        LogOutput text = LogOutput.open(Optional.of(kept), LogFormat.TEXT);
        LogOutput again = LogOutput.open(Optional.of(kept), LogFormat.TEXT);
        try (LogOutput json = LogOutput.open(Optional.of(other), LogFormat.JSON)) {
            shared.log(Level.INFO, "both");
            LineLogger.named("io.github.cachex.unheard", json).log(Level.INFO, "its own");
            assertThat(shared.isLoggable(Level.INFO)).isTrue();
        }
        shared.log(Level.INFO, "one");
        text.close();
        shared.log(Level.INFO, "still one");
        again.close();
        again.close();
        shared.log(Level.DEBUG, "nobody");

        assertThat(kept.lines).containsExactly("both", "one", "still one");
        assertThat(other.lines).hasSize(2);
        assertThat(other.lines.get(0)).endsWith("\"message\":\"both\"}");
        assertThat(other.lines.get(1)).endsWith("\"message\":\"its own\"}");
    }
}
