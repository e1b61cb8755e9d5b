// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheKey;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.freshness.TendStage;
import io.github.cachex.core.origin.Origin;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Marks.Verdict;
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
final class Lookups {
    private final CacheEngine.Shared shared;
    private final CacheBackend backend;
    private final Origin origin;
    private final TendStage tend;
    private final Marks marks;
    private final LocalValues near;
    private final Journal journal;

    Lookups(CacheEngine.Shared shared, Pipeline pipeline, Marks marks, LocalValues near, Journal journal) {
        this.shared = shared;
        this.backend = shared.backend();
        this.origin = pipeline.origin();
        this.tend = pipeline.tend();
        this.marks = marks;
        this.near = near;
        this.journal = journal;
    }

    /** Returns what the backend holds for {@code calls}, fresh and decoded; null entries are left out. */
    Map<CacheKey<?>, Object> getAll(List<FetchCall> calls) {
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
    Map<FetchCall, Optional<Outcome>> lookUp(List<FetchCall> calls) {
        Map<EntryKey, FetchCall> asked = new LinkedHashMap<>();
        for (FetchCall call : calls) {
            near.watch(call);
            if (shared.replay().isPending(call.entryKey())) {
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
                journal.hit(call.entryKey());
                tend.tend(call, hit.get());
            } else {
                journal.missed(call.entryKey());
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
            return entry.flatMap(there -> origin.take(call, there, sentAt));
        } catch (CacheBackendException e) {
            call.withoutBackend();
            failed(call.entryKey(), call.settings(), e);
            return Optional.empty();
        }
    }

    boolean contains(EntryKey key, CacheSettings settings) {
        if (shared.replay().isPending(key)) {
            return false;
        }
        BackendTime time = time(settings);
        try {
            long sentAt = System.nanoTime();
            return time.spend(budget -> backend.read(key, budget))
                    .filter(StoredEntry::isFresh)
                    .filter(entry -> shared.codec()
                            .seals()
                            .isFresh(key, entry, () -> time.spend(budget -> backend.time(key, budget))))
                    .filter(entry -> holds(key, entry, sentAt, time))
                    .isPresent();
        } catch (CacheBackendException e) {
            failed(key, settings, e);
            return false;
        }
    }

    private boolean holds(EntryKey key, StoredEntry entry, long sentAt, BackendTime time) {
        return shared.codec()
                .head(entry.bytes())
                .map(head -> marks.judge(key, head.stamp(), sentAt, time) == Verdict.HOLDS)
                .orElse(true);
    }

    private void failed(EntryKey key, CacheSettings settings, CacheBackendException e) {
        journal.backendFailed(key, e.operation(), e);
        if (settings.backendErrors() == ErrorPolicy.THROW) {
            throw e;
        }
    }

    private static BackendTime time(CacheSettings settings) {
        return new BackendTime(settings);
    }
}
