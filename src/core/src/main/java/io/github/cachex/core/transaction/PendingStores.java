// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.transaction;

import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryIds;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.operation.EntryPreparation;
import io.github.cachex.core.operation.PreparedEntry;
import io.github.cachex.core.stage.CacheSwitch;
import io.github.cachex.core.stage.EntryLoader;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.transaction.PendingChanges.Load;
import io.github.cachex.core.transaction.PendingChanges.Put;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The choice of what a committed transaction stores: what it put and loaded, if nobody else has changed the key since. Thread-safe. */
public final class PendingStores {
    private final KnownChanges known;
    private final EntryPreparation preparation;
    private final EntryLoader loader;
    private final Outbox outbox;
    private final CacheSwitch power;
    private final CacheTelemetry telemetry;

    /** Creates the choice by what is {@code known} of changes; nothing is chosen while {@code power} is off. */
    public PendingStores(
            KnownChanges known,
            EntryPreparation preparation,
            EntryLoader loader,
            Outbox outbox,
            CacheSwitch power,
            CacheTelemetry telemetry) {
        this.known = known;
        this.preparation = preparation;
        this.loader = loader;
        this.outbox = outbox;
        this.power = power;
        this.telemetry = telemetry;
    }

    /** Returns what is to be stored of {@code changes} and may be, by what is known so far; {@code own} are the marks they made. */
    Map<EntryKey, PendingStore> wanted(PendingChanges changes, Optional<TagState> own) {
        if (!power.isOn()) {
            return refused(changes);
        }
        Map<EntryKey, PendingStore> wanted = new LinkedHashMap<>();
        changes.changes().forEach((key, change) -> {
            if (change instanceof Put put) {
                putNow(own, key, put).ifPresent(store -> wanted.put(key, store));
            }
        });
        changes.loads().forEach(load -> add(load, wanted));
        Map<Integer, Integer> ownChanges = known.own(changes);
        wanted.entrySet().removeIf(entry -> {
            EntryKey key = entry.getKey();
            PendingStore store = entry.getValue();
            boolean hopeless = known.others(key, store.changes(), ownChanges) > 0
                    || outbox.isPending(key)
                    || !known.isUnmarked(key, store.stamp());
            if (hopeless) {
                telemetry.notStored(key, FencedStore.CHANGED);
            }
            return hopeless;
        });
        return wanted;
    }

    private Map<EntryKey, PendingStore> refused(PendingChanges changes) {
        changes.changes().forEach((key, change) -> {
            if (change instanceof Put) {
                telemetry.notStored(key, CacheSwitch.REFUSED);
            }
        });
        return Map.of();
    }

    /** Returns what nobody else has changed of {@code won}, as far as that can be told. */
    Map<EntryKey, PendingStore> holding(PendingChanges changes, Map<EntryKey, PendingStore> won) {
        Map<EntryKey, PendingStore> holding = new LinkedHashMap<>();
        Set<EntryKey> complete = known.completeSince(changes.first(), won.keySet());
        if (!complete.isEmpty()) {
            Map<Integer, Integer> ownChanges = known.own(changes);
            won.forEach((key, store) -> {
                if (complete.contains(key)
                        && known.others(key, store.changes(), ownChanges) == 0
                        && known.isUnmarked(key, store.stamp())) {
                    holding.put(key, store);
                }
            });
        }
        return holding;
    }

    /** Returns {@code put} as it is to be stored now: what is encrypted says when that was, which is not when it was put. */
    private Optional<PendingStore> putNow(Optional<TagState> own, EntryKey key, Put put) {
        PreparedEntry prepared = put.prepared();
        InvalidationStamp stamp = prepared.stamp();
        // The marks that this transaction made itself, before it put, must not be held against it; others' must be.
        Optional<InvalidationStamp> after = own.filter(
                        made -> stamp.incarnation() == made.incarnation() && stamp.epoch() == made.previous())
                .map(made -> new InvalidationStamp(made.incarnation(), made.epoch(), stamp.tags()));
        try {
            Optional<PreparedEntry> anew = after.flatMap(later -> stamped(key, put, later));
            if (anew.isEmpty()) {
                anew = preparation.isEncrypting() ? stamped(key, put, stamp) : Optional.of(prepared);
            }
            return anew.map(entry -> new PendingStore(
                    entry.entry(), entry.stamp(), put.settings(), put.changes(), StoredEntry.UNREADABLE));
        } catch (CacheBackendException e) {
            telemetry.backendFailed(key, e.operation(), e);
            return Optional.empty();
        }
    }

    private Optional<PreparedEntry> stamped(EntryKey key, Put put, InvalidationStamp stamp) {
        return preparation.stamped(key, put.type(), put.prepared().value().forCaller(), put.settings(), stamp);
    }

    private void add(Load load, Map<EntryKey, PendingStore> wanted) {
        if (load.call().foreign().isPresent() || load.call().isWithoutBackend()) {
            return;
        }
        EntryKey key = load.call().entryKey();
        long entryId = EntryIds.next();
        Encoded encoded = prepared(load, entryId);
        if (encoded instanceof Encoded.Bytes bytes) {
            NewEntry entry = new NewEntry(entryId, bytes.bytes(), load.loaded().lifetime());
            wanted.putIfAbsent(
                    key,
                    new PendingStore(
                            entry,
                            load.loaded().stamp(),
                            load.call().settings(),
                            load.changes(),
                            load.call().rejected()));
        } else {
            telemetry.notStored(key, ((Encoded.Unfit) encoded).reason());
        }
    }

    private Encoded prepared(Load load, long entryId) {
        try {
            return loader.prepare(load.call(), load.unchanged(), entryId);
        } catch (CacheSerializationException e) {
            return new Encoded.Unfit(String.valueOf(e.getMessage()));
        }
    }
}
