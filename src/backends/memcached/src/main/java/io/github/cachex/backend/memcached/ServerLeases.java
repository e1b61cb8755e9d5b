// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.backend.cas.CasBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.NewEntry;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Leases, each on the server of its key. Thread-safe. */
final class ServerLeases implements LeaseStore {
    private final ServerParts parts;
    private final List<CasBackend> each;
    private final Spread spread;

    ServerLeases(ServerParts parts, List<CasBackend> each, Spread spread) {
        this.parts = parts;
        this.each = each;
        this.spread = spread;
    }

    private LeaseStore of(EntryKey key) {
        return at(parts.place(key));
    }

    private LeaseStore at(int server) {
        return each.get(server).leases().orElseThrow();
    }

    @Override
    public LeaseAnswer acquire(EntryKey key, LeaseRequest request, CallBudget budget) {
        return of(key).acquire(key, request, budget);
    }

    @Override
    public Map<EntryKey, LeaseAnswer> acquireAll(Map<EntryKey, LeaseRequest> requests, CallBudget budget) {
        return spread.all(
                requests.keySet(),
                (server, some) -> at(server).acquireAll(Spread.only(requests, some), budget),
                Map.of(),
                Spread::both);
    }

    @Override
    public Set<EntryKey> storeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
        return spread.all(
                entries.keySet(),
                (server, some) -> at(server).storeAll(Spread.only(entries, some), budget),
                Set.of(),
                (first, second) -> {
                    Set<EntryKey> stored = new LinkedHashSet<>(first);
                    stored.addAll(second);
                    return stored;
                });
    }

    @Override
    public boolean store(EntryKey key, NewEntry entry, CallBudget budget) {
        return of(key).store(key, entry, budget);
    }

    @Override
    public boolean release(EntryKey key, long token, Release reason, Duration marker, CallBudget budget) {
        return of(key).release(key, token, reason, marker, budget);
    }

    @Override
    public boolean renew(EntryKey key, long token, Duration lease, CallBudget budget) {
        return of(key).renew(key, token, lease, budget);
    }

    @Override
    public boolean wakes() {
        return false;
    }

    @Override
    public void onWake(Consumer<String> sink) {
        // Nobody is told of anything here.
    }
}
