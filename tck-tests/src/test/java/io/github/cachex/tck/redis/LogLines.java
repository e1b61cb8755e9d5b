// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.redis;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What Cachex logs, its backends included, from now until it is closed: each line behind its level, without its id. */
public final class LogLines extends Handler implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("io.github.cachex");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    public LogLines() {
        LOG.addHandler(this);
    }

    /** Returns the lines so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Returns those with {@code part} in them. */
    public List<String> with(String part) {
        return lines.stream().filter(line -> line.contains(part)).toList();
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getLevel() + " " + line.getMessage().replaceFirst("^CACHEX-\\d{4} ", ""));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOG.removeHandler(this);
    }
}
