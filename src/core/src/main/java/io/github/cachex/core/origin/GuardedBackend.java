// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Holds a backend to its contract: a step whose budget is spent is not begun, and whatever goes wrong inside is a {@link
 * CacheBackendException}.
 */
public final class GuardedBackend implements CacheBackend {
    private final CacheBackend next;
    private final Optional<LeaseStore> leases;

    /** Guards {@code next}. */
    public GuardedBackend(CacheBackend next) {
        this.next = next;
        this.leases = next.leases().map(GuardedLeases::new);
    }

    private <R> R guard(String operation, String key, CallBudget budget, Supplier<R> step) {
        if (budget.isSpent()) {
            throw new CacheConnectionException(type(), operation, key, "skipped: backend-budget is spent", false, null);
        }
        try {
            return step.get();
        } catch (CacheBackendException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CacheConnectionException(type(), operation, key, "failed with " + e, true, e);
        }
    }

    private static String names(Collection<EntryKey> keys) {
        return keys.isEmpty() ? "" : keys.iterator().next().value() + (keys.size() > 1 ? " …" : "");
    }

    @Override
    public String type() {
        return next.type();
    }

    @Override
    public Optional<StoredEntry> read(EntryKey key, CallBudget budget) {
        return guard("read", key.value(), budget, () -> next.read(key, budget));
    }

    @Override
    public Map<EntryKey, StoredEntry> readAll(Collection<EntryKey> keys, CallBudget budget) {
        return guard("readAll", names(keys), budget, () -> next.readAll(keys, budget));
    }

    @Override
    public void write(EntryKey key, NewEntry entry, CallBudget budget) {
        guard("write", key.value(), budget, () -> {
            next.write(key, entry, budget);
            return true;
        });
    }

    @Override
    public void writeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
        guard("writeAll", names(entries.keySet()), budget, () -> {
            next.writeAll(entries, budget);
            return true;
        });
    }

    @Override
    public boolean writeIfAbsent(EntryKey key, NewEntry entry, OptionalLong rejected, CallBudget budget) {
        return guard("writeIfAbsent", key.value(), budget, () -> next.writeIfAbsent(key, entry, rejected, budget));
    }

    @Override
    public Optional<StoredEntry> remove(EntryKey key, CallBudget budget) {
        return guard("remove", key.value(), budget, () -> next.remove(key, budget));
    }

    @Override
    public boolean touch(EntryKey key, Lifetime lifetime, CallBudget budget) {
        return guard("touch", key.value(), budget, () -> next.touch(key, lifetime, budget));
    }

    @Override
    public long invalidate(Collection<EntryKey> keys, CallBudget budget) {
        return guard("invalidate", names(keys), budget, () -> next.invalidate(keys, budget));
    }

    @Override
    public Optional<LeaseStore> leases() {
        return leases;
    }

    @Override
    public OptionalLong entries() {
        return next.entries();
    }

    @Override
    public OptionalLong evictions() {
        return next.evictions();
    }

    @Override
    public void close() {
        next.close();
    }

    private final class GuardedLeases implements LeaseStore {
        private final LeaseStore store;

        GuardedLeases(LeaseStore store) {
            this.store = store;
        }

        @Override
        public LeaseAnswer acquire(EntryKey key, LeaseRequest request, CallBudget budget) {
            return guard("acquire", key.value(), budget, () -> store.acquire(key, request, budget));
        }

        @Override
        public boolean store(EntryKey key, NewEntry entry, CallBudget budget) {
            return guard("store", key.value(), budget, () -> store.store(key, entry, budget));
        }

        @Override
        public boolean release(EntryKey key, long token, Release reason, Duration marker, CallBudget budget) {
            return guard("release", key.value(), budget, () -> store.release(key, token, reason, marker, budget));
        }

        @Override
        public boolean renew(EntryKey key, long token, Duration lease, CallBudget budget) {
            return guard("renew", key.value(), budget, () -> store.renew(key, token, lease, budget));
        }

        @Override
        public void onWake(Consumer<String> sink) {
            store.onWake(sink);
        }
    }
}
