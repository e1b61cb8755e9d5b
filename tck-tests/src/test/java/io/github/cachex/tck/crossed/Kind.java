// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.crossed;

import java.time.Duration;

/** What one fetch wants beside the settings of its cache. */
enum Kind {
    PLAIN("p", "find"),
    /** Is refreshed as soon as it is read. */
    AHEAD("a", "ahead"),
    /** Has a hard timeout that ends soon. */
    HASTY("h", "hasty"),
    /** Lives for a moment. */
    BRIEF("b", "brief");

    static final Duration LIFE = Duration.ofMillis(50);
    static final String MOMENT = "50ms";
    static final String SOON = "20ms";
    static final double AT_ONCE = 1e-9;

    private final String prefix;
    private final String method;

    Kind(String prefix, String method) {
        this.prefix = prefix;
        this.method = method;
    }

    /** Returns the id of the entry, as handlers name it. */
    String id(String of) {
        return prefix + ':' + of;
    }

    /** Returns the id of the entry of the method that answers a stage. */
    String stageId(String of) {
        return "s" + prefix + ':' + of;
    }

    /** Returns the name of the method; that which answers a stage ends in Later. */
    String method() {
        return method;
    }
}
