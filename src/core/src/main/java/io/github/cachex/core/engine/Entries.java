// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheKey;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.Invalidation;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.Decoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.Stamp;
import io.github.cachex.core.sharing.Sharing;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.InvalidationTarget;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.core.stage.SharedValue;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.error.MessageText;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes and removes entries of a cache at the caller's word, straight in the backend. Thread-safe. */
final class Entries {
    private final CacheEngine.Shared shared;
    private final CacheBackend backend;
    private final Marks marks;
    private final Journal journal;
    private final InvalidationTarget local;
    private final UnannouncedChanges unannounced;
    private final EntryPreparation preparation;
    private final EntryRemoval removal;
    private final EntryTouch touch;
    private final KeyInvalidations invalidations;

    Entries(
            CacheEngine.Shared shared,
            Marks marks,
            InvalidationTarget local,
            UnannouncedChanges unannounced,
            Journal journal) {
        this.shared = shared;
        this.backend = shared.backend();
        this.marks = marks;
        this.journal = journal;
        this.local = local;
        this.unannounced = unannounced;
        this.preparation = new EntryPreparation(shared.codec(), shared.backend(), marks, journal);
        this.invalidations = new KeyInvalidations(shared, local, unannounced, journal);
        this.removal = new EntryRemoval(shared.backend(), shared.codec(), marks, local, unannounced, journal);
        this.touch = new EntryTouch(shared.backend(), shared.codec(), marks, local, journal);
    }

    void put(EntryKey key, Type type, @Nullable Object value, CacheSettings settings) {
        putEach(List.of(key), unused -> preparation.entry(key, type, value, settings), settings);
    }

    <T> void putAll(Map<EntryKey, CacheKey<T>> keys, Map<CacheKey<T>, T> values, CacheSettings settings) {
        putEach(
                keys.keySet(),
                key -> {
                    CacheKey<T> wanted = Objects.requireNonNull(keys.get(key));
                    return preparation.entry(key, wanted.type(), values.get(wanted), settings);
                },
                settings);
    }

    private void putEach(
            Collection<EntryKey> keys, Function<EntryKey, Optional<NewEntry>> entry, CacheSettings settings) {
        Map<EntryKey, NewEntry> entries = new LinkedHashMap<>();
        try {
            for (EntryKey key : keys) {
                Optional<NewEntry> ready = entry.apply(key);
                if (ready.isPresent()) {
                    entries.put(key, ready.get());
                } else {
                    // What was put is not there to be read, so what was there before must not be read either.
                    invalidate(List.of(key), false, settings);
                }
            }
        } catch (CacheBackendException e) {
            unwritten(keys, settings, e);
            keys.forEach(this::drop);
            return;
        }
        if (!entries.isEmpty()) {
            writeAll(entries, settings);
        }
    }

    /** Returns the value to put off, encoded now; empty where it is not to be stored. */
    Optional<DeferredChanges.Put> prepared(
            EntryKey key, Type type, @Nullable Object value, CacheSettings settings, int changes) {
        Stamp stamp = preparation.stamp(settings);
        return preparation
                .entry(key, type, value, settings, stamp, false)
                .map(entry -> deferred(key, type, entry, stamp, settings, changes));
    }

    /** Returns {@code put} with another stamp. */
    Optional<DeferredChanges.Put> stamped(EntryKey key, DeferredChanges.Put put, Stamp stamp) {
        return preparation
                .entry(key, put.type(), put.value().forCaller(), put.settings(), stamp, true)
                .map(entry -> deferred(key, put.type(), entry, stamp, put.settings(), put.changes()));
    }

    /** What was put is what its entry holds, whatever the caller does to its object until the commit. */
    private DeferredChanges.Put deferred(
            EntryKey key, Type type, NewEntry entry, Stamp stamp, CacheSettings settings, int changes) {
        SharedValue value = Sharing.decoded(shared.codec(), key, type, entry.bytes());
        return new DeferredChanges.Put(type, value, entry, stamp, settings, changes);
    }

    private void writeAll(Map<EntryKey, NewEntry> entries, CacheSettings settings) {
        long mark = shared.replay().mark();
        entries.keySet().forEach(journal::writing);
        BackendTime time = time(settings);
        try {
            time.spend(budget -> {
                if (entries.size() == 1) {
                    entries.forEach((key, entry) -> backend.write(key, entry, budget));
                } else {
                    backend.writeAll(entries, budget);
                }
                return true;
            });
            boolean unheard = unannounced.makeUpFor(entries.keySet(), false, time);
            shared.replay().settled(entries.keySet(), mark);
            entries.forEach((key, entry) -> written(key, entry, unheard));
        } catch (CacheBackendException e) {
            unwritten(entries.keySet(), settings, e);
        } finally {
            entries.keySet().forEach(this::drop);
        }
    }

    /** A put done late would overwrite a newer one; dropping the key late is right. Of many, perhaps the time was not enough. */
    private void unwritten(Collection<EntryKey> keys, CacheSettings settings, CacheBackendException e) {
        if (keys.size() == 1) {
            shared.replay().invalidate(keys);
        } else {
            shared.replay().later(keys, false);
        }
        failed(keys.iterator().next(), settings, e);
    }

    private void written(EntryKey key, NewEntry entry, boolean unheard) {
        if (unheard) {
            journal.notStored(key, "other JVMs cannot be told of it, so it only invalidates");
        } else {
            journal.stored(key, entry.lifetime().fresh());
        }
    }

    boolean putIfAbsent(EntryKey key, Type type, Object value, CacheSettings settings) {
        NewEntry entry = entryOrThrow(key, type, value, settings)
                .orElseThrow(() -> new CacheSerializationException(
                        "cache '" + key.cache() + "': the value for '" + key.id() + "' cannot be stored, so putIfAbsent"
                                + " cannot answer; "
                                + (EntryCodec.isNothing(value)
                                        ? "it is null: set cache-null=true, or store something"
                                        : "the event NotStored says why"),
                        null));
        refuseWhilePending("putIfAbsent", key);
        try {
            boolean stored = writeIfAbsent(key, type, entry, settings);
            if (stored) {
                journal.stored(key, entry.lifetime().fresh());
                drop(key);
            }
            return stored;
        } catch (CacheBackendException e) {
            journal.backendFailed(key, e.operation(), e);
            throw e;
        }
    }

    private Optional<NewEntry> entryOrThrow(EntryKey key, Type type, Object value, CacheSettings settings) {
        try {
            return preparation.entry(key, type, value, settings);
        } catch (CacheBackendException e) {
            journal.backendFailed(key, e.operation(), e);
            throw e;
        }
    }

    private boolean writeIfAbsent(EntryKey key, Type type, NewEntry entry, CacheSettings settings) {
        BackendTime time = time(settings);
        if (time.spend(budget -> backend.writeIfAbsent(key, entry, OptionalLong.empty(), budget))) {
            return true;
        }
        // Whoever is there counts only if it can be read and holds: bytes of another release must not lock the key.
        long sentAt = System.nanoTime();
        Optional<StoredEntry> there = time.spend(budget -> backend.read(key, budget));
        if (there.isPresent() && !isUsable(key, type, settings, there.get(), sentAt, time)) {
            OptionalLong rejected = OptionalLong.of(there.get().entryId());
            return time.spend(budget -> backend.writeIfAbsent(key, entry, rejected, budget));
        }
        return false;
    }

    private boolean isUsable(
            EntryKey key, Type type, CacheSettings settings, StoredEntry there, long sentAt, BackendTime time) {
        Decoded decoded = shared.codec().decode(key, type, there, settings.sizes(), () -> clock(key, time));
        if (decoded instanceof Decoded.Value value) {
            return value.believed(there).isFresh() == there.isFresh()
                    && marks.judge(key, value.head().stamp(), sentAt, time) == Verdict.HOLDS;
        }
        journal.undecodable(key, ((Decoded.Unusable) decoded).reason());
        return false;
    }

    <T> Optional<T> getAndRemove(EntryKey key, CacheKey<T> wanted, CacheSettings settings) {
        refuseWhilePending("getAndRemove", key);
        return removal.remove(key, wanted, settings);
    }

    boolean touch(EntryKey key, CacheSettings settings) {
        refuseWhilePending("touch", key);
        return touch.touch(key, settings);
    }

    private void drop(EntryKey key) {
        local.drop(key.cache(), key.id());
    }

    long increment(EntryKey key, long by, Duration ttl, CacheSettings settings) {
        if (ttl.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("ttl=" + ttl + " of counter '" + MessageText.line(key.id())
                    + "': is not above zero (1 ms at least)");
        }
        try {
            return time(settings).spend(budget -> backend.increment(key, by, Durations.bounded(ttl), budget));
        } catch (CacheBackendException e) {
            journal.backendFailed(key, e.operation(), e);
            throw e;
        }
    }

    private void refuseWhilePending(String operation, EntryKey key) {
        if (shared.replay().isPending(key)) {
            throw new CacheConnectionException(
                    backend.type(),
                    operation,
                    key.value(),
                    "an invalidation of this key waits for the backend's recovery; try again then",
                    false,
                    null);
        }
    }

    /** Drops {@code keys}, queueing where the backend fails. */
    Invalidation invalidate(Collection<EntryKey> keys, boolean soft, CacheSettings settings) {
        return invalidations.invalidate(keys, soft, settings);
    }

    /** The same, but told to the caller where {@code backend-errors=throw}. */
    Invalidation invalidateExplicitly(Collection<EntryKey> keys, boolean soft, CacheSettings settings) {
        return invalidations.invalidateExplicitly(keys, soft, settings);
    }

    private void failed(EntryKey key, CacheSettings settings, CacheBackendException e) {
        journal.backendFailed(key, e.operation(), e);
        if (settings.backendErrors() == ErrorPolicy.THROW) {
            throw e;
        }
    }

    private long clock(EntryKey key, BackendTime time) {
        return time.spend(budget -> backend.time(key, budget));
    }

    private static BackendTime time(CacheSettings settings) {
        return new BackendTime(settings);
    }
}
