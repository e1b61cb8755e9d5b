// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.CacheBackendException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A backend in front of another one: every operation on entries, leases, marks and the scan comes through {@link #call}, which a
 * subclass implements to observe, refuse, repeat or spoil it. It has the leases, marks and scan that the backend behind had when
 * it was wrapped.
 *
 * <p>What is no such operation is forwarded as it is: {@link #type}, {@link #time}, {@link #contact}, {@link #link},
 * {@link #parts}, {@link #inspection}, {@link #nodes}, {@link LeaseStore#onWake}, the counts and {@link #close}. A subclass overrides
 * what it has to, and must be thread-safe as every backend.
 *
 * <pre>{@code
 * final class TimedBackend extends BackendDecorator {
 *     protected <R> R call(BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
 *         long began = System.nanoTime();
 *         R answer = step.apply(budget);
 *         record(operation.text(), System.nanoTime() - began);
 *         return answer;
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
        this.scan = next.scan().map(scan -> new DecoratedScan(this, scan));
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

    /**
     * Does one operation on several keys, or a peek of several caches. As it stands here, this is one {@link #call} about all of them;
     * a subclass that overrides it may let the backend behind see some of them alone.
     *
     * @param step does the operation on the backend behind for those of {@code subjects} that it is given, in their order and within the
     *     budget that it is given; else as that of {@link #call}
     * @return what the caller gets, as from {@link #call}
     * @throws PartialFailureException when the operation failed or was refused for some of them
     * @throws CacheBackendException when it failed or was refused for all
     */
    protected <K extends CallSubject, R> R callAll(
            BackendOperation operation,
            Collection<K> subjects,
            CallBudget budget,
            BiFunction<Collection<K>, CallBudget, R> step) {
        return call(operation, CallSubject.of(subjects), budget, left -> step.apply(subjects, left));
    }

    /** Returns the entries of {@code map} under {@code keys}, which are all of them or some in their order. */
    static <K, V> Map<K, V> only(Collection<K> keys, Map<K, V> map) {
        if (keys.size() == map.size()) {
            return map;
        }
        Map<K, V> some = new LinkedHashMap<>();
        keys.forEach(key -> some.put(key, Objects.requireNonNull(map.get(key))));
        return some;
    }

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
        return callAll(BackendOperation.READ_ALL, keys, budget, next::readAll);
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
        callAll(BackendOperation.WRITE_ALL, entries.keySet(), budget, (keys, left) -> {
            next.writeAll(only(keys, entries), left);
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
        return callAll(BackendOperation.INVALIDATE, keys, budget, next::invalidate);
    }

    @Override
    public long expire(Collection<EntryKey> keys, CallBudget budget) {
        return callAll(BackendOperation.EXPIRE, keys, budget, next::expire);
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
    public Optional<BackendParts> parts() {
        return next.parts();
    }

    @Override
    public Optional<NodeChannel> nodes() {
        return next.nodes();
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
    public Optional<BackendInspection> inspection() {
        return next.inspection();
    }

    @Override
    public long largestEntry() {
        return next.largestEntry();
    }

    @Override
    public Set<Capability> capabilities() {
        return next.capabilities();
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
            return callAll(
                    BackendOperation.ACQUIRE_ALL,
                    requests.keySet(),
                    budget,
                    (keys, left) -> store.acquireAll(only(keys, requests), left));
        }

        @Override
        public boolean store(EntryKey key, NewEntry entry, CallBudget budget) {
            return call(BackendOperation.STORE, key, budget, left -> store.store(key, entry, left));
        }

        @Override
        public boolean storeAndTell(EntryKey key, NewEntry entry, CallBudget budget) {
            return call(BackendOperation.STORE_AND_TELL, key, budget, left -> store.storeAndTell(key, entry, left));
        }

        @Override
        public Set<EntryKey> storeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
            return callAll(
                    BackendOperation.STORE_ALL,
                    entries.keySet(),
                    budget,
                    (keys, left) -> store.storeAll(only(keys, entries), left));
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
        public boolean wakes() {
            return store.wakes();
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
            return call(BackendOperation.MARK, cache, budget, left -> store.mark(cache, marks, beyond, bounds, left));
        }

        @Override
        public TagState sync(CacheSpace cache, MarkPosition known, long incarnation, CallBudget budget) {
            return call(BackendOperation.SYNC, cache, budget, left -> store.sync(cache, known, incarnation, left));
        }

        @Override
        public List<TagState> peek(Collection<CacheSpace> caches, CallBudget budget) {
            return callAll(BackendOperation.PEEK, caches, budget, store::peek);
        }
    }
}
