// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged of faults while it is open. */
final class Said extends Handler implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("io.github.cachex");

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    Said() {
        // So many stack traces on the console would take most of the time.
        LOG.setUseParentHandlers(false);
        LOG.addHandler(this);
    }

    /** Returns the warnings whose text has {@code part} in it. */
    List<String> warnings(String part) {
        return warnings.stream().filter(line -> line.contains(part)).toList();
    }

    /** Returns the faults that were logged more than once. */
    List<String> twice() {
        return said.stream()
                .filter(one -> said.indexOf(one) != said.lastIndexOf(one))
                .distinct()
                .toList();
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(line.getMessage());
            if (line.getThrown() != null) {
                said.add(line.getMessage());
            }
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOG.removeHandler(this);
        LOG.setUseParentHandlers(true);
    }
}
