// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.transaction.Transactions.Ending;
import io.github.cachex.spi.LineLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one transaction has put off, cache by cache. Used by one thread at a time, as the transaction is. */
final class Deferred {
    private static final Logger LOG = LineLogger.named("io.github.cachex");

    private final Map<Transacted, DeferredChanges> caches = new LinkedHashMap<>();
    private final Runnable over;

    /** Creates an empty one that runs {@code over} when its transaction ended. */
    Deferred(Runnable over) {
        this.over = over;
    }

    /** Returns what it has put off in {@code cache}; null if nothing. */
    synchronized @Nullable DeferredChanges of(Transacted cache) {
        return caches.get(cache);
    }

    /** Returns the same, beginning with what {@code begun} gives. */
    synchronized DeferredChanges of(Transacted cache, Supplier<DeferredChanges> begun) {
        return caches.computeIfAbsent(cache, missing -> begun.get());
    }

    /** Does what was put off if its transaction was committed. Never throws. */
    synchronized void ended(Ending ending) {
        try {
            if (ending != Ending.ROLLED_BACK) {
                caches.forEach((cache, changes) -> apply(cache, changes, ending));
            }
        } finally {
            caches.clear();
            over.run();
        }
    }

    private static void apply(Transacted cache, DeferredChanges changes, Ending ending) {
        try {
            cache.apply(changes, ending);
        } catch (Throwable e) {
            // The transaction is committed, whatever we throw.
            LOG.log(
                    Level.WARNING,
                    "what a transaction changed in the cache " + cache.name() + " was not all applied",
                    e);
        }
    }
}
