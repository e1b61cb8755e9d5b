// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What the library logs while a command runs: warnings are kept, and everything is shown to those who ask for it. */
final class Messages implements System.Logger {
    private final Terminal terminal;
    private final boolean verbose;
    private final List<String> warnings = new ArrayList<>();
    private boolean started;

    Messages(Terminal terminal, boolean verbose) {
        this.terminal = terminal;
        this.verbose = verbose;
    }

    /** What comes before is about settings of the application, which are none of this command's. */
    synchronized void started() {
        started = true;
    }

    /** Returns the warnings that came since. */
    synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public String getName() {
        return "io.github.cachex";
    }

    @Override
    public boolean isLoggable(Level level) {
        return level.getSeverity() >= (verbose ? Level.INFO : Level.WARNING).getSeverity() && level != Level.OFF;
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            note(level, text + (thrown == null || !verbose ? "" : " (" + thrown + ")"));
        }
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... parameters) {
        if (isLoggable(level)) {
            boolean plain = format == null || parameters == null || parameters.length == 0;
            note(level, plain ? String.valueOf(format) : MessageFormat.format(format, parameters));
        }
    }

    private synchronized void note(Level level, String text) {
        if (started && level.getSeverity() >= Level.WARNING.getSeverity()) {
            warnings.add(text);
        }
        if (verbose) {
            terminal.say(level.getName().toLowerCase(java.util.Locale.ROOT) + ": " + ShownText.of(text));
        }
    }
}
