// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.NewEntry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The leases of a {@link FaultyBackend}. */
final class FaultyLeases implements LeaseStore {
    private final LeaseStore inner;
    private final Faults faults;

    FaultyLeases(LeaseStore inner, Faults faults) {
        this.inner = inner;
        this.faults = faults;
    }

    @Override
    public LeaseAnswer acquire(EntryKey key, LeaseRequest request, CallBudget budget) {
        return faults.run(Operation.ACQUIRE, key.value(), budget, left -> inner.acquire(key, request, left));
    }

    @Override
    public Map<EntryKey, LeaseAnswer> acquireAll(Map<EntryKey, LeaseRequest> requests, CallBudget budget) {
        return faults.run(
                Operation.ACQUIRE_ALL,
                FaultyBackend.values(requests.keySet()),
                budget,
                left -> inner.acquireAll(requests, left));
    }

    @Override
    public boolean store(EntryKey key, NewEntry entry, CallBudget budget) {
        return faults.run(Operation.STORE, key.value(), budget, left -> inner.store(key, entry, left));
    }

    @Override
    public Set<EntryKey> storeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
        return faults.run(
                Operation.STORE_ALL,
                FaultyBackend.values(entries.keySet()),
                budget,
                left -> inner.storeAll(entries, left));
    }

    @Override
    public boolean release(EntryKey key, long token, Release reason, Duration marker, CallBudget budget) {
        return faults.run(
                Operation.RELEASE, key.value(), budget, left -> inner.release(key, token, reason, marker, left));
    }

    @Override
    public boolean renew(EntryKey key, long token, Duration lease, CallBudget budget) {
        return faults.run(Operation.RENEW, key.value(), budget, left -> inner.renew(key, token, lease, left));
    }

    @Override
    public void onWake(Consumer<String> sink) {
        inner.onWake(sink);
    }
}
