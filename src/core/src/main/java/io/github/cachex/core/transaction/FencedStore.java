// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.transaction;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.stage.PartialAnswer;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.NewEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The store after a commit: under leases that are won for no longer than that takes. Thread-safe. */
public final class FencedStore {
    static final String CHANGED = "it was invalidated, or written by others, before the commit was told of";

    private final CacheBackend backend;
    private final Outbox outbox;
    private final CacheTelemetry telemetry;

    /** Creates one; leases that may be held wait in {@code outbox} to be given back. */
    public FencedStore(CacheBackend backend, Outbox outbox, CacheTelemetry telemetry) {
        this.backend = backend;
        this.outbox = outbox;
        this.telemetry = telemetry;
    }

    /**
     * Stores of {@code wanted} what {@code still} leaves once the leases are held. A backend that fails is no failure here:
     * what is not stored is loaded by who asks for it.
     */
    void store(
            Map<EntryKey, PendingStore> wanted,
            CacheSettings settings,
            UnaryOperator<Map<EntryKey, PendingStore>> still) {
        if (wanted.isEmpty()) {
            return;
        }
        BackendTime time = new BackendTime(settings);
        try {
            if (backend.leases().isPresent()) {
                fenced(backend.leases().get(), wanted, time, still);
            } else {
                unfenced(still.apply(wanted), time);
            }
        } catch (CacheBackendException e) {
            EntryKey first = wanted.keySet().iterator().next();
            telemetry.backendFailed(first, e.operation(), e);
            if (backend.leases().isPresent()) {
                // Some leases may be ours, or become so; all are given back.
                wanted.forEach(this::release);
            }
        }
    }

    private void fenced(
            LeaseStore leases,
            Map<EntryKey, PendingStore> wanted,
            BackendTime time,
            UnaryOperator<Map<EntryKey, PendingStore>> still) {
        Map<EntryKey, LeaseRequest> requests = new LinkedHashMap<>();
        wanted.forEach((key, late) -> requests.put(
                key,
                new LeaseRequest(
                        late.entry().entryId(),
                        late.settings().lease().ttl(),
                        late.settings().lease().longestMarker(),
                        late.rejected())));
        PartialAnswer<Map<EntryKey, LeaseAnswer>> asked =
                answered(wanted, () -> time.spend(budget -> leases.acquireAll(requests, budget)));
        Map<EntryKey, PendingStore> won = new LinkedHashMap<>();
        wanted.forEach((key, late) -> {
            LeaseAnswer answer = asked.answer().get(key);
            if (answer != null && answer.lease() == LeaseState.WON) {
                won.put(key, late);
            } else if (!asked.failures().containsKey(key)) {
                telemetry.notStored(key, "another has stored it meanwhile, or loads it");
            }
        });
        if (won.isEmpty()) {
            return;
        }
        Map<EntryKey, NewEntry> holding = new LinkedHashMap<>();
        still.apply(won).forEach((key, late) -> holding.put(key, late.entry()));
        time.refill();
        PartialAnswer<Set<EntryKey>> stored = answered(
                wanted, () -> holding.isEmpty() ? Set.of() : time.spend(budget -> leases.storeAll(holding, budget)));
        won.keySet().removeAll(stored.failures().keySet());
        won.forEach((key, late) -> tell(key, late, stored.answer().contains(key)));
        won.keySet().removeAll(holding.keySet());
        won.forEach((key, late) -> time.spend(budget -> leases.release(
                key,
                late.entry().entryId(),
                Release.ABANDONED,
                late.settings().lease().failedMarker(),
                budget)));
    }

    /** Does {@code operation}; leases of keys for which it fails may be ours, or become so, and are given back. */
    private <R> PartialAnswer<R> answered(Map<EntryKey, PendingStore> wanted, Supplier<R> operation) {
        PartialAnswer<R> partial = PartialAnswer.of(operation);
        partial.eachFailure((key, e) -> telemetry.backendFailed(key, e.operation(), e));
        partial.failures().keySet().forEach(key -> release(key, Objects.requireNonNull(wanted.get(key))));
        return partial;
    }

    private void release(EntryKey key, PendingStore late) {
        outbox.release(key, late.entry().entryId(), late.settings().lease().ttl());
    }

    private void unfenced(Map<EntryKey, PendingStore> holding, BackendTime time) {
        holding.forEach((key, late) -> tell(
                key,
                late,
                time.spend(budget -> backend.writeIfAbsent(key, late.entry(), OptionalLong.empty(), budget))));
    }

    private void tell(EntryKey key, PendingStore late, boolean stored) {
        if (stored) {
            telemetry.stored(key, late.entry());
        } else {
            telemetry.notStored(key, CHANGED);
        }
    }
}
