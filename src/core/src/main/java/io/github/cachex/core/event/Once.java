// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.event;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what was said. Bounded: when it has heard enough different things, everything counts as said. */
final class Once {
    private static final int LIMIT = 1_000;

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    boolean isFirst(String what) {
        return !said.contains(what) && said.size() < LIMIT && said.add(what);
    }
}
