// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import jakarta.enterprise.inject.se.SeContainer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what is said against an application when it starts, without the ids. */
final class Complaints extends Handler {
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    private Complaints() {}

    /** Returns the errors and warnings with which an application of {@code beans} starts. */
    static List<String> about(Map<String, String> settings, Class<?>... beans) {
        Complaints complaints = new Complaints();
        Logger logger = Logger.getLogger("io.github.cachex");
        logger.addHandler(complaints);
        try (SeContainer application = Deployment.start(settings, beans)) {
            if (!application.isRunning()) {
                complaints.said.add("does not run");
            }
        } catch (RuntimeException e) {
            complaints.said.add(String.valueOf(e.getMessage()));
        } finally {
            logger.removeHandler(complaints);
        }
        return List.copyOf(complaints.said);
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            said.add(entry.getMessage().replaceFirst("^CACHEX-\\d{4} ", ""));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
