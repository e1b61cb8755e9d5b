// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.config.ConfigChange;
import io.github.cachex.core.thread.Background;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogLine;
import io.github.cachex.spi.LogMessage;
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
    private final Set<LogLine> warned;
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
            lines.set(0, LogMessage.CONFIGURATION_REFUSED.with(problems.get(0)).message());
            LOG.log(LogMessage.CONFIGURATION_REFUSED, lines);
        }
    }

    private static void tell(List<String> unlike) {
        if (!unlike.isEmpty()) {
            LOG.log(LogMessage.NEAR_BUILT.with(String.join(", ", unlike)));
        }
    }

    private void accept(ConfigChange change) {
        if (!change.taken().isEmpty() || change.left().isEmpty()) {
            tell(engine.take(change));
        }
        if (!change.taken().isEmpty()) {
            LOG.log(LogMessage.CONFIGURATION_CHANGED.with(String.join(", ", change.said())));
        }
        if (!change.left().isEmpty() && !change.left().equals(waiting)) {
            LOG.log(LogMessage.READ_AT_START.with(
                    String.join(", ", change.left().keySet())));
        }
        waiting = change.left();
        change.next().warnings().stream().filter(warned::add).forEach(LOG::log);
    }
}
