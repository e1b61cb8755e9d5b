// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.CacheWarmer;
import java.util.Set;
import java.util.TreeSet;

/** Who fills caches besides annotated methods: injected handlers, warmers, and keys that the application makes itself. */
final class CacheFillers {
    private final Set<String> handlers;
    private final boolean anyHandler;
    private final boolean warmers;
    private final boolean keyGenerator;

    CacheFillers(Discovered discovered, BeanFacts facts) {
        this.handlers = new TreeSet<>(discovered.injectedCaches().values());
        this.anyHandler = discovered.looksUpCaches();
        this.warmers = !facts.beansOf(CacheWarmer.class).isEmpty();
        this.keyGenerator = facts.makesKeys();
    }

    /** Returns the names of the caches whose handlers are injected. */
    Set<String> handlers() {
        return handlers;
    }

    /** Returns whether somebody may store in {@code cache} what no annotation tells of. */
    boolean mayFill(String cache) {
        return anyHandler || handlers.contains(cache);
    }

    /** Returns whether caches of any name may be used that no annotation tells of. */
    boolean mayBeAny() {
        return anyHandler || warmers;
    }

    boolean hasWarmers() {
        return warmers;
    }

    /** Returns whether keys or entries of any cache may be made that no annotation tells of. */
    boolean areKeysUnknown() {
        return warmers || keyGenerator;
    }
}
