// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.MessageText;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.ResourceBundle;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The way to a {@link System.Logger}, on which nobody can forge a line: whatever a text holds, and whatever an exception says, is
 * rendered by {@link MessageText}, and escaped as its {@link LogFormat} wants it. All of Cachex logs through it: what an operator is
 * to see as a {@link LogMessage} of the catalogue, all else for debugging. Thread-safe.
 *
 * <p>It is a logger itself so that the platform's takes its caller for the source of a line. What is logged past the catalogue, by the
 * methods of that interface, is written for debugging, whatever level it asks for.
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

    @Override
    public String getName() {
        return platform.getName();
    }

    /** Returns whether a line at {@code level} would be written by anybody. */
    @Override
    public boolean isLoggable(Level level) {
        return outputs().stream().anyMatch(output -> output.target(platform).isLoggable(level));
    }

    /** Writes {@code line} at the level of its message. */
    public void log(LogLine line) {
        log(line, null);
    }

    /** Writes {@code line} at the level of its message, with the trace of {@code thrown} if there is one. */
    public void log(LogLine line, @Nullable Throwable thrown) {
        write(line.kind().level(), line, thrown);
    }

    /** Writes {@code line} at the level of its message, or at {@code least} where that is higher. */
    public void logAtLeast(Level least, LogLine line) {
        Level level = line.kind().level();
        write(level.getSeverity() < least.getSeverity() ? least : level, line, null);
    }

    /** Writes {@code lines} as one record of {@code message}; as text, all but the first are indented. */
    public void log(LogMessage message, List<String> lines) {
        if (isLoggable(message.level())) {
            // What users wrote is rendered here, so that no line end but ours is left.
            List<String> rendered = lines.stream().map(MessageText::line).toList();
            String first = message.saying(rendered.get(0)).text();
            String text = rendered.stream()
                    .skip(1)
                    .map(line -> System.lineSeparator() + "  " + line)
                    .collect(Collectors.joining("", first, ""));
            for (LogOutput output : outputs()) {
                if (output.format() == LogFormat.TEXT) {
                    output.target(platform).log(message.level(), text);
                } else {
                    written(
                            output,
                            message.level(),
                            new LogLine(message, "", "", String.join("\n", rendered), ""),
                            null);
                }
            }
        }
    }

    /** Writes {@code line} for debugging. */
    public void debug(String line) {
        debug(line, null);
    }

    /** Writes {@code line} for debugging, with the trace of {@code thrown} if there is one. */
    public void debug(String line, @Nullable Throwable thrown) {
        log(LogMessage.DETAIL.saying(line), thrown);
    }

    /** Writes what {@code line} gives for debugging, and asks for it only if somebody wants to know. */
    public void debug(Supplier<String> line, @Nullable Throwable thrown) {
        if (isLoggable(Level.DEBUG)) {
            debug(line.get(), thrown);
        }
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String line, @Nullable Throwable thrown) {
        debug(line, thrown);
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... parameters) {
        debug(format + (parameters == null || parameters.length == 0 ? "" : ' ' + Arrays.toString(parameters)));
    }

    private void write(Level level, LogLine line, @Nullable Throwable thrown) {
        for (LogOutput output : outputs()) {
            if (output.format() != LogFormat.TEXT) {
                written(output, level, line, thrown);
            } else if (thrown == null) {
                output.target(platform).log(level, MessageText.line(line.text()));
            } else {
                output.target(platform).log(level, MessageText.line(line.text()), LoggedFailure.of(thrown));
            }
        }
    }

    private void written(LogOutput output, Level level, LogLine line, @Nullable Throwable thrown) {
        System.Logger target = output.target(platform);
        if (target.isLoggable(level)) {
            target.log(level, output.format().written(Instant.now(), level, line, thrown));
        }
    }
}
