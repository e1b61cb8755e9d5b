// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.CacheKey;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.NoThread;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.stage.PartialAnswer;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.NewEntry;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The entries that callers put, written straight to the backend. Thread-safe. */
public final class EntryWrites {
    private final CacheBackend backend;
    private final Outbox outbox;
    private final EntryPreparation preparation;
    private final KeyInvalidations invalidations;
    private final Propagation propagation;
    private final CacheTelemetry telemetry;

    /** Creates those of a cache in {@code backend}; what cannot be written is invalidated instead. */
    public EntryWrites(
            CacheBackend backend,
            Outbox outbox,
            EntryPreparation preparation,
            KeyInvalidations invalidations,
            Propagation propagation,
            CacheTelemetry telemetry) {
        this.backend = backend;
        this.outbox = outbox;
        this.preparation = preparation;
        this.invalidations = invalidations;
        this.propagation = propagation;
        this.telemetry = telemetry;
    }

    /** Stores {@code value} under {@code key}. */
    public void put(EntryKey key, Type type, @Nullable Object value, CacheSettings settings) {
        putEach(List.of(key), unused -> preparation.entry(key, type, value, settings), settings);
    }

    /** Stores each of {@code values} under the entry of its key, by the settings that {@code settings} has for it. */
    public <T> void putAll(
            Map<EntryKey, CacheKey<T>> keys,
            Map<CacheKey<T>, T> values,
            Function<CacheKey<T>, CacheSettings> settings) {
        if (!keys.isEmpty()) {
            putEach(
                    keys.keySet(),
                    key -> {
                        CacheKey<T> wanted = Objects.requireNonNull(keys.get(key));
                        return preparation.entry(key, wanted.type(), values.get(wanted), settings.apply(wanted));
                    },
                    settings.apply(keys.values().iterator().next()));
        }
    }

    /** Returns how {@code value}, as it is now, is made an entry for {@link #putAll(Map, CacheSettings)}; asks nobody. */
    public Supplier<Optional<NewEntry>> prepared(
            EntryKey key, Type type, @Nullable Object value, CacheSettings settings) {
        return preparation.later(key, type, value, settings);
    }

    /** Stores what was {@link #prepared}; keys of which nothing is to be stored are invalidated. */
    public void putAll(Map<EntryKey, Supplier<Optional<NewEntry>>> entries, CacheSettings settings) {
        putEach(
                entries.keySet(),
                key -> Objects.requireNonNull(entries.get(key)).get(),
                settings);
    }

    /** Stores nothing under {@code keys}, as where the backend fails: no thread is there to tell it. */
    public void refuse(Collection<EntryKey> keys, CacheSettings settings) {
        outbox.later(keys, false);
        try {
            EntryKey first = keys.iterator().next();
            failed(first, settings, NoThread.failure(backend.type(), BackendOperation.WRITE, first));
        } finally {
            propagation.invalidate(keys);
        }
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
                    invalidations.invalidate(List.of(key), false, settings);
                }
            }
        } catch (CacheBackendException e) {
            queue(keys);
            try {
                failed(keys.iterator().next(), settings, e);
            } finally {
                propagation.invalidate(keys);
            }
            return;
        }
        if (!entries.isEmpty()) {
            writeAll(entries, settings);
        }
    }

    private void writeAll(Map<EntryKey, NewEntry> entries, CacheSettings settings) {
        long mark = outbox.mark();
        entries.keySet().forEach(telemetry::writing);
        BackendTime time = new BackendTime(settings);
        try {
            PartialAnswer<Boolean> answer = PartialAnswer.of(
                    entries.keySet(),
                    false,
                    () -> time.spend(budget -> {
                        if (entries.size() == 1) {
                            entries.forEach((key, entry) -> backend.write(key, entry, budget));
                        } else {
                            backend.writeAll(entries, budget);
                        }
                        return true;
                    }));
            queue(answer.failures().keySet());
            written(entries, answer.done(entries.keySet()), mark, time, settings);
            answer.eachFailure((key, e) -> failed(key, settings, e));
        } finally {
            propagation.invalidate(entries.keySet());
        }
    }

    private void written(
            Map<EntryKey, NewEntry> entries,
            Collection<EntryKey> keys,
            long mark,
            BackendTime time,
            CacheSettings settings) {
        try {
            Set<EntryKey> unheard = keys.isEmpty() ? Set.of() : propagation.makeUpFor(keys, false, time);
            outbox.settled(keys, mark);
            keys.forEach(key -> written(key, Objects.requireNonNull(entries.get(key)), unheard.contains(key)));
        } catch (CacheBackendException e) {
            queue(keys);
            failed(keys.iterator().next(), settings, e);
        }
    }

    /** A put done late would overwrite a newer one; dropping the key late is right. Of many, perhaps the time was not enough. */
    private void queue(Collection<EntryKey> keys) {
        if (keys.size() == 1) {
            outbox.invalidate(keys);
        } else if (!keys.isEmpty()) {
            outbox.later(keys, false);
        }
    }

    private void written(EntryKey key, NewEntry entry, boolean unheard) {
        if (unheard) {
            telemetry.notStored(key, "other JVMs cannot be told of it, so it only invalidates");
        } else {
            telemetry.stored(key, entry);
        }
    }

    private void failed(EntryKey key, CacheSettings settings, CacheBackendException e) {
        telemetry.backendFailed(key, e.operation(), e);
        if (settings.backendErrors() == ErrorPolicy.THROW) {
            throw e;
        }
    }
}
