// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The log lines of the Redis backend, from now until it is closed, each behind its level, without its id. */
final class RedisLog implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("io.github.cachex.redis");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Level before = LOGGER.getLevel();
    private final Handler handler = new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + formatter.formatMessage(line).replaceFirst("^CACHEX-\\d{4} ", ""));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    RedisLog() {
        LOGGER.setLevel(Level.ALL);
        LOGGER.addHandler(handler);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        LOGGER.removeHandler(handler);
        LOGGER.setLevel(before);
    }
}
