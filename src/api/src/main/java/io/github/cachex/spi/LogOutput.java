// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the lines of an engine go, and in which format. While it is open, what the classes of Cachex say goes there too: they do not
 * know whose they are, so with several engines in one class loader it goes to the outputs of all. Thread-safe.
 */
@Internal
public final class LogOutput implements AutoCloseable {
    /** Where lines go while nobody has opened another. */
    private static final List<LogOutput> NOBODYS = List.of(new LogOutput(Optional.empty(), LogFormat.TEXT));

    private static final List<LogOutput> OPEN = new ArrayList<>();
    private static volatile List<LogOutput> current = NOBODYS;

    private final Optional<System.Logger> logger;
    private final LogFormat format;

    private LogOutput(Optional<System.Logger> logger, LogFormat format) {
        this.logger = logger;
        this.format = format;
    }

    /** Opens one that writes to {@code logger}, or to the platform's loggers if empty. */
    public static LogOutput open(Optional<System.Logger> logger, LogFormat format) {
        LogOutput output = new LogOutput(logger, format);
        synchronized (OPEN) {
            OPEN.add(output);
            refresh();
        }
        return output;
    }

    /** Returns one for {@code logger} alone, which nobody else writes to. */
    static LogOutput apart(System.Logger logger, LogFormat format) {
        return new LogOutput(Optional.of(logger), format);
    }

    /** Returns all that are open, those alike once. */
    static List<LogOutput> current() {
        return current;
    }

    private static void refresh() {
        List<LogOutput> distinct = new ArrayList<>();
        for (LogOutput output : OPEN) {
            if (distinct.stream().noneMatch(output::isLike)) {
                distinct.add(output);
            }
        }
        current = distinct.isEmpty() ? NOBODYS : List.copyOf(distinct);
    }

    private boolean isLike(LogOutput other) {
        return format == other.format && Objects.equals(logger.orElse(null), other.logger.orElse(null));
    }

    /** Returns what is written to in the place of {@code platform}. */
    System.Logger target(System.Logger platform) {
        return logger.orElse(platform);
    }

    LogFormat format() {
        return format;
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            OPEN.removeIf(one -> one == this);
            refresh();
        }
    }
}
