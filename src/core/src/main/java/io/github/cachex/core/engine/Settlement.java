// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.engine.DeferredChanges.Drop;
import io.github.cachex.core.engine.DeferredChanges.Load;
import io.github.cachex.core.engine.DeferredChanges.Put;
import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryIds;
import io.github.cachex.core.entry.Stamp;
import io.github.cachex.core.near.Stripes;
import io.github.cachex.core.origin.Origin;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.LinkTrust;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.core.transaction.Transactions.Ending;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Does in one cache what a transaction has put off. Thread-safe.
 *
 * <p>First everything that it changed is invalidated. Then what it put and loaded is stored under leases, as any load is, and
 * only if nobody else has changed the key since: two transactions may be told of their commits in another order than they were
 * committed in, so that a plain write could put the older value over the newer one. The lease is asked for first, then
 * everything is heard that was said before: a change that came before the lease has been heard of by then, and one that comes
 * after it takes the lease away, so that the store is refused.
 */
final class Settlement {
    private final Supplier<CacheSettings> settings;
    private final CacheEngine.Shared shared;
    private final Stripes stripes;
    private final Entries entries;
    private final Groups groups;
    private final Origin origin;
    private final Marks marks;
    private final LinkTrust.Ear ear;
    private final Journal journal;
    private final LateStore store;

    Settlement(
            Supplier<CacheSettings> settings,
            CacheEngine.Shared shared,
            Entries entries,
            Groups groups,
            Origin origin,
            Marks marks,
            LinkTrust.Ear ear,
            Journal journal) {
        this.settings = settings;
        this.shared = shared;
        this.stripes = shared.stripes();
        this.entries = entries;
        this.groups = groups;
        this.origin = origin;
        this.marks = marks;
        this.ear = ear;
        this.journal = journal;
        this.store = new LateStore(shared.backend(), shared.replay(), journal);
    }

    void settle(DeferredChanges changes, Ending ending) {
        Optional<TagState> made = Optional.empty();
        try {
            if (!changes.groups().isEmpty()) {
                made = groups.mark(changes.groups(), settings.get());
            }
        } finally {
            invalidate(changes);
        }
        if (ending == Ending.COMMITTED) {
            store.store(wanted(changes, made), settings.get(), stored -> holds(changes, stored));
        }
    }

    private void invalidate(DeferredChanges changes) {
        List<EntryKey> hard = new ArrayList<>();
        List<EntryKey> soft = new ArrayList<>();
        changes.changes().forEach((key, change) -> (change instanceof Drop drop && drop.soft() ? soft : hard).add(key));
        try {
            entries.invalidate(hard, false, settings.get());
            entries.invalidate(soft, true, settings.get());
        } catch (Throwable e) {
            // Whatever it is, what is in the database now must not be hidden by what was there before.
            shared.replay().invalidate(changes.changes().keySet());
            throw e;
        }
    }

    /** Returns what is to be stored and may be, by what is known so far. */
    private Map<EntryKey, Late> wanted(DeferredChanges changes, Optional<TagState> own) {
        Map<EntryKey, Late> wanted = new LinkedHashMap<>();
        changes.changes().forEach((key, change) -> {
            if (change instanceof Put early) {
                putNow(own, key, early)
                        .ifPresent(put -> wanted.put(
                                key,
                                new Late(
                                        put.entry(),
                                        put.stamp(),
                                        put.settings(),
                                        put.changes(),
                                        StoredEntry.UNREADABLE)));
            }
        });
        changes.loads().forEach(load -> add(load, wanted));
        Map<Integer, Integer> ownChanges = ownChanges(changes);
        wanted.entrySet().removeIf(entry -> {
            EntryKey key = entry.getKey();
            Late late = entry.getValue();
            int stripe = stripe(key);
            boolean changed = stripes.changes(stripe) - late.changes() > ownChanges.getOrDefault(stripe, 0);
            boolean hopeless = changed || shared.replay().isPending(key) || !isUnmarked(key, late);
            if (hopeless) {
                journal.notStored(key, "it was invalidated, or written by others, before the commit was told of");
            }
            return hopeless;
        });
        return wanted;
    }

    /** Returns {@code put} as it is to be stored now: what is encrypted says when that was, which is not when it was put. */
    private Optional<Put> putNow(Optional<TagState> own, EntryKey key, Put put) {
        try {
            Optional<Put> after = own.flatMap(made -> afterOwn(made, key, put));
            return after.isPresent() || !shared.codec().seals().isEncrypting()
                    ? after.or(() -> Optional.of(put))
                    : entries.stamped(key, put, put.stamp());
        } catch (CacheBackendException e) {
            journal.backendFailed(key, e.operation(), e);
            return Optional.empty();
        }
    }

    /**
     * Returns {@code put} as it is after the marks that this transaction made itself, before it put: those must not be held
     * against it. Empty where others made marks too since it was put, which must be.
     */
    private Optional<Put> afterOwn(TagState own, EntryKey key, Put put) {
        Stamp stamp = put.stamp();
        return stamp.incarnation() == own.incarnation() && stamp.epoch() == own.previous()
                ? entries.stamped(key, put, new Stamp(own.incarnation(), own.epoch(), stamp.tags()))
                : Optional.empty();
    }

    private void add(Load load, Map<EntryKey, Late> wanted) {
        if (load.call().beside().isPresent() || load.call().isWithoutBackend()) {
            return;
        }
        EntryKey key = load.call().entryKey();
        long entryId = EntryIds.next();
        Encoded encoded = prepared(load, entryId);
        if (encoded instanceof Encoded.Bytes bytes) {
            NewEntry entry = new NewEntry(entryId, bytes.bytes(), load.loaded().lifetime());
            wanted.putIfAbsent(
                    key,
                    new Late(
                            entry,
                            load.loaded().stamp(),
                            load.call().settings(),
                            load.changes(),
                            load.call().rejected()));
        } else {
            journal.notStored(key, ((Encoded.Unfit) encoded).reason());
        }
    }

    private Encoded prepared(Load load, long entryId) {
        try {
            return origin.prepare(load.call(), load.unchanged(), entryId);
        } catch (CacheSerializationException e) {
            return new Encoded.Unfit(String.valueOf(e.getMessage()));
        }
    }

    /** Returns whether nobody else has changed what is to be stored under {@code keys}, and that can be told; by key. */
    private Map<EntryKey, Late> holds(DeferredChanges changes, Map<EntryKey, Late> won) {
        boolean heard = shared.link()
                .map(link -> new BackendTime(settings.get().backendBudget()).spend(link::hasHeardAll)
                        && ear.isTrusted(changes.meeting().generation(), System.nanoTime()))
                .orElse(true);
        Map<EntryKey, Late> holding = new LinkedHashMap<>();
        if (heard) {
            Map<Integer, Integer> ownChanges = ownChanges(changes);
            won.forEach((key, late) -> {
                int stripe = stripe(key);
                if (stripes.changes(stripe) - late.changes() == ownChanges.getOrDefault(stripe, 0)
                        && isUnmarked(key, late)) {
                    holding.put(key, late);
                }
            });
        }
        return holding;
    }

    private boolean isUnmarked(EntryKey key, Late late) {
        return marks.known(key, late.stamp()) == Verdict.HOLDS;
    }

    /** Returns how many changes of each stripe were this transaction's own: here, and as it is heard of here over the link. */
    private Map<Integer, Integer> ownChanges(DeferredChanges changes) {
        int each = shared.link().isPresent() ? 2 : 1;
        Map<Integer, Integer> own = new HashMap<>();
        changes.changes().keySet().forEach(key -> own.merge(stripe(key), each, Integer::sum));
        return own;
    }

    private static int stripe(EntryKey key) {
        return Stripes.of(key.cache(), key.id());
    }

    /**
     * What is to be stored.
     *
     * @param entry its bytes
     * @param stamp the stamp in these
     * @param settings of the call that gave it
     * @param changes of its stripe before that
     * @param rejected the entry that was found and could not be used
     */
    record Late(NewEntry entry, Stamp stamp, CacheSettings settings, int changes, long rejected) {}
}
