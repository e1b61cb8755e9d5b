// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.MessageText;
import java.util.Arrays;
import java.util.List;
import java.util.ResourceBundle;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@link System.Logger} whose lines nobody can forge: whatever a text holds, and whatever an exception says, is rendered by
 * {@link MessageText} on its way to the log. All of Cachex logs through it. Thread-safe.
 */
@Internal
public final class LineLogger implements System.Logger {
    private final System.Logger log;

    private LineLogger(System.Logger log) {
        this.log = log;
    }

    /** Returns the logger of that name. */
    public static LineLogger named(String name) {
        return over(System.getLogger(name));
    }

    /** Returns one that writes to {@code log}. */
    public static LineLogger over(System.Logger log) {
        return new LineLogger(log);
    }

    /** Writes {@code lines} as one record, all but the first indented, each rendered by itself. */
    public void logLines(Level level, List<String> lines) {
        if (isLoggable(level)) {
            log.log(
                    level,
                    lines.stream().map(MessageText::line).collect(Collectors.joining(System.lineSeparator() + "  ")));
        }
    }

    @Override
    public String getName() {
        return log.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return log.isLoggable(level);
    }

    // Its own parameters, not the defaults of the interface: without any, no logger reads the line as a format.
    @Override
    public void log(Level level, String line) {
        log.log(level, MessageText.line(line));
    }

    @Override
    public void log(Level level, String line, @Nullable Throwable thrown) {
        log.log(level, MessageText.line(line), rendered(thrown));
    }

    @Override
    public void log(Level level, Supplier<String> line, @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            log(level, line.get(), thrown);
        }
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String line, @Nullable Throwable thrown) {
        log.log(level, bundle, MessageText.line(line), rendered(thrown));
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object @Nullable ... parameters) {
        log.log(
                level,
                bundle,
                MessageText.line(format),
                parameters == null
                        ? null
                        : Arrays.stream(parameters).map(LineLogger::parameter).toArray());
    }

    private static @Nullable Object parameter(@Nullable Object parameter) {
        return parameter == null || parameter instanceof Number ? parameter : MessageText.line(parameter.toString());
    }

    private static @Nullable Throwable rendered(@Nullable Throwable thrown) {
        return thrown == null ? null : LoggedFailure.of(thrown);
    }
}
