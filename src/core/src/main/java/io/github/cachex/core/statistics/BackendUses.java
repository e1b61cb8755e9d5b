// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.statistics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each cache costs the backend that they have in common. Thread-safe. */
public final class BackendUses {
    private final Map<String, BackendUse> uses = new ConcurrentHashMap<>();

    /** Creates those of no cache yet. */
    public BackendUses() {}

    /** Returns what {@code cache} costs. */
    public BackendUse of(String cache) {
        BackendUse known = uses.get(cache);
        return known == null ? uses.computeIfAbsent(cache, name -> new BackendUse()) : known;
    }
}
