// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.stage.PartialAnswer;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.NewEntry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The leases of a backend as calls ask for them, store under them and give them back. What fails is told to the listeners, and the lease
 * given back once the backend takes that. Thread-safe.
 *
 * @param store the backend's
 * @param outbox where leases wait that the backend could not be told of
 * @param telemetry who is told
 */
public record Leases(LeaseStore store, Outbox outbox, CacheTelemetry telemetry) {
    LeaseAnswer acquire(FetchCall call, long token) {
        LeaseRequest request = call.leaseRequest(token);
        return call.backendTime().spend(budget -> store.acquire(call.entryKey(), request, budget));
    }

    /** Returns {@code call} where the backend answers it and takes no lease, so that nothing can be stored either. */
    FetchCall refused(FetchCall call, LeaseAnswer answer) {
        answer.refusal().ifPresent(e -> telemetry.backendFailed(call.entryKey(), e.operation(), e));
        return call.withoutStore();
    }

    /** Returns whether those who wait for the end of a lease are told of it. */
    boolean wakes() {
        return store.wakes();
    }

    /** Gives back a lease of {@code call} that {@code token} may hold, on recovery where the backend fails. */
    void abandon(FetchCall call, long token) {
        outbox.release(call.entryKey(), token, call.settings().lease().ttl());
    }

    /** How a store under a lease ended. */
    enum Store {
        ACCEPTED,
        /** The lease was not held any more. */
        REFUSED,
        FAILED
    }

    /** Stores {@code entry} under the lease of its id. */
    Store store(FetchCall call, NewEntry entry) {
        try {
            boolean stored = call.backendTime()
                    .spend(budget -> call.isReload()
                            ? store.storeAndTell(call.entryKey(), entry, budget)
                            : store.store(call.entryKey(), entry, budget));
            return told(call, entry, stored);
        } catch (CacheBackendException e) {
            giveBack(call, entry.entryId(), e);
            return Store.FAILED;
        }
    }

    /** Stores each of {@code entries} likewise. */
    Map<FetchCall, Store> storeAll(Map<FetchCall, NewEntry> entries) {
        Map<FetchCall, Store> ended = new LinkedHashMap<>();
        if (entries.isEmpty()) {
            return ended;
        }
        FetchCall first = entries.keySet().iterator().next();
        Map<EntryKey, NewEntry> named = new LinkedHashMap<>();
        entries.forEach((call, entry) -> named.put(call.entryKey(), entry));
        PartialAnswer<Set<EntryKey>> stored = PartialAnswer.of(
                named.keySet(), Set.of(), () -> first.backendTime().spend(budget -> store.storeAll(named, budget)));
        stored.eachFailure((key, e) -> telemetry.backendFailed(key, e.operation(), e));
        entries.forEach((call, entry) -> {
            if (stored.failures().containsKey(call.entryKey())) {
                abandon(call, entry.entryId());
                ended.put(call, Store.FAILED);
            } else {
                ended.put(call, told(call, entry, stored.answer().contains(call.entryKey())));
            }
        });
        return ended;
    }

    private Store told(FetchCall call, NewEntry entry, boolean stored) {
        if (stored) {
            telemetry.stored(call.entryKey(), entry);
            return Store.ACCEPTED;
        }
        telemetry.notStored(call.entryKey(), "its lease was lost: the key was invalidated or written meanwhile");
        return Store.REFUSED;
    }

    /** Gives the lease back, leaving {@code marker} for {@code reason}, and returns whether it was still held. */
    boolean release(FetchCall call, long token, Release reason, Duration marker) {
        try {
            return call.backendTime().spend(budget -> store.release(call.entryKey(), token, reason, marker, budget));
        } catch (CacheBackendException e) {
            return giveBack(call, token, e);
        }
    }

    private boolean giveBack(FetchCall call, long token, CacheBackendException e) {
        telemetry.backendFailed(call.entryKey(), e.operation(), e);
        abandon(call, token);
        return false;
    }
}
