// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import java.io.PrintStream;

/** Says things as they happen, with the time since the start and who says it. */
final class Console {
    private final long start = System.nanoTime();
    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    void say(String who, String what) {
        out.printf("%6.2f s  %-8s %s%n", (System.nanoTime() - start) / 1e9, who, what);
    }

    void line(String text) {
        out.println(text);
    }
}
