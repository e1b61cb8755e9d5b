// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.CacheEntry;
import io.github.cachex.CacheEntry.Source;
import io.github.cachex.CacheKey;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.Decoded;
import io.github.cachex.core.entry.EntryFacts;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.Optional;

/** A look at what is stored, which loads, counts and prolongs nothing. Thread-safe. */
public final class EntryLook {
    private final CacheBackend backend;
    private final Outbox outbox;
    private final EntryCheck check;
    private final CacheTelemetry telemetry;

    /** Creates the one at a cache in {@code backend}. */
    public EntryLook(CacheBackend backend, Outbox outbox, EntryCheck check, CacheTelemetry telemetry) {
        this.backend = backend;
        this.outbox = outbox;
        this.check = check;
        this.telemetry = telemetry;
    }

    /** Returns {@code kept}, which this JVM keeps under {@code key} in {@code owner}. */
    public <T> CacheEntry<T> kept(CacheKey<T> key, Namespace owner, NearHit kept) {
        Duration since = Duration.ofNanos(System.nanoTime() - kept.keptAt());
        return new FoundEntry<>(key, kept.value(), kept.facts(), since, origin(owner, Source.NEAR));
    }

    /**
     * Returns what the backend holds under {@code stored} for {@code key} in {@code owner}; empty where that is of no use, the backend
     * fails, or an invalidation of it is queued.
     */
    public <T> Optional<CacheEntry<T>> stored(
            CacheKey<T> key, EntryKey stored, Namespace owner, CacheSettings settings) {
        if (outbox.isPending(stored)) {
            return Optional.empty();
        }
        BackendTime time = new BackendTime(settings);
        try {
            long sentAt = System.nanoTime();
            Optional<StoredEntry> there = time.spend(budget -> backend.read(stored, budget));
            if (there.isEmpty()) {
                return Optional.empty();
            }
            Optional<Decoded.Value> decoded = check.decoded(stored, key.type(), settings, there.get(), time);
            if (decoded.isEmpty()) {
                return Optional.empty();
            }
            Decoded.Value value = decoded.get();
            Verdict verdict = check.verdict(stored, value.head(), sentAt, time);
            EntryFacts facts = EntryFacts.of(value.believed(there.get()), value.head());
            return verdict == Verdict.INVALID
                    ? Optional.empty()
                    : Optional.of(new FoundEntry<>(
                            key,
                            value.value(),
                            verdict == Verdict.EXPIRED ? facts.expired() : facts,
                            Duration.ZERO,
                            origin(owner, Source.BACKEND)));
        } catch (CacheBackendException e) {
            telemetry.backendFailed(stored, e.operation(), e);
            if (settings.backendErrors() == ErrorPolicy.THROW) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private FoundEntry.Origin origin(Namespace owner, Source source) {
        return new FoundEntry.Origin(owner, source, check.serializer());
    }
}
