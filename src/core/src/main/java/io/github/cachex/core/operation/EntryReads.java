// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.CacheKey;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.freshness.RefreshStage;
import io.github.cachex.core.stage.EntryReader;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads entries of a cache without loading. Thread-safe. */
public final class EntryReads {
    private final CacheBackend backend;
    private final Outbox outbox;
    private final EntryReader reader;
    private final RefreshStage tend;
    private final LocalValues near;
    private final CacheTelemetry telemetry;

    /** Creates those of a cache in {@code backend}; {@code tend} looks after what {@code reader} could use. */
    public EntryReads(
            CacheBackend backend,
            Outbox outbox,
            EntryReader reader,
            RefreshStage tend,
            LocalValues near,
            CacheTelemetry telemetry) {
        this.backend = backend;
        this.outbox = outbox;
        this.reader = reader;
        this.tend = tend;
        this.near = near;
        this.telemetry = telemetry;
    }

    /** Returns what the backend holds for {@code calls}, fresh and decoded; null entries are left out. */
    public Map<CacheKey<?>, Object> getAll(List<FetchCall> calls) {
        Map<CacheKey<?>, Object> values = new LinkedHashMap<>();
        lookUp(calls).forEach((call, hit) -> {
            Object value = hit.map(Outcome::value).orElse(null);
            if (value != null && !EntryCodec.isNothing(value)) {
                values.put(call.key(), value);
            }
        });
        return values;
    }

    /** Returns each of {@code calls} with the outcome of reading it, if that is a fresh value that can be used. */
    public Map<FetchCall, Optional<Outcome>> lookUp(List<FetchCall> calls) {
        Map<EntryKey, FetchCall> asked = new LinkedHashMap<>();
        for (FetchCall call : calls) {
            near.watch(call);
            if (outbox.isPending(call.entryKey())) {
                call.withoutBackend();
            } else {
                asked.put(call.entryKey(), call);
            }
        }
        long sentAt = System.nanoTime();
        Map<EntryKey, StoredEntry> found = read(asked);
        Map<FetchCall, Optional<Outcome>> outcomes = new LinkedHashMap<>();
        for (FetchCall call : calls) {
            Optional<Outcome> hit = taken(call, Optional.ofNullable(found.get(call.entryKey())), sentAt);
            outcomes.put(call, hit);
            if (hit.isPresent()) {
                telemetry.hit(call.entryKey());
                tend.tend(call, hit.get());
            } else {
                telemetry.missed(call.entryKey());
            }
        }
        return outcomes;
    }

    private Map<EntryKey, StoredEntry> read(Map<EntryKey, FetchCall> asked) {
        if (asked.isEmpty()) {
            return Map.of();
        }
        FetchCall first = asked.values().iterator().next();
        try {
            return asked.size() == 1
                    ? first.backendTime()
                            .spend(budget -> backend.read(first.entryKey(), budget))
                            .map(entry -> Map.of(first.entryKey(), entry))
                            .orElse(Map.of())
                    : first.backendTime().spend(budget -> backend.readAll(asked.keySet(), budget));
        } catch (CacheBackendException e) {
            asked.values().forEach(FetchCall::withoutBackend);
            failed(first.entryKey(), first.settings(), e);
            return Map.of();
        }
    }

    private Optional<Outcome> taken(FetchCall call, Optional<StoredEntry> entry, long sentAt) {
        try {
            return entry.flatMap(there -> reader.take(call, there, sentAt));
        } catch (CacheBackendException e) {
            call.withoutBackend();
            failed(call.entryKey(), call.settings(), e);
            return Optional.empty();
        }
    }

    private void failed(EntryKey key, CacheSettings settings, CacheBackendException e) {
        telemetry.backendFailed(key, e.operation(), e);
        if (settings.backendErrors() == ErrorPolicy.THROW) {
            throw e;
        }
    }
}
