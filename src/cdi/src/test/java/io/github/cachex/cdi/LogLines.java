// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What Cachex logs meanwhile, each line with its level and without its id. */
public final class LogLines implements AutoCloseable {
    private final Logger logger = Logger.getLogger("io.github.cachex");
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Level before = logger.getLevel();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getLevel() + " " + entry.getMessage().replaceFirst("^CACHEX-\\d{4} ", ""));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private LogLines(Level level) {
        logger.setLevel(level);
        logger.addHandler(handler);
    }

    /** Listens from now on. */
    public static LogLines listen() {
        return new LogLines(Level.INFO);
    }

    /** Listens from now on, to what is said for debugging as well. */
    public static LogLines listenToAll() {
        return new LogLines(Level.ALL);
    }

    /** Returns the lines so far. */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Returns the warnings so far. */
    public List<String> warnings() {
        return lines().stream().filter(line -> line.startsWith("WARNING ")).toList();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setLevel(before);
    }
}
