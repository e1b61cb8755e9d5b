// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Keeps every logger of the process silent: what a command has to say, it says itself. Found by the platform. */
public final class SilentLoggers extends System.LoggerFinder {
    /** Creates one, as the platform does. */
    public SilentLoggers() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Silent(name);
    }

    private record Silent(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return false;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {}

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object... parameters) {}
    }
}
