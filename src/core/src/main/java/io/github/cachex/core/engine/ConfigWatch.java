// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.config.ConfigChange;
import io.github.cachex.core.thread.Background;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.spi.LineLogger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has changes of the configuration taken while the application runs: all of them, or none where one is wrong. Says each thing
 * once. Thread-safe.
 */
final class ConfigWatch {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    private final CacheEngine engine;
    private final Set<String> warned;
    private List<String> refused = List.of();
    private Map<String, Optional<String>> waiting = Map.of();

    ConfigWatch(CacheEngine engine) {
        this.engine = engine;
        this.warned = new HashSet<>(engine.configuration().warnings());
    }

    /** Looks every {@code period}, in the background: a source may take its time, and the scheduler's threads are not for that. */
    void every(Duration period, Scheduler scheduler, Background background) {
        AtomicBoolean looking = new AtomicBoolean();
        Runnable look = () -> {
            try {
                look();
            } finally {
                looking.set(false);
            }
        };
        scheduler.repeat(
                () -> {
                    if (looking.compareAndSet(false, true) && !background.tryRun(look)) {
                        looking.set(false);
                    }
                },
                period);
    }

    /** Looks whether anything has changed, and has it taken. */
    synchronized void look() {
        Optional<ConfigChange> found;
        try {
            found = engine.configuration().changes();
        } catch (RuntimeException | Error e) {
            refuse(List.of("it cannot be read, " + e + "; see to the source of configuration that fails"));
            return;
        }
        if (found.isEmpty()) {
            refused = List.of();
            waiting = Map.of();
            return;
        }
        ConfigChange change = found.get();
        List<String> problems = engine.check(change.next());
        if (problems.isEmpty()) {
            refused = List.of();
            accept(change);
        } else {
            refuse(problems);
        }
    }

    private void refuse(List<String> problems) {
        if (!problems.equals(refused)) {
            refused = problems;
            List<String> lines = new ArrayList<>(problems);
            lines.set(0, "The changed configuration is not taken, the old one stays in force: " + problems.get(0));
            LOG.logLines(Level.WARNING, lines);
        }
    }

    private static void tell(List<String> unlike) {
        if (!unlike.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "near.store and near.max-entries of " + String.join(", ", unlike)
                            + ": another group says otherwise, but a cache is built for them; restart the application to"
                            + " let them take effect");
        }
    }

    private void accept(ConfigChange change) {
        if (!change.taken().isEmpty() || change.left().isEmpty()) {
            tell(engine.take(change));
        }
        if (!change.taken().isEmpty()) {
            LOG.log(Level.INFO, "The configuration changed: " + String.join(", ", change.said()));
        }
        if (!change.left().isEmpty() && !change.left().equals(waiting)) {
            LOG.log(
                    Level.WARNING,
                    String.join(", ", change.left().keySet())
                            + ": changed, but read at the start alone; restart the application to let it take effect");
        }
        waiting = change.left();
        change.next().warnings().stream().filter(warned::add).forEach(warning -> LOG.log(Level.WARNING, warning));
    }
}
