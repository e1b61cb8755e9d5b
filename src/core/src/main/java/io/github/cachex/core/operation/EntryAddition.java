// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The writing of entries where none is that can be used. Thread-safe. */
public final class EntryAddition {
    /** What is in the way may be freed in the background, or replaced, while it is looked at. */
    private static final int TRIES = 3;

    private final CacheBackend backend;
    private final EntryPreparation preparation;
    private final EntryCheck check;
    private final Propagation propagation;
    private final CacheTelemetry telemetry;

    /** Creates the one of a cache in {@code backend}. */
    public EntryAddition(
            CacheBackend backend,
            EntryPreparation preparation,
            EntryCheck check,
            Propagation propagation,
            CacheTelemetry telemetry) {
        this.backend = backend;
        this.preparation = preparation;
        this.check = check;
        this.propagation = propagation;
        this.telemetry = telemetry;
    }

    /** Returns the entry to add; throws where it cannot be stored. */
    NewEntry entry(EntryKey key, Type type, Object value, CacheSettings settings) {
        return preparation
                .entry(key, type, value, settings)
                .orElseThrow(() -> new CacheSerializationException(
                        "cache '" + key.cache() + "': the value for '" + key.id() + "' cannot be stored, so putIfAbsent"
                                + " cannot answer; "
                                + (EntryCodec.isNothing(value)
                                        ? "it is null: set cache-null=true, or store something"
                                        : "the event NotStored says why"),
                        null));
    }

    /** Stores {@code entry} where there is none, and returns whether it did. */
    boolean add(EntryKey key, Type type, NewEntry entry, CacheSettings settings) {
        boolean stored = writeIfAbsent(key, type, entry, settings);
        if (stored) {
            telemetry.stored(key, entry);
            propagation.invalidate(List.of(key));
        }
        return stored;
    }

    private boolean writeIfAbsent(EntryKey key, Type type, NewEntry entry, CacheSettings settings) {
        BackendTime time = new BackendTime(settings);
        OptionalLong rejected = OptionalLong.empty();
        for (int left = TRIES; left > 0; left--) {
            OptionalLong inTheWay = rejected;
            if (time.spend(budget -> backend.writeIfAbsent(key, entry, inTheWay, budget))) {
                return true;
            }
            // Whoever is there counts only if it can be read and holds: bytes of another release must not lock the key.
            long sentAt = System.nanoTime();
            Optional<StoredEntry> there = time.spend(budget -> backend.read(key, budget));
            if (there.isPresent() && isUsable(key, type, settings, there.get(), sentAt, time)) {
                return false;
            }
            rejected = there.map(found -> OptionalLong.of(found.entryId())).orElseGet(OptionalLong::empty);
        }
        return false;
    }

    private boolean isUsable(
            EntryKey key, Type type, CacheSettings settings, StoredEntry there, long sentAt, BackendTime time) {
        return check.decoded(key, type, settings, there, time)
                .filter(value -> value.believed(there).isFresh() == there.isFresh()
                        && check.holds(key, value.head(), sentAt, time))
                .isPresent();
    }
}
