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
        LogLine line = LogMessage.HIT.of("posts", "post:\"1\"\\", "near").noting("; said once");

        assertThat(LogFormat.JSON.written(TIME, Level.INFO, line, null))
                .isEqualTo("{\"ts\":\"2030-01-02T03:04:05.678Z\",\"level\":\"INFO\",\"id\":\"CACHEX-0101\","
                        + "\"event\":\"HIT\",\"cache\":\"posts\","
                        + "\"key\":\"post:\\\"1\\\"\\\\\",\"message\":\"near; said once\"}");
    }

    @Test
    void logfmt_quotesWhatNeedsIt() {
        assertThat(LogFormat.LOGFMT.written(TIME, Level.WARNING, LogMessage.HIT.of("posts", "a=1", ""), null))
                .isEqualTo(
                        "ts=2030-01-02T03:04:05.678Z level=WARNING id=CACHEX-0101 event=HIT cache=posts key=\"a=1\" message=\"\"");
        assertThat(LogFormat.LOGFMT.written(TIME, Level.DEBUG, LogMessage.DETAIL.saying("say \"hi\" \\o/"), null))
                .isEqualTo("ts=2030-01-02T03:04:05.678Z level=DEBUG id=\"\" event=LOG cache=\"\" key=\"\""
                        + " message=\"say \\\"hi\\\" \\\\o/\"");
    }

    @Test
    void text_isWhatPeopleRead() {
        assertThat(LogMessage.HIT.of("posts", "1", "").text()).isEqualTo("CACHEX-0101 HIT posts 1");
        assertThat(LogMessage.HIT.of("posts", "1", "near").noting(" (2 more)").text())
                .isEqualTo("CACHEX-0101 HIT posts 1: near (2 more)");
        assertThat(LogMessage.DETAIL.saying("hello").text()).isEqualTo("hello");
    }

    @Test
    void everyWayToLog_isOneLineOfJson() {
        LineLogger log = LineLogger.over(kept, LogFormat.JSON);
        log.log(LogMessage.BACKEND_REACHED.saying("a {} 'b'\nlevel=FORGED"));
        assertThat(only()).contains("\"id\":\"CACHEX-0003\"", "\"message\":\"a {} 'b'?level=FORGED\"");
        log.log(LogMessage.WRITES_TAKEN.with("x\ny"));
        assertThat(only()).contains("\"message\":\"x?y takes writes\"");
        log.log(LogMessage.TASK_FAILED.saying("supplied"), new IllegalStateException("failed\n\tat forged"));
        assertThat(only())
                .contains(
                        "\"message\":\"supplied\",\"error\":\"java.lang.IllegalStateException: failed??at forged\\n\\tat ")
                .doesNotContain("\n", "\t");
        assertThat(kept.thrown).isEmpty();
        log.log(LogMessage.CONFIGURATION_REFUSED, List.of("first", "second\r\nforged"));
        assertThat(only()).endsWith("\"message\":\"first\\nsecond??forged\"}");
        log.log(LogMessage.NOT_STORED.of("a\nb", "c\u2028d", "e\nf"));
        assertThat(only()).endsWith("\"event\":\"SKIP\",\"cache\":\"a?b\",\"key\":\"c?d\",\"message\":\"e\\nf\"}");
        log.debug("not wanted");
        log.debug(() -> "not wanted", null);
        log.log(LogMessage.DETAIL, List.of("not wanted"));
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
            shared.log(LogMessage.WRITES_TAKEN.with("both"));
            LineLogger.named("io.github.cachex.unheard", json).log(LogMessage.WRITES_TAKEN.with("its own"));
            assertThat(shared.isLoggable(Level.INFO)).isTrue();
        }
        shared.log(LogMessage.WRITES_TAKEN.with("one"));
        text.close();
        shared.log(LogMessage.WRITES_TAKEN.with("still one"));
        again.close();
        again.close();
        shared.debug("nobody");

        assertThat(kept.lines)
                .containsExactly(
                        "CACHEX-0306 both takes writes",
                        "CACHEX-0306 one takes writes",
                        "CACHEX-0306 still one takes writes");
        assertThat(other.lines).hasSize(2);
        assertThat(other.lines.get(0)).endsWith("\"message\":\"both takes writes\"}");
        assertThat(other.lines.get(1)).endsWith("\"message\":\"its own takes writes\"}");
    }
}
