// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import io.github.cachex.core.fault.StackReserve;
import io.github.cachex.error.CacheBackendException;
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
 * Lets calls pass to a backend while the breaker is closed, and tells the breaker how they went; refuses them at once while it
 * is open. What is no call, the link among it, passes always. Thread-safe.
 */
public final class BreakerBackend implements CacheBackend {
    /** As many keys go into one round trip. */
    private static final int BATCH = 500;

    private final CacheBackend next;
    private final Breaker breaker;
    private final Optional<LeaseStore> leases;
    private final Optional<TagStore> tags;
    private final Optional<KeyScan> scan;

    /** Puts {@code breaker} before {@code next}, which throws nothing but {@link CacheBackendException}. */
    public BreakerBackend(CacheBackend next, Breaker breaker) {
        this.next = next;
        this.breaker = breaker;
        this.leases = next.leases().map(PassedLeases::new);
        this.tags = next.tags().map(PassedTags::new);
        this.scan = next.scan().map(PassedScan::new);
    }

    private <R> R pass(String operation, EntryKey key, CallBudget budget, Supplier<R> step) {
        return pass(operation, key::value, 1, false, budget, step);
    }

    private <R> R pass(String operation, CacheSpace cache, CallBudget budget, Supplier<R> step) {
        return pass(operation, cache::value, 1, false, budget, step);
    }

    private <R> R pass(String operation, Collection<EntryKey> keys, CallBudget budget, Supplier<R> step) {
        return pass(operation, () -> names(keys), trips(keys), false, budget, step);
    }

    /** Passes what callers change by themselves: they hold nothing yet, and with too little stack for it they never will. */
    private <R> R change(String operation, EntryKey key, CallBudget budget, Supplier<R> step) {
        StackReserve.check();
        return pass(operation, key, budget, step);
    }

    private <R> R change(String operation, Collection<EntryKey> keys, CallBudget budget, Supplier<R> step) {
        StackReserve.check();
        return pass(operation, keys, budget, step);
    }

    private <R> R pass(
            String operation, Supplier<String> key, int trips, boolean reading, CallBudget budget, Supplier<R> step) {
        if (breaker.isOpen()) {
            throw new BreakerOpenException(type(), operation, key.get(), breaker.reason());
        }
        if (budget.isSpent()) {
            // Nothing will be sent, so nothing is learned.
            return step.get();
        }
        long sentAt = breaker.now();
        R answer;
        try {
            answer = step.get();
        } catch (CacheBackendException e) {
            if (Blame.isTheBackends(e, reading)) {
                breaker.failed(sentAt, e);
            }
            throw e;
        }
        breaker.answered(sentAt, trips);
        return answer;
    }

    private static String names(Collection<EntryKey> keys) {
        return keys.isEmpty() ? "" : keys.iterator().next().value() + (keys.size() > 1 ? " …" : "");
    }

    private static int trips(Collection<EntryKey> keys) {
        return 1 + keys.size() / BATCH;
    }

    @Override
    public String type() {
        return next.type();
    }

    @Override
    public Optional<StoredEntry> read(EntryKey key, CallBudget budget) {
        return pass("read", key::value, 1, true, budget, () -> next.read(key, budget));
    }

    @Override
    public Map<EntryKey, StoredEntry> readAll(Collection<EntryKey> keys, CallBudget budget) {
        return pass("readAll", () -> names(keys), trips(keys), true, budget, () -> next.readAll(keys, budget));
    }

    @Override
    public void write(EntryKey key, NewEntry entry, CallBudget budget) {
        change("write", key, budget, () -> {
            next.write(key, entry, budget);
            return true;
        });
    }

    @Override
    public void writeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
        change("writeAll", entries.keySet(), budget, () -> {
            next.writeAll(entries, budget);
            return true;
        });
    }

    @Override
    public boolean writeIfAbsent(EntryKey key, NewEntry entry, OptionalLong rejected, CallBudget budget) {
        return change("writeIfAbsent", key, budget, () -> next.writeIfAbsent(key, entry, rejected, budget));
    }

    @Override
    public Optional<StoredEntry> remove(EntryKey key, CallBudget budget) {
        return change("remove", key, budget, () -> next.remove(key, budget));
    }

    @Override
    public boolean touch(EntryKey key, Lifetime lifetime, CallBudget budget) {
        return change("touch", key, budget, () -> next.touch(key, lifetime, budget));
    }

    @Override
    public long invalidate(Collection<EntryKey> keys, CallBudget budget) {
        return change("invalidate", keys, budget, () -> next.invalidate(keys, budget));
    }

    @Override
    public long expire(Collection<EntryKey> keys, CallBudget budget) {
        return change("expire", keys, budget, () -> next.expire(keys, budget));
    }

    @Override
    public boolean slide(EntryKey key, long entryId, Lifetime lifetime, CallBudget budget) {
        return pass("slide", key, budget, () -> next.slide(key, entryId, lifetime, budget));
    }

    @Override
    public boolean replace(EntryKey key, long entryId, NewEntry entry, CallBudget budget) {
        return pass("replace", key, budget, () -> next.replace(key, entryId, entry, budget));
    }

    /** Is known from earlier answers as a rule, and says nothing of the backend's health then. */
    @Override
    public long time(EntryKey key, CallBudget budget) {
        return next.time(key, budget);
    }

    @Override
    public long increment(EntryKey key, long by, Duration ttl, CallBudget budget) {
        return change("increment", key, budget, () -> next.increment(key, by, ttl, budget));
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

    private final class PassedLeases implements LeaseStore {
        private final LeaseStore store;

        PassedLeases(LeaseStore store) {
            this.store = store;
        }

        @Override
        public LeaseAnswer acquire(EntryKey key, LeaseRequest request, CallBudget budget) {
            return pass("acquire", key, budget, () -> store.acquire(key, request, budget));
        }

        @Override
        public Map<EntryKey, LeaseAnswer> acquireAll(Map<EntryKey, LeaseRequest> requests, CallBudget budget) {
            return pass("acquireAll", requests.keySet(), budget, () -> store.acquireAll(requests, budget));
        }

        @Override
        public Set<EntryKey> storeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
            return pass("storeAll", entries.keySet(), budget, () -> store.storeAll(entries, budget));
        }

        @Override
        public boolean store(EntryKey key, NewEntry entry, CallBudget budget) {
            return pass("store", key, budget, () -> store.store(key, entry, budget));
        }

        @Override
        public boolean release(EntryKey key, long token, Release reason, Duration marker, CallBudget budget) {
            return pass("release", key, budget, () -> store.release(key, token, reason, marker, budget));
        }

        @Override
        public boolean renew(EntryKey key, long token, Duration lease, CallBudget budget) {
            return pass("renew", key, budget, () -> store.renew(key, token, lease, budget));
        }

        @Override
        public void onWake(Consumer<String> sink) {
            store.onWake(sink);
        }
    }

    private final class PassedTags implements TagStore {
        private final TagStore store;

        PassedTags(TagStore store) {
            this.store = store;
        }

        @Override
        public TagState mark(
                CacheSpace cache, Set<String> marks, long held, long incarnation, TagBounds bounds, CallBudget budget) {
            return pass("mark", cache, budget, () -> store.mark(cache, marks, held, incarnation, bounds, budget));
        }

        @Override
        public TagState sync(CacheSpace cache, long known, long since, long incarnation, CallBudget budget) {
            return pass("sync", cache, budget, () -> store.sync(cache, known, since, incarnation, budget));
        }

        @Override
        public List<TagState> peek(Collection<CacheSpace> caches, CallBudget budget) {
            return pass("peek", () -> "", 1, false, budget, () -> store.peek(caches, budget));
        }
    }

    private final class PassedScan implements KeyScan {
        private final KeyScan scan;

        PassedScan(KeyScan scan) {
            this.scan = scan;
        }

        @Override
        public Page scan(CacheSpace cache, String glob, Optional<String> cursor, CallBudget budget) {
            return pass("scan", cache, budget, () -> scan.scan(cache, glob, cursor, budget));
        }

        @Override
        public long discard(Map<EntryKey, Long> entries, CallBudget budget) {
            return pass("discard", entries.keySet(), budget, () -> scan.discard(entries, budget));
        }
    }
}
