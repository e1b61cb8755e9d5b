// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.cdi.LogLines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the check of a deployment warns of, by whichever extension. */
final class Warned {
    private Warned() {}

    /** Returns the warnings that an application of {@code beans} starts with. */
    static List<String> of(By extension, Map<String, String> configuration, Class<?>... beans) {
        return extension == By.PORTABLE_EXTENSION
                ? ofPortable(configuration, beans)
                : ofBuildCompatible(configuration, beans);
    }

    private static List<String> ofPortable(Map<String, String> configuration, Class<?>... beans) {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(configuration, beans)) {
            assertThat(application.container().isRunning()).isTrue();
            return log.warnings().stream()
                    .map(line -> line.substring("WARNING ".length()))
                    .toList();
        }
    }

    /** The container has a logger of its own for what such extensions say. */
    private static List<String> ofBuildCompatible(Map<String, String> configuration, Class<?>... beans) {
        List<String> warnings = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    warnings.add(entry.getMessage().replaceFirst("^CACHEX-\\d{4} ", ""));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try (Application application = Application.of(By.BUILD_COMPATIBLE_EXTENSION, configuration, beans)) {
            assertThat(application.container().isRunning()).isTrue();
            return List.copyOf(warnings);
        } finally {
            root.removeHandler(handler);
        }
    }
}
