// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import java.util.stream.Stream;

/** One thing to warm: an annotated method with all its arguments, or a warmer. */
interface Warming {
    /** Returns the name under which the cluster notes that it ran. */
    String name();

    /** Returns whether the start of the application goes on meanwhile. */
    boolean isAsync();

    /** Returns what there is to load, lazily; closed at the end. */
    Stream<? extends Step> steps() throws Exception;

    /** One entry to load. */
    interface Step {
        /** Loads the entry unless a fresh one is there, and returns whether that is known to have loaded it. */
        boolean run() throws Exception;

        /** Returns whether what it loads would be stored nowhere, since that is switched off. */
        boolean isOff();

        /** Returns what it loads, for the log; no values. */
        String what();
    }
}
