// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.transaction;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.operation.GroupInvalidations;
import io.github.cachex.core.operation.KeyInvalidations;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.transaction.PendingChanges.Invalidation;
import io.github.cachex.core.transaction.Transactions.Ending;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.TagState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The work that a transaction has left to one cache. Thread-safe.
 *
 * <p>First everything that it changed is invalidated, in all caches. Then what it put and loaded is stored under leases, as any load is,
 * and only if nobody else has changed the key since: two transactions may be told of their commits in another order than they were
 * committed in, so that a plain write could put the older value over the newer one. The lease is acquired first, then
 * everything is received that was sent on the link before: a change that came before the lease is known by then, and one that
 * comes after it takes the lease away, so that the store is refused.
 */
public final class AfterCommit {
    private final Supplier<CacheSettings> settings;
    private final KeyInvalidations keys;
    private final GroupInvalidations groups;
    private final PendingStores stores;
    private final FencedStore fenced;
    private final Outbox outbox;

    /** Creates the work in one cache. */
    public AfterCommit(
            Supplier<CacheSettings> settings,
            KeyInvalidations keys,
            GroupInvalidations groups,
            PendingStores stores,
            FencedStore fenced,
            Outbox outbox) {
        this.settings = settings;
        this.keys = keys;
        this.groups = groups;
        this.stores = stores;
        this.fenced = fenced;
        this.outbox = outbox;
    }

    /** Invalidates what {@code changes} say, after their transaction ended so; returns what stores the rest. */
    Runnable invalidate(PendingChanges changes, Ending ending) {
        Optional<TagState> made = Optional.empty();
        try {
            if (!changes.groups().isEmpty()) {
                made = groups.mark(changes.groups(), settings.get());
            }
        } finally {
            invalidateKeys(changes);
        }
        Optional<TagState> own = made;
        return ending == Ending.COMMITTED
                ? () -> fenced.store(stores.wanted(changes, own), settings.get(), won -> stores.holding(changes, won))
                : () -> {};
    }

    private void invalidateKeys(PendingChanges changes) {
        List<EntryKey> hard = new ArrayList<>();
        List<EntryKey> soft = new ArrayList<>();
        changes.changes()
                .forEach((key, change) ->
                        (change instanceof Invalidation invalidation && invalidation.soft() ? soft : hard).add(key));
        try {
            keys.invalidate(hard, false, settings.get());
            keys.invalidate(soft, true, settings.get());
        } catch (Throwable e) {
            // Whatever it is, what is in the database now must not be hidden by what was there before.
            outbox.invalidate(changes.changes().keySet());
            throw e;
        }
    }
}
