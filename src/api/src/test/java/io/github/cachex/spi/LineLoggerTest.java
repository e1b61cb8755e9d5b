// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.error.MessageText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineLoggerTest {
    /** Keeps what reaches it. */
    private static final class Kept implements System.Logger {
        private final List<String> lines = new ArrayList<>();
        private final List<Level> levels = new ArrayList<>();
        private @Nullable Throwable thrown;

        @Override
        public String getName() {
            return "kept";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String line, @Nullable Throwable failure) {
            levels.add(level);
            lines.add(line);
            thrown = failure;
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                String format,
                @Nullable Object @Nullable ... parameters) {
            levels.add(level);
            lines.add(parameters == null ? format : java.text.MessageFormat.format(format, parameters));
        }
    }

    private final Kept kept = new Kept();
    private final LineLogger log = LineLogger.over(kept);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r",
                "\u2028",
                "\u2029",
                "\u0085",
                "\u000B",
                "\f",
                "\u001B[31m",
                "\u202E",
                "\u2066",
                "\u200F",
                "\uD800",
                "\uDC00",
                "\uDB40\uDC01",
                "\0",
                "\uFEFF",
                "\u009B31m"
            })
    void textThatWouldForgeALine_isRendered(String evil) {
        String text = "key " + evil + "WARNING forged";
        log.debug(text);
        log.debug(() -> text, new IllegalStateException());
        log.log(LogMessage.LEFT_OUT.with(text, 7));
        log.log(LogMessage.TASK_FAILED.saying(text), new IllegalStateException());
        log.logAtLeast(Level.INFO, LogMessage.HIT.of("posts", text, "near"));
        String rendered = "key ?" + evil.substring(evil.offsetByCodePoints(0, 1)) + "WARNING forged";
        assertThat(kept.lines)
                .containsExactly(
                        rendered,
                        rendered,
                        "CACHEX-0125 " + rendered + " (7 more like it left out)",
                        "CACHEX-0212 " + rendered,
                        "CACHEX-0101 HIT posts " + rendered + ": near");
    }

    @Test
    void severalLines_areBrokenBetweenThemAlone() {
        log.log(LogMessage.CONFIGURATION_REFUSED, List.of("one\ntwo", "three"));
        assertThat(kept.lines).containsExactly("CACHEX-0013 one?two" + System.lineSeparator() + "  three");
    }

    @Test
    void pastTheCatalogue_everythingIsForDebugging() {
        log.log(Level.ERROR, "an\nerror");
        log.log(Level.ERROR, "a {0}", "b");
        log.log(Level.ERROR, "failed", new IllegalStateException());
        assertThat(kept.lines).containsExactly("an?error", "a {0} [b]", "failed");
        assertThat(kept.levels).containsOnly(Level.DEBUG);
        assertThat(log.getName()).isEqualTo("kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain {0} % $ text", "größer 日本語 👍🏽 e\u0301", ""})
    void plainText_staysTheSameObject(String text) {
        assertThat(MessageText.line(text)).isSameAs(text);
    }

    @Test
    void exceptionWithItsCausesAndSuppressed_isRenderedWithTheSameTrace() {
        RuntimeException deepest = new IllegalArgumentException("deepest\nat forged");
        RuntimeException failure = new IllegalStateException("failure", deepest);
        failure.addSuppressed(new RuntimeException("suppressed\u2028line"));
        deepest.addSuppressed(failure);
        log.log(LogMessage.TASK_FAILED.with(), failure);
        StringWriter printed = new StringWriter();
        kept.thrown.printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString())
                .startsWith("java.lang.IllegalStateException: failure")
                .contains("Caused by: java.lang.IllegalArgumentException: deepest?at forged")
                .contains("Suppressed: java.lang.RuntimeException: suppressed?line");
        assertThat(kept.thrown.getStackTrace()).isEqualTo(failure.getStackTrace());
    }

    @Test
    void plainException_isLoggedItself() {
        RuntimeException failure = new IllegalStateException("failure", new RuntimeException());
        log.log(LogMessage.TASK_FAILED.with(), failure);
        assertThat(kept.thrown).isSameAs(failure);
    }

    @Test
    void exceptionThatCannotSayWhatItIs_isNamedByItsClass() {
        log.log(LogMessage.TASK_FAILED.with(), new RuntimeException("outer", new RuntimeException("a\nb") {
            @Override
            public String getMessage() {
                throw new IllegalStateException("says nothing");
            }
        }));
        assertThat(kept.lines).containsExactly("CACHEX-0212 a task in the background failed");
    }

    @Test
    void ownExceptions_haveTextsOnOneLine() {
        assertThat(new CacheKeyException("key id=a\nb")).hasMessage("key id=a?b");
        assertThat(new CacheConfigurationException(List.of("one\ntwo", "three\u2029")))
                .hasMessage("Cachex cannot start, 2 mistakes:\n  - one?two\n  - three?");
    }

    @Test
    void longText_isShownByItsBeginWithoutCuttingAPair() {
        assertThat(MessageText.shown("ab👍c", 3)).isEqualTo("ab…");
        assertThat(MessageText.shown("ab👍c", 4)).isEqualTo("ab👍…");
        assertThat(MessageText.shown("ab👍c", 5)).isEqualTo("ab👍c");
    }
}
