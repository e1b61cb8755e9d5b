// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.core.fault.Faults;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Holds a backend to its contract: a step whose budget is spent is not begun, and whatever goes wrong inside is a {@link
 * CacheBackendException}.
 */
public final class GuardedBackend implements CacheBackend {
    private final CacheBackend next;
    private final Optional<LeaseStore> leases;
    private final Optional<TagStore> tags;
    private final Optional<KeyScan> scan;

    /** Guards {@code next}. */
    public GuardedBackend(CacheBackend next) {
        this.next = next;
        this.leases = next.leases().map(GuardedLeases::new);
        this.tags = next.tags().map(GuardedTags::new);
        this.scan = next.scan().map(GuardedScan::new);
    }

    private <R> R guard(String operation, String key, CallBudget budget, Supplier<R> step) {
        if (budget.isSpent()) {
            throw new CacheConnectionException(type(), operation, key, "skipped: backend-budget is spent", false, null);
        }
        try {
            return step.get();
        } catch (CacheBackendException e) {
            throw e;
        } catch (Throwable e) {
            Faults.keepInterrupt(e);
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
    public long expire(Collection<EntryKey> keys, CallBudget budget) {
        return guard("expire", names(keys), budget, () -> next.expire(keys, budget));
    }

    @Override
    public boolean slide(EntryKey key, long entryId, Lifetime lifetime, CallBudget budget) {
        return guard("slide", key.value(), budget, () -> next.slide(key, entryId, lifetime, budget));
    }

    @Override
    public boolean replace(EntryKey key, long entryId, NewEntry entry, CallBudget budget) {
        return guard("replace", key.value(), budget, () -> next.replace(key, entryId, entry, budget));
    }

    @Override
    public long time(EntryKey key, CallBudget budget) {
        return guard("time", key.value(), budget, () -> next.time(key, budget));
    }

    @Override
    public long increment(EntryKey key, long by, Duration ttl, CallBudget budget) {
        return guard("increment", key.value(), budget, () -> next.increment(key, by, ttl, budget));
    }

    @Override
    public Optional<String> contact(CallBudget budget) {
        return guard("contact", "", budget, () -> next.contact(budget));
    }

    @Override
    public Optional<BackendLink> link() {
        return next.link();
    }

    @Override
    public Optional<TagStore> tags() {
        return tags;
    }

    @Override
    public Optional<KeyScan> scan() {
        return scan;
    }

    @Override
    public Optional<LeaseStore> leases() {
        return leases;
    }

    @Override
    public OptionalLong entries() {
        return counted(next::entries);
    }

    @Override
    public OptionalLong evictions() {
        return counted(next::evictions);
    }

    private static OptionalLong counted(Supplier<OptionalLong> count) {
        try {
            return count.get();
        } catch (Throwable e) {
            Faults.keepInterrupt(e);
            return OptionalLong.empty();
        }
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
        public Map<EntryKey, LeaseAnswer> acquireAll(Map<EntryKey, LeaseRequest> requests, CallBudget budget) {
            return guard("acquireAll", names(requests.keySet()), budget, () -> store.acquireAll(requests, budget));
        }

        @Override
        public Set<EntryKey> storeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
            return guard("storeAll", names(entries.keySet()), budget, () -> store.storeAll(entries, budget));
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

    private final class GuardedTags implements TagStore {
        private final TagStore store;

        GuardedTags(TagStore store) {
            this.store = store;
        }

        @Override
        public TagState mark(
                CacheSpace cache, Set<String> marks, long held, long incarnation, TagBounds bounds, CallBudget budget) {
            return guard(
                    "mark", cache.value(), budget, () -> store.mark(cache, marks, held, incarnation, bounds, budget));
        }

        @Override
        public TagState sync(CacheSpace cache, long known, long since, long incarnation, CallBudget budget) {
            return guard("sync", cache.value(), budget, () -> store.sync(cache, known, since, incarnation, budget));
        }

        @Override
        public List<TagState> peek(Collection<CacheSpace> caches, CallBudget budget) {
            return guard("peek", "", budget, () -> store.peek(caches, budget));
        }
    }

    private final class GuardedScan implements KeyScan {
        private final KeyScan scan;

        GuardedScan(KeyScan scan) {
            this.scan = scan;
        }

        @Override
        public Page scan(CacheSpace cache, String glob, Optional<String> cursor, CallBudget budget) {
            return guard("scan", cache.value(), budget, () -> scan.scan(cache, glob, cursor, budget));
        }

        @Override
        public long discard(Map<EntryKey, Long> entries, CallBudget budget) {
            return guard("discard", names(entries.keySet()), budget, () -> scan.discard(entries, budget));
        }
    }
}
