// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.CacheBackendException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A backend in front of another one: every operation on entries, leases, marks and the scan comes through {@link #call}, which a
 * subclass implements to observe, refuse, repeat or spoil it. It has the leases, marks and scan that the backend behind had when
 * it was wrapped.
 *
 * <p>What is no such operation is forwarded as it is: {@link #type}, {@link #time}, {@link #contact}, {@link #link}, {@link
 * LeaseStore#onWake}, the counts and {@link #close}. A subclass overrides what it has to, and must be thread-safe as every backend.
 *
 * <pre>{@code
 * final class TimedBackend extends BackendDecorator {
 *     TimedBackend(CacheBackend next) {
 *         super(next);
 *     }
 *
 *     @Override
 *     protected <R> R call(BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
 *         long began = System.nanoTime();
 *         try {
 *             return step.apply(budget);
 *         } finally {
 *             record(operation.text(), System.nanoTime() - began);
 *         }
 *     }
 * }
 * }</pre>
 */
public abstract class BackendDecorator implements CacheBackend {
    private final CacheBackend next;
    private final Optional<LeaseStore> leases;
    private final Optional<TagStore> tags;
    private final Optional<KeyScan> scan;

    /** Wraps {@code next}, which must not be null. Closing this closes it. */
    protected BackendDecorator(CacheBackend next) {
        this.next = Objects.requireNonNull(next, "next");
        this.leases = next.leases().map(Leases::new);
        this.tags = next.tags().map(Marks::new);
        this.scan = next.scan().map(Scan::new);
    }

    /**
     * Does one operation, on the thread of the caller.
     *
     * @param operation which one
     * @param subject what it is about; its text is made when it is asked for
     * @param budget what the caller granted
     * @param step does the operation on the backend behind, within the budget that it is given, and returns what that returned:
     *     true for {@link BackendOperation#WRITE} and {@link BackendOperation#WRITE_ALL}, and never null. It may be called not at
     *     all, more than once, and later by another thread; it throws what the backend behind throws
     * @return what the caller gets: what {@code step} returned, or something of the same type; never null
     * @throws CacheBackendException when the operation failed or was refused; callers expect nothing else
     */
    protected abstract <R> R call(
            BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step);

    /** Returns the backend behind. */
    protected final CacheBackend next() {
        return next;
    }

    @Override
    public String type() {
        return next.type();
    }

    @Override
    public Optional<StoredEntry> read(EntryKey key, CallBudget budget) {
        return call(BackendOperation.READ, key, budget, left -> next.read(key, left));
    }

    @Override
    public Map<EntryKey, StoredEntry> readAll(Collection<EntryKey> keys, CallBudget budget) {
        return call(BackendOperation.READ_ALL, CallSubject.of(keys), budget, left -> next.readAll(keys, left));
    }

    @Override
    public void write(EntryKey key, NewEntry entry, CallBudget budget) {
        call(BackendOperation.WRITE, key, budget, left -> {
            next.write(key, entry, left);
            return true;
        });
    }

    @Override
    public void writeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
        call(BackendOperation.WRITE_ALL, CallSubject.of(entries.keySet()), budget, left -> {
            next.writeAll(entries, left);
            return true;
        });
    }

    @Override
    public boolean writeIfAbsent(EntryKey key, NewEntry entry, OptionalLong rejected, CallBudget budget) {
        return call(
                BackendOperation.WRITE_IF_ABSENT, key, budget, left -> next.writeIfAbsent(key, entry, rejected, left));
    }

    @Override
    public Optional<StoredEntry> remove(EntryKey key, CallBudget budget) {
        return call(BackendOperation.REMOVE, key, budget, left -> next.remove(key, left));
    }

    @Override
    public boolean touch(EntryKey key, Lifetime lifetime, CallBudget budget) {
        return call(BackendOperation.TOUCH, key, budget, left -> next.touch(key, lifetime, left));
    }

    @Override
    public long invalidate(Collection<EntryKey> keys, CallBudget budget) {
        return call(BackendOperation.INVALIDATE, CallSubject.of(keys), budget, left -> next.invalidate(keys, left));
    }

    @Override
    public long expire(Collection<EntryKey> keys, CallBudget budget) {
        return call(BackendOperation.EXPIRE, CallSubject.of(keys), budget, left -> next.expire(keys, left));
    }

    @Override
    public boolean slide(EntryKey key, long entryId, Lifetime lifetime, CallBudget budget) {
        return call(BackendOperation.SLIDE, key, budget, left -> next.slide(key, entryId, lifetime, left));
    }

    @Override
    public boolean replace(EntryKey key, long entryId, NewEntry entry, CallBudget budget) {
        return call(BackendOperation.REPLACE, key, budget, left -> next.replace(key, entryId, entry, left));
    }

    @Override
    public long increment(EntryKey key, long by, Duration ttl, CallBudget budget) {
        return call(BackendOperation.INCREMENT, key, budget, left -> next.increment(key, by, ttl, left));
    }

    @Override
    public long time(EntryKey key, CallBudget budget) {
        return next.time(key, budget);
    }

    @Override
    public Optional<String> contact(CallBudget budget) {
        return next.contact(budget);
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

    private final class Leases implements LeaseStore {
        private final LeaseStore store;

        Leases(LeaseStore store) {
            this.store = store;
        }

        @Override
        public LeaseAnswer acquire(EntryKey key, LeaseRequest request, CallBudget budget) {
            return call(BackendOperation.ACQUIRE, key, budget, left -> store.acquire(key, request, left));
        }

        @Override
        public Map<EntryKey, LeaseAnswer> acquireAll(Map<EntryKey, LeaseRequest> requests, CallBudget budget) {
            CallSubject keys = CallSubject.of(requests.keySet());
            return call(BackendOperation.ACQUIRE_ALL, keys, budget, left -> store.acquireAll(requests, left));
        }

        @Override
        public boolean store(EntryKey key, NewEntry entry, CallBudget budget) {
            return call(BackendOperation.STORE, key, budget, left -> store.store(key, entry, left));
        }

        @Override
        public Set<EntryKey> storeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
            CallSubject keys = CallSubject.of(entries.keySet());
            return call(BackendOperation.STORE_ALL, keys, budget, left -> store.storeAll(entries, left));
        }

        @Override
        public boolean release(EntryKey key, long token, Release reason, Duration marker, CallBudget budget) {
            return call(BackendOperation.RELEASE, key, budget, left -> store.release(key, token, reason, marker, left));
        }

        @Override
        public boolean renew(EntryKey key, long token, Duration lease, CallBudget budget) {
            return call(BackendOperation.RENEW, key, budget, left -> store.renew(key, token, lease, left));
        }

        @Override
        public void onWake(Consumer<String> sink) {
            store.onWake(sink);
        }
    }

    private final class Marks implements TagStore {
        private final TagStore store;

        Marks(TagStore store) {
            this.store = store;
        }

        @Override
        public TagState mark(
                CacheSpace cache, Set<String> marks, MarkPosition beyond, TagBounds bounds, CallBudget budget) {
            return call(BackendOperation.MARK, cache, budget, left -> {
                return store.mark(cache, marks, beyond, bounds, left);
            });
        }

        @Override
        public TagState sync(CacheSpace cache, MarkPosition known, long incarnation, CallBudget budget) {
            return call(BackendOperation.SYNC, cache, budget, left -> store.sync(cache, known, incarnation, left));
        }

        @Override
        public List<TagState> peek(Collection<CacheSpace> caches, CallBudget budget) {
            return call(BackendOperation.PEEK, CallSubject.of(caches), budget, left -> store.peek(caches, left));
        }
    }

    private final class Scan implements KeyScan {
        private final KeyScan inner;

        Scan(KeyScan inner) {
            this.inner = inner;
        }

        @Override
        public Page scan(CacheSpace cache, String glob, Optional<String> cursor, CallBudget budget) {
            return call(BackendOperation.SCAN, cache, budget, left -> inner.scan(cache, glob, cursor, left));
        }

        @Override
        public long discard(Map<EntryKey, Long> entries, CallBudget budget) {
            CallSubject keys = CallSubject.of(entries.keySet());
            return call(BackendOperation.DISCARD, keys, budget, left -> inner.discard(entries, left));
        }
    }
}
