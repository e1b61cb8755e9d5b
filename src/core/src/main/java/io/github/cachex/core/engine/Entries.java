// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheKey;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.Invalidation;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.Decoded;
import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.EntryIds;
import io.github.cachex.core.entry.Head;
import io.github.cachex.core.entry.Stamp;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.origin.Lifetimes;
import io.github.cachex.core.origin.StoreFilter;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The explicit operations of a cache, straight on the backend. Thread-safe. */
final class Entries {
    private final CacheEngine.Shared shared;
    private final CacheBackend backend;
    private final Marks marks;
    private final Journal journal;
    private final SingleFlight flights;

    Entries(CacheEngine.Shared shared, Marks marks, Journal journal, SingleFlight flights) {
        this.shared = shared;
        this.backend = shared.backend();
        this.marks = marks;
        this.journal = journal;
        this.flights = flights;
    }

    <T> Optional<T> get(EntryKey key, CacheKey<T> wanted, CacheSettings settings) {
        return Optional.ofNullable(getAll(Map.of(key, wanted), settings).get(wanted));
    }

    <T> Map<CacheKey<T>, T> getAll(Map<EntryKey, CacheKey<T>> wanted, CacheSettings settings) {
        List<EntryKey> asked = wanted.keySet().stream()
                .filter(key -> !shared.replay().isPending(key))
                .toList();
        Map<EntryKey, StoredEntry> found = Map.of();
        try {
            if (asked.size() == 1) {
                EntryKey only = asked.get(0);
                Optional<StoredEntry> entry = time(settings).spend(budget -> backend.read(only, budget));
                found = entry.map(stored -> Map.of(only, stored)).orElse(Map.of());
            } else if (!asked.isEmpty()) {
                found = time(settings).spend(budget -> backend.readAll(asked, budget));
            }
        } catch (CacheBackendException e) {
            failed(asked.get(0), settings, e);
        }
        Map<CacheKey<T>, T> values = new LinkedHashMap<>();
        for (Map.Entry<EntryKey, CacheKey<T>> each : wanted.entrySet()) {
            StoredEntry entry = found.get(each.getKey());
            T value = entry == null ? null : fresh(each.getKey(), each.getValue(), entry);
            if (value == null) {
                journal.missed(each.getKey());
            } else {
                journal.hit(each.getKey());
                values.put(each.getValue(), value);
            }
        }
        return values;
    }

    @SuppressWarnings("unchecked")
    private <T> @Nullable T fresh(EntryKey key, CacheKey<T> wanted, StoredEntry entry) {
        if (!entry.isFresh()) {
            return null;
        }
        Decoded decoded = shared.codec().decode(key, wanted.type(), entry.bytes());
        if (decoded instanceof Decoded.Value value) {
            return EntryCodec.isNothing(value.value()) ? null : (T) value.value();
        }
        journal.undecodable(key, ((Decoded.Unusable) decoded).reason());
        return null;
    }

    void put(EntryKey key, Type type, @Nullable Object value, CacheSettings settings) {
        Optional<NewEntry> entry = entry(key, type, value, settings);
        if (entry.isEmpty()) {
            // What was put is not there to be read, so what was there before must not be read either.
            invalidate(List.of(key), settings);
            return;
        }
        writeAll(Map.of(key, entry.get()), settings);
    }

    <T> void putAll(Map<EntryKey, CacheKey<T>> keys, Map<CacheKey<T>, T> values, CacheSettings settings) {
        Map<EntryKey, NewEntry> entries = new LinkedHashMap<>();
        keys.forEach((key, wanted) -> {
            Optional<NewEntry> entry = entry(key, wanted.type(), values.get(wanted), settings);
            if (entry.isPresent()) {
                entries.put(key, entry.get());
            } else {
                invalidate(List.of(key), settings);
            }
        });
        if (!entries.isEmpty()) {
            writeAll(entries, settings);
        }
    }

    private Optional<NewEntry> entry(EntryKey key, Type type, @Nullable Object value, CacheSettings settings) {
        boolean nothing = EntryCodec.isNothing(value);
        if (nothing && !settings.cacheNull()) {
            return Optional.empty();
        }
        if (value != null && !nothing && !StoreFilter.accepts(key, settings, value)) {
            journal.notStored(key, "store-if refused it");
            return Optional.empty();
        }
        Lifetime lifetime = Lifetimes.of(settings, null, nothing);
        Stamp stamp = marks.held(time(settings)).with(settings.tags());
        Head head = new Head(stamp, lifetime.fresh());
        Encoded encoded = shared.codec().encode(key, type, value, head, settings.maxValueBytes());
        if (encoded instanceof Encoded.Bytes bytes) {
            return Optional.of(new NewEntry(EntryIds.next(), bytes.bytes(), lifetime));
        }
        journal.notStored(key, ((Encoded.Unfit) encoded).reason());
        return Optional.empty();
    }

    private void writeAll(Map<EntryKey, NewEntry> entries, CacheSettings settings) {
        long mark = shared.replay().mark();
        try {
            time(settings).spend(budget -> {
                if (entries.size() == 1) {
                    entries.forEach((key, entry) -> backend.write(key, entry, budget));
                } else {
                    backend.writeAll(entries, budget);
                }
                return true;
            });
            shared.replay().settled(entries.keySet(), mark);
            entries.forEach((key, entry) -> journal.stored(key, entry.lifetime().fresh()));
        } catch (CacheBackendException e) {
            // A put done late would overwrite a newer one; dropping the key late is right.
            shared.replay().invalidate(entries.keySet());
            failed(entries.keySet().iterator().next(), settings, e);
        } finally {
            entries.keySet().forEach(flights::detach);
        }
    }

    boolean putIfAbsent(EntryKey key, Type type, Object value, CacheSettings settings) {
        NewEntry entry = entry(key, type, value, settings)
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
                flights.detach(key);
            }
            return stored;
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
        // Whoever is there counts only if it can be read: bytes of another release must not lock the key.
        Optional<StoredEntry> there = time.spend(budget -> backend.read(key, budget));
        if (there.isPresent()
                && shared.codec().decode(key, type, there.get().bytes()) instanceof Decoded.Unusable bad) {
            journal.undecodable(key, bad.reason());
            OptionalLong rejected = OptionalLong.of(there.get().entryId());
            return time.spend(budget -> backend.writeIfAbsent(key, entry, rejected, budget));
        }
        return false;
    }

    <T> Optional<T> getAndRemove(EntryKey key, CacheKey<T> wanted, CacheSettings settings) {
        refuseWhilePending("getAndRemove", key);
        try {
            Optional<StoredEntry> removed = time(settings).spend(budget -> backend.remove(key, budget));
            return removed.map(entry -> fresh(key, wanted, entry));
        } catch (CacheBackendException e) {
            journal.backendFailed(key, e.operation(), e);
            throw e;
        } finally {
            flights.detach(key);
        }
    }

    boolean contains(EntryKey key, CacheSettings settings) {
        if (shared.replay().isPending(key)) {
            return false;
        }
        try {
            return time(settings)
                    .spend(budget -> backend.read(key, budget))
                    .filter(StoredEntry::isFresh)
                    .isPresent();
        } catch (CacheBackendException e) {
            failed(key, settings, e);
            return false;
        }
    }

    boolean touch(EntryKey key, CacheSettings settings) {
        refuseWhilePending("touch", key);
        try {
            return time(settings).spend(budget -> backend.touch(key, Lifetimes.of(settings, null, false), budget));
        } catch (CacheBackendException e) {
            journal.backendFailed(key, e.operation(), e);
            throw e;
        }
    }

    long increment(EntryKey key, long by, Duration ttl, CacheSettings settings) {
        if (ttl.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(
                    "ttl=" + ttl + " of counter '" + key.id() + "': is not above zero (1 ms at least)");
        }
        try {
            return time(settings).spend(budget -> backend.increment(key, by, ttl, budget));
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
    Invalidation invalidate(Collection<EntryKey> keys, CacheSettings settings) {
        try {
            return invalidateOrThrow(keys, settings);
        } catch (CacheBackendException e) {
            return new Invalidation(Outcome.QUEUED, OptionalLong.empty());
        }
    }

    /** The same, but told to the caller where {@code backend-errors=throw}. */
    Invalidation invalidateExplicitly(Collection<EntryKey> keys, CacheSettings settings) {
        return settings.backendErrors() == ErrorPolicy.THROW
                ? invalidateOrThrow(keys, settings)
                : invalidate(keys, settings);
    }

    private Invalidation invalidateOrThrow(Collection<EntryKey> keys, CacheSettings settings) {
        if (keys.isEmpty()) {
            return new Invalidation(Outcome.APPLIED, OptionalLong.of(0));
        }
        long mark = shared.replay().mark();
        try {
            long count = time(settings).spend(budget -> backend.invalidate(keys, budget));
            shared.replay().settled(keys, mark);
            keys.forEach(key -> journal.invalidated(key, false));
            return new Invalidation(Outcome.APPLIED, OptionalLong.of(count));
        } catch (CacheBackendException e) {
            shared.replay().invalidate(keys);
            keys.forEach(key -> journal.invalidated(key, true));
            journal.backendFailed(keys.iterator().next(), e.operation(), e);
            throw e;
        } finally {
            keys.forEach(flights::detach);
        }
    }

    private void failed(EntryKey key, CacheSettings settings, CacheBackendException e) {
        journal.backendFailed(key, e.operation(), e);
        if (settings.backendErrors() == ErrorPolicy.THROW) {
            throw e;
        }
    }

    private static BackendTime time(CacheSettings settings) {
        return new BackendTime(settings.backendBudget());
    }
}
