// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The control over any backend: its leases, and a plain write of what was loaded. Nothing stops a loader that lost its lease, or was
 * overtaken by an invalidation, from storing what it read.
 */
final class UnfencedStore implements Subject {
    private static final Lifetime LIFETIME = Lifetime.of(Duration.ofHours(1));

    private final CacheBackend backend;
    private final Duration lease;

    private UnfencedStore(CacheBackend backend, Duration lease) {
        this.backend = backend;
        this.lease = lease;
    }

    /** Opens the backend of the type that {@code order} names, as it sets it. */
    static UnfencedStore over(Order order) {
        return new UnfencedStore(
                OpenBackend.of(order.text("type"), WorkerMain.settings(order), Optional.empty()),
                Duration.ofMillis(order.large("lease")));
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(30));
    }

    private static EntryKey key(int slot) {
        return new EntryKey("tck:1", "unfenced", "slot:" + slot);
    }

    private static NewEntry entry(long id, long version) {
        return new NewEntry(id, ByteBuffer.allocate(Long.BYTES).putLong(version).array(), LIFETIME);
    }

    private static long newId() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    @Override
    public Long fetch(int slot, Load load) throws LoadException {
        LeaseStore leases = backend.leases().orElseThrow();
        while (true) {
            Optional<Long> stored = get(slot);
            if (stored.isPresent()) {
                return stored.get();
            }
            long token = newId();
            LeaseRequest request = new LeaseRequest(token, lease, StoredEntry.UNREADABLE);
            if (leases.acquire(key(slot), request, budget()).lease() == LeaseState.WON) {
                Long loaded = load.load();
                backend.write(key(slot), entry(token, loaded), budget());
                return loaded;
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public Optional<Long> get(int slot) {
        return backend.read(key(slot), budget())
                .filter(StoredEntry::isFresh)
                .map(there -> ByteBuffer.wrap(there.bytes()).getLong());
    }

    @Override
    public boolean invalidate(int slot) {
        backend.invalidate(List.of(key(slot)), budget());
        return true;
    }

    @Override
    public boolean put(int slot, long version) {
        backend.write(key(slot), entry(newId(), version), budget());
        return true;
    }

    @Override
    public boolean putIfAbsent(int slot, long version) {
        return backend.writeIfAbsent(key(slot), entry(newId(), version), OptionalLong.empty(), budget());
    }

    @Override
    public void close() {
        backend.close();
    }
}
