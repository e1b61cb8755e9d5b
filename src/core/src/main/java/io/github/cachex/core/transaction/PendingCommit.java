// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.transaction;

import io.github.cachex.core.transaction.Transactions.Ending;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction has put off, cache by cache. Used by one thread at a time, as the transaction is.
 *
 * <p>After the commit all caches invalidate, and only then the first of them stores: stores may take long, and what another cache still
 * holds meanwhile is older than the database.
 */
final class PendingCommit {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    /** A cache that has put something off. */
    interface Cache {
        /** Returns its name. */
        String name();

        /** Invalidates what {@code changes} say, after their transaction ended so; returns what stores the rest. */
        Runnable invalidate(PendingChanges changes, Ending ending);
    }

    private final Map<Cache, PendingChanges> caches = new LinkedHashMap<>();
    private final Runnable over;

    /** Creates an empty one that runs {@code over} when its transaction ended. */
    PendingCommit(Runnable over) {
        this.over = over;
    }

    /** Returns what it has put off in {@code cache}; null if nothing. */
    synchronized @Nullable PendingChanges of(Cache cache) {
        return caches.get(cache);
    }

    /** Returns the same, beginning with what {@code begun} gives. */
    synchronized PendingChanges of(Cache cache, Supplier<PendingChanges> begun) {
        return caches.computeIfAbsent(cache, missing -> begun.get());
    }

    /** Does what was put off if its transaction was committed. Never throws. */
    synchronized void ended(Ending ending) {
        try {
            if (ending != Ending.ROLLED_BACK) {
                Map<Cache, Runnable> stores = new LinkedHashMap<>();
                caches.forEach((cache, changes) ->
                        attempt(cache, () -> stores.put(cache, cache.invalidate(changes, ending))));
                stores.forEach(PendingCommit::attempt);
            }
        } finally {
            caches.clear();
            over.run();
        }
    }

    private static void attempt(Cache cache, Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            // The transaction is committed, whatever we throw.
            LOG.log(LogMessage.COMMIT_INCOMPLETE.with("the cache " + cache.name()), e);
        }
    }
}
