// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.CacheKey;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
import java.util.List;
import java.util.Optional;

/** The removal of entries that answers their values. Thread-safe. */
public final class EntryRemoval {
    private final CacheBackend backend;
    private final EntryCheck check;
    private final Propagation propagation;
    private final CacheTelemetry telemetry;

    /** Creates the one of a cache in {@code backend}. */
    public EntryRemoval(CacheBackend backend, EntryCheck check, Propagation propagation, CacheTelemetry telemetry) {
        this.backend = backend;
        this.check = check;
        this.propagation = propagation;
        this.telemetry = telemetry;
    }

    /** Returns the value of {@code key} that it removed; empty where none is there, or it cannot be used. */
    <T> Optional<T> remove(EntryKey key, CacheKey<T> wanted, CacheSettings settings) {
        BackendTime time = new BackendTime(settings);
        try {
            long sentAt = System.nanoTime();
            Optional<StoredEntry> removed = time.spend(budget -> backend.remove(key, budget));
            Optional<T> value = removed.filter(StoredEntry::isFresh)
                    .flatMap(entry -> usable(key, wanted, settings, entry, sentAt, time));
            // Judged before: what is marked now does not hold any more.
            forgetElsewhere(key, time);
            return value;
        } finally {
            propagation.invalidate(List.of(key));
        }
    }

    @SuppressWarnings("unchecked")
    private <T> Optional<T> usable(
            EntryKey key,
            CacheKey<T> wanted,
            CacheSettings settings,
            StoredEntry removed,
            long sentAt,
            BackendTime time) {
        return check.decoded(key, wanted.type(), settings, removed, time)
                .filter(value -> value.believed(removed).isFresh()
                        && check.holds(key, value.head(), sentAt, time)
                        && !EntryCodec.isNothing(value.value()))
                .map(value -> (T) value.value());
    }

    /** What was removed is the caller's, even if others go on reading for a while what they keep of it. */
    private void forgetElsewhere(EntryKey key, BackendTime time) {
        try {
            var unused = propagation.makeUpFor(List.of(key), false, time);
        } catch (CacheBackendException e) {
            telemetry.backendFailed(key, e.operation(), e);
        }
    }
}
