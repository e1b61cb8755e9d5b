// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.MessageText;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.ResourceBundle;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@link System.Logger} whose lines nobody can forge: whatever a text holds, and whatever an exception says, is rendered by
 * {@link MessageText} on its way to the log, and escaped as its {@link LogFormat} wants it. All of Cachex logs through it. Thread-safe.
 */
@Internal
public final class LineLogger implements System.Logger {
    private final System.Logger platform;
    private final @Nullable List<LogOutput> own;

    private LineLogger(System.Logger platform, @Nullable List<LogOutput> own) {
        this.platform = platform;
        this.own = own;
    }

    /** Returns the logger of that name, which writes to every output that is open. */
    public static LineLogger named(String name) {
        return new LineLogger(System.getLogger(name), null);
    }

    /** Returns the logger of that name that writes to {@code output} alone. */
    public static LineLogger named(String name, LogOutput output) {
        return new LineLogger(System.getLogger(name), List.of(output));
    }

    /** Returns one that writes text to {@code log}. */
    public static LineLogger over(System.Logger log) {
        return over(log, LogFormat.TEXT);
    }

    /** Returns one that writes to {@code log} in {@code format}. */
    public static LineLogger over(System.Logger log, LogFormat format) {
        return new LineLogger(log, List.of(LogOutput.apart(log, format)));
    }

    private List<LogOutput> outputs() {
        return own == null ? LogOutput.current() : own;
    }

    /** Writes {@code line}. */
    public void log(Level level, LogLine line) {
        for (LogOutput output : outputs()) {
            if (output.format() == LogFormat.TEXT) {
                output.target(platform).log(level, MessageText.line(line.text()));
            } else {
                write(output, level, line, null);
            }
        }
    }

    /** Writes {@code lines} as one record; as text, all but the first are indented. */
    public void logLines(Level level, List<String> lines) {
        for (LogOutput output : outputs()) {
            System.Logger target = output.target(platform);
            if (!target.isLoggable(level)) {
                continue;
            }
            if (output.format() == LogFormat.TEXT) {
                target.log(
                        level,
                        lines.stream()
                                .map(MessageText::line)
                                .collect(Collectors.joining(System.lineSeparator() + "  ")));
            } else {
                // What users wrote is rendered here, so that no line end but ours is left.
                write(
                        output,
                        level,
                        LogLine.plain(lines.stream().map(MessageText::line).collect(Collectors.joining("\n"))),
                        null);
            }
        }
    }

    private void write(LogOutput output, Level level, LogLine line, @Nullable Throwable thrown) {
        System.Logger target = output.target(platform);
        if (target.isLoggable(level)) {
            target.log(level, output.format().written(Instant.now(), level, line, thrown));
        }
    }

    @Override
    public String getName() {
        return platform.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        for (LogOutput output : outputs()) {
            if (output.target(platform).isLoggable(level)) {
                return true;
            }
        }
        return false;
    }

    // Its own parameters, not the defaults of the interface: without any, no logger reads the line as a format.
    @Override
    public void log(Level level, String line) {
        log(level, LogLine.plain(MessageText.line(line)));
    }

    @Override
    public void log(Level level, String line, @Nullable Throwable thrown) {
        for (LogOutput output : outputs()) {
            if (output.format() == LogFormat.TEXT) {
                output.target(platform).log(level, MessageText.line(line), rendered(thrown));
            } else {
                write(output, level, LogLine.plain(MessageText.line(line)), thrown);
            }
        }
    }

    @Override
    public void log(Level level, Supplier<String> line, @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            log(level, line.get(), thrown);
        }
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String line, @Nullable Throwable thrown) {
        for (LogOutput output : outputs()) {
            if (output.format() == LogFormat.TEXT) {
                output.target(platform).log(level, bundle, MessageText.line(line), rendered(thrown));
            } else {
                write(output, level, LogLine.plain(MessageText.line(line)), thrown);
            }
        }
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object @Nullable ... parameters) {
        @Nullable
        Object[] rendered = parameters == null
                ? null
                : Arrays.stream(parameters).map(LineLogger::parameter).toArray();
        for (LogOutput output : outputs()) {
            if (output.format() == LogFormat.TEXT) {
                output.target(platform).log(level, bundle, MessageText.line(format), rendered);
            } else if (output.target(platform).isLoggable(level)) {
                String line =
                        rendered == null || rendered.length == 0 ? format : MessageFormat.format(format, rendered);
                write(output, level, LogLine.plain(MessageText.line(line)), null);
            }
        }
    }

    private static @Nullable Object parameter(@Nullable Object parameter) {
        return parameter == null || parameter instanceof Number ? parameter : MessageText.line(parameter.toString());
    }

    private static @Nullable Throwable rendered(@Nullable Throwable thrown) {
        return thrown == null ? null : LoggedFailure.of(thrown);
    }
}
