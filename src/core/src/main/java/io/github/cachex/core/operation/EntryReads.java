// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.CacheKey;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.KeptFailure;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.freshness.RefreshStage;
import io.github.cachex.core.stage.EntryReader;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Finding;
import io.github.cachex.core.stage.Finding.Fresh;
import io.github.cachex.core.stage.Finding.Miss;
import io.github.cachex.core.stage.Finding.Missing;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.NoThread;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.stage.PartialAnswer;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            Object value = hit.map(Fresh::value).orElse(null);
            if (hit.isEmpty()) {
                call.answeredBy(null);
            }
            if (value != null && !EntryCodec.isNothing(value) && !(value instanceof KeptFailure)) {
                values.put(call.key(), value);
            }
        });
        return values;
    }

    /** Finds nothing for {@code calls}, as where the backend fails: no thread is there to ask it. Returns them as they go on. */
    public List<FetchCall> refuse(List<FetchCall> calls) {
        calls.forEach(call -> call.answeredBy(null));
        calls.forEach(telemetry::missed);
        FetchCall first = calls.get(0);
        failed(
                first.entryKey(),
                first.settings(),
                NoThread.failure(backend.type(), BackendOperation.READ, first.entryKey()));
        return calls.stream()
                .map(call ->
                        call.after(new Missing(near.watch(call.entryKey()))).withoutBackend())
                .toList();
    }

    /** Returns each of {@code calls}, as it goes on after a read, with the fresh value that was found if that can be used. */
    public Map<FetchCall, Optional<Fresh>> lookUp(List<FetchCall> calls) {
        Map<EntryKey, FetchCall> asked = new LinkedHashMap<>();
        List<FetchCall> begun = new ArrayList<>();
        for (FetchCall call : calls) {
            FetchCall watched = call.after(new Missing(near.watch(call.entryKey())));
            boolean pending = outbox.isPending(call.entryKey());
            begun.add(pending ? watched.withoutBackend() : watched);
            if (!pending) {
                asked.put(call.entryKey(), watched);
            }
        }
        long sentAt = System.nanoTime();
        PartialAnswer<Map<EntryKey, StoredEntry>> entries = read(asked);
        Map<FetchCall, Optional<Fresh>> findings = new LinkedHashMap<>();
        for (FetchCall call : begun) {
            Optional<StoredEntry> there = Optional.ofNullable(entries.answer().get(call.entryKey()));
            Optional<Finding> found =
                    entries.failures().containsKey(call.entryKey()) ? Optional.empty() : found(call, there, sentAt);
            if (found.isPresent() && found.get() instanceof Fresh hit) {
                telemetry.hit(call);
                call.answeredBy(hit);
                tend.tend(call, hit);
                findings.put(call, Optional.of(hit));
            } else {
                telemetry.missed(call);
                findings.put(
                        found.map(miss -> call.after((Miss) miss)).orElseGet(call::withoutBackend), Optional.empty());
            }
        }
        return findings;
    }

    /** Returns what {@code entry} is for {@code call}; empty where the backend failed. */
    private Optional<Finding> found(FetchCall call, Optional<StoredEntry> entry, long sentAt) {
        Object watch = Objects.requireNonNull(call.watch());
        try {
            return Optional.of(
                    entry.map(there -> reader.judge(call, watch, there, sentAt)).orElseGet(() -> new Missing(watch)));
        } catch (CacheBackendException e) {
            failed(call.entryKey(), call.settings(), e);
            return Optional.empty();
        }
    }

    /** Returns what the backend holds of {@code asked}, and for which it failed. */
    private PartialAnswer<Map<EntryKey, StoredEntry>> read(Map<EntryKey, FetchCall> asked) {
        if (asked.isEmpty()) {
            return new PartialAnswer<>(Map.of(), Map.of());
        }
        FetchCall first = asked.values().iterator().next();
        PartialAnswer<Map<EntryKey, StoredEntry>> found = PartialAnswer.of(
                asked.keySet(),
                Map.of(),
                () -> asked.size() == 1
                        ? first.backendTime()
                                .spend(budget -> backend.read(first.entryKey(), budget))
                                .map(entry -> Map.of(first.entryKey(), entry))
                                .orElse(Map.of())
                        : first.backendTime().spend(budget -> backend.readAll(asked.keySet(), budget)));
        found.eachFailure((key, e) -> failed(key, first.settings(), e));
        return found;
    }

    private void failed(EntryKey key, CacheSettings settings, CacheBackendException e) {
        telemetry.backendFailed(key, e.operation(), e);
        if (settings.backendErrors() == ErrorPolicy.THROW) {
            throw e;
        }
    }
}
