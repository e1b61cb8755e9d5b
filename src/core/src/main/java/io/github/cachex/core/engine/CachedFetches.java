// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.AsyncBulkLoader;
import io.github.cachex.BulkLoader;
import io.github.cachex.CacheEntry;
import io.github.cachex.CacheKey;
import io.github.cachex.ContextLoader;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.KeptFailure;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.near.NearLookup;
import io.github.cachex.core.operation.AsyncBulkFetch;
import io.github.cachex.core.operation.BulkFetch;
import io.github.cachex.core.operation.Naming;
import io.github.cachex.core.operation.NearReads;
import io.github.cachex.core.operation.StagedFetches;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.statistics.CallCounters;
import io.github.cachex.core.transaction.CacheInTransaction;
import io.github.cachex.core.transaction.FetchInTransaction;
import io.github.cachex.core.transaction.PendingChanges;
import io.github.cachex.core.transaction.Transactions.Transaction;
import io.github.cachex.spi.EntryCollector;
import io.github.cachex.spi.EntryKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The fetches of a cache that caches: from what this JVM keeps, else through the stages, and by the rules of a transaction inside one.
 * Each call asks once for its namespace, its transaction and what is kept. Thread-safe.
 */
final class CachedFetches implements Fetches {
    private static final ContextLoader<?, ?> NO_LOADER = context -> {
        throw new IllegalStateException("a get does not load");
    };

    private final CacheState state;
    private final Naming naming;
    private final NearReads near;
    private final StagedFetches staged;
    private final CacheInTransaction transacted;
    private final FetchInTransaction inTransaction;

    CachedFetches(
            CacheState state,
            Naming naming,
            NearReads near,
            StagedFetches staged,
            CacheInTransaction transacted,
            FetchInTransaction inTransaction) {
        this.state = state;
        this.naming = naming;
        this.near = near;
        this.staged = staged;
        this.transacted = transacted;
        this.inTransaction = inTransaction;
    }

    @Override
    public NearLookup lookUpNear(Object nearKey, @Nullable CallCounters counters) {
        if (!state.isServing()) {
            // The fetch that follows may find it switched on, and has to know its transaction then.
            return state.isClosed()
                    ? NearMiss.unknown(nearKey)
                    : new NearMiss(nearKey, null, transacted.current(), null, counters, false);
        }
        // Where none has put anything off, a hit need not know whether it is in one.
        boolean anyPending = transacted.isAnyPending();
        Transaction current = anyPending ? transacted.current() : null;
        boolean isLooked = current == null || transacted.changes(current) == null;
        Namespace owner = naming.ownerNear();
        NearHit kept = owner == null || !isLooked ? null : near.find(owner.near(nearKey));
        if (owner != null && kept != null && !near.isDue(kept) && !(kept.value() instanceof KeptFailure)) {
            near.tell(counters, kept.key(), kept);
            NearReads.collect(owner, kept);
            return kept;
        }
        return new NearMiss(
                nearKey, owner, anyPending ? current : transacted.current(), kept, counters, isLooked && owner != null);
    }

    @Override
    public @Nullable Object fetch(
            NearMiss miss, CacheKey<?> key, CacheSettings settings, ContextLoader<?, ? extends Exception> loader)
            throws Exception {
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            Namespace owner = owner(miss);
            if (owner == null) {
                return Fetches.plain(loader);
            }
            FetchCall call = call(owner, miss, key, settings, loader);
            if (miss.transaction() != null) {
                return near.orThrown(
                        call, inTransaction.fetch(miss.transaction(), call, miss.isLooked() && miss.due() == null));
            }
            NearHit kept = near.serve(call, kept(miss, call));
            return kept == null ? staged.one().fetch(call).value() : near.orThrown(call, kept.value());
        }
    }

    @Override
    public @Nullable Object refresh(
            CacheKey<?> key, CacheSettings settings, ContextLoader<?, ? extends Exception> loader) throws Exception {
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            Namespace owner = naming.ownerIfKnown();
            if (owner == null) {
                return Fetches.plain(loader);
            }
            FetchCall call = naming.call(owner, key, key, settings, loader).reloading();
            Transaction current = transacted.current();
            return current == null
                    ? staged.reloads().fetch(call).value()
                    : inTransaction.reload(current, call, staged.reload());
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the loader of an asynchronous call answers a stage
    public CompletableFuture<Object> fetchLater(
            NearMiss miss,
            CacheKey<?> key,
            CacheSettings settings,
            ContextLoader<? extends CompletionStage<?>, ? extends Exception> loader) {
        Namespace owner = owner(miss);
        if (owner == null) {
            return Fetches.plainLater(loader);
        }
        // The refresh of a kept value that is due must know that the loader answers a stage.
        FetchCall call = call(owner, miss, key, settings, loader).asynchronous();
        PendingChanges mine = miss.transaction() == null ? null : transacted.changes(miss.transaction());
        if (mine != null && mine.isPending(call.entryKey())) {
            return Fetches.plainLater(loader);
        }
        NearHit kept = near.serve(call, kept(miss, call));
        return kept == null ? staged.later().fetch(call) : known(call, kept.value());
    }

    private FetchCall call(
            Namespace owner, NearMiss miss, CacheKey<?> key, CacheSettings settings, ContextLoader<?, ?> loader) {
        return naming.call(owner, miss.nearKey(), key, settings, loader).countedIn(miss.counters());
    }

    private CompletableFuture<Object> known(FetchCall call, @Nullable Object kept) {
        try {
            return CompletableFuture.completedFuture(near.orThrown(call, kept));
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Returns in whose name the call after {@code miss} is made; null where it has to do without the cache. */
    private @Nullable Namespace owner(NearMiss miss) {
        return miss.owner() != null ? miss.owner() : state.isClosed() ? null : naming.ownerIfKnown();
    }

    private @Nullable NearHit kept(NearMiss miss, FetchCall call) {
        return miss.isLooked() ? miss.due() : near.find(call.nearKey());
    }

    @Override
    public <T, E extends Exception> Map<CacheKey<T>, T> fetchAll(
            Map<CacheKey<T>, CacheSettings> wanted, BulkLoader<T, E> loader, @Nullable CallCounters counters)
            throws Exception {
        if (wanted.isEmpty()) {
            return new LinkedHashMap<>();
        }
        // One call of the handler has one budget, however many keys it asks for.
        BackendTime time = new BackendTime(wanted.values().iterator().next());
        Transaction current = transacted.current();
        Namespace owner = naming.ownerIfKnown();
        if (owner == null) {
            return BulkFetch.plain(wanted.keySet(), loader);
        }
        Map<CacheKey<T>, FetchCall> calls = new LinkedHashMap<>();
        Map<CacheKey<T>, NearHit> kept = new HashMap<>();
        wanted.forEach((key, settings) -> {
            // A failure says something of one key, and one for all keys says nothing of each.
            FetchCall call = naming.call(owner, key, key, settings.withoutFailures(), single(key, loader))
                    .countedIn(counters);
            NearHit hit = current == null ? near.serve(call, near.find(call.nearKey())) : null;
            calls.put(key, hit == null ? call.spending(time) : call);
            if (hit != null) {
                kept.put(key, hit);
            }
        });
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            return current == null
                    ? staged.many().fetch(calls, kept, loader)
                    : inTransaction.fetchAll(current, calls, loader);
        }
    }

    /** Loads one key by the loader of many, where another's load of it came to nothing. */
    @SuppressWarnings("NullAway") // a loader may answer null
    private static <T, E extends Exception> ContextLoader<T, E> single(CacheKey<T> key, BulkLoader<T, E> loader) {
        return context -> loader.load(List.of(key)).get(key);
    }

    @Override
    @SuppressWarnings("unchecked") // a key vouches for its type
    public <T> CompletableFuture<Map<CacheKey<T>, T>> fetchAllLater(
            Map<CacheKey<T>, CacheSettings> wanted, AsyncBulkLoader<T> loader, @Nullable CallCounters counters) {
        Namespace owner = naming.ownerIfKnown();
        if (owner == null || wanted.isEmpty()) {
            return AsyncBulkFetch.plain(wanted.keySet(), loader);
        }
        BackendTime time = new BackendTime(wanted.values().iterator().next());
        PendingChanges mine = transacted.changes();
        Map<CacheKey<T>, Object> known = new LinkedHashMap<>();
        Map<CacheKey<T>, FetchCall> asked = new LinkedHashMap<>();
        Set<CacheKey<T>> bypassed = new LinkedHashSet<>();
        wanted.forEach((key, settings) -> {
            // As above.
            FetchCall call = naming.call(
                            owner, key, key, settings.withoutFailures(), AsyncBulkFetch.single(key, loader))
                    .countedIn(counters)
                    .asynchronous();
            if (mine != null && mine.isPending(call.entryKey())) {
                bypassed.add(key);
                return;
            }
            NearHit hit = near.serve(call, near.find(call.nearKey()));
            if (hit == null) {
                asked.put(key, call.spending(time));
            } else {
                known.put(key, hit.value());
            }
        });
        CompletableFuture<Map<CacheKey<T>, T>> answer = new CompletableFuture<>();
        CompletableFuture<Map<FetchCall, @Nullable Object>> staged = asked.isEmpty()
                ? CompletableFuture.completedFuture(Map.of())
                : this.staged.manyLater().fetch(List.copyOf(asked.values()), loader, state::check);
        staged.thenCombine(AsyncBulkFetch.plain(bypassed, loader), (values, plain) -> {
                    asked.forEach((key, call) -> known.put(key, values.get(call)));
                    known.putAll(plain);
                    Map<CacheKey<T>, T> found = new LinkedHashMap<>();
                    for (CacheKey<T> key : wanted.keySet()) {
                        Object value = known.get(key);
                        if (value != null && !EntryCodec.isNothing(value)) {
                            found.put(key, (T) value);
                        }
                    }
                    return found;
                })
                .whenComplete((found, failure) -> {
                    if (failure == null) {
                        answer.complete(found);
                    } else {
                        answer.completeExceptionally(Outcome.unwrapped(failure));
                    }
                });
        return answer;
    }

    @Override
    public Namespace owner() {
        return naming.owner();
    }

    @Override
    @SuppressWarnings("unchecked") // a key vouches for its type
    public <T> BegunRead<T> lookUp(Namespace owner, Collection<CacheKey<T>> keys) {
        Map<CacheKey<T>, T> found = new LinkedHashMap<>();
        List<FetchCall> asked = new ArrayList<>();
        CacheSettings settings = state.get();
        PendingChanges mine = transacted.changes();
        for (CacheKey<T> key : keys) {
            EntryKey entryKey = naming.key(owner, key.id());
            if (mine != null && mine.answers(key, entryKey)) {
                near.tell(null, entryKey, null);
                EntryCollector.uncertainHere();
                T value = (T) mine.value(key, entryKey);
                if (value != null) {
                    found.put(key, value);
                }
                continue;
            }
            NearHit kept = near.findValue(owner.near(key));
            near.tell(null, entryKey, kept);
            if (kept == null) {
                asked.add(naming.call(owner, key, key, settings, NO_LOADER));
                continue;
            }
            NearReads.collect(owner, kept);
            if (!EntryCodec.isNothing(kept.value())) {
                found.put(key, (T) kept.value());
            }
        }
        return new BegunRead<>(found, asked);
    }

    @Override
    @SuppressWarnings("unchecked") // a key vouches for its type
    public <T> Map<CacheKey<T>, T> read(BegunRead<T> begun) {
        staged.reads()
                .getAll(begun.asked())
                .forEach((key, value) -> begun.found().put((CacheKey<T>) key, (T) value));
        return begun.found();
    }

    @Override
    public <T> Map<CacheKey<T>, T> refuse(BegunRead<T> begun) {
        staged.reads().refuse(begun.asked());
        return begun.found();
    }

    @Override
    public <T> Optional<CacheEntry<T>> entry(CacheKey<T> key) {
        Namespace owner = naming.owner();
        EntryKey entryKey = naming.key(owner, key.id());
        PendingChanges mine = transacted.changes();
        EntryCollector.uncertainHere();
        if (mine != null && mine.isPending(entryKey)) {
            return Optional.empty();
        }
        NearHit kept = near.findValue(owner.near(key));
        return kept == null
                ? staged.look().stored(key, entryKey, owner, state.get())
                : Optional.of(staged.look().kept(key, owner, kept));
    }

    @Override
    public boolean contains(CacheKey<?> key) {
        EntryKey entryKey = naming.key(naming.owner(), key.id());
        EntryCollector.uncertainHere();
        PendingChanges mine = transacted.changes();
        return mine != null && mine.answers(key, entryKey)
                ? mine.value(key, entryKey) != null
                : staged.presence().contains(entryKey, state.get());
    }
}
