// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import java.util.Locale;

/** How far long work has come, on a terminal alone. */
final class Progress implements AutoCloseable {
    private static final long PERIOD_NANOS = 200_000_000;

    private final Terminal terminal;
    private final String what;
    private long count;
    private long shownAt = System.nanoTime();
    private boolean isShown;

    /** Begins to show how many of {@code what} were looked at. */
    Progress(Terminal terminal, String what) {
        this.terminal = terminal;
        this.what = what;
    }

    /** Notes that so many more were. */
    synchronized void add(long more) {
        count += more;
        long now = System.nanoTime();
        if (terminal.isInteractive() && now - shownAt > PERIOD_NANOS) {
            shownAt = now;
            isShown = true;
            terminal.err().print("\r" + String.format(Locale.ROOT, "%,d", count) + " " + what + " ");
            terminal.err().flush();
        }
    }

    /** Takes it away again. */
    @Override
    public synchronized void close() {
        if (isShown) {
            terminal.err().print("\r\033[K");
            terminal.err().flush();
        }
    }
}
