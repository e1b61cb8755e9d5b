// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.BulkLoader;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.CacheStats;
import io.github.cachex.ContextLoader;
import io.github.cachex.FetchContext;
import io.github.cachex.Invalidation;
import io.github.cachex.Loader;
import io.github.cachex.TypeRef;
import io.github.cachex.TypedCache;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.invalidate.LinkReceiver;
import io.github.cachex.core.lease.Leader;
import io.github.cachex.core.near.NearCache;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.sharing.Sharing;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.LinkTrust;
import io.github.cachex.core.stage.MarkFollower;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.tag.CacheMarks;
import io.github.cachex.core.tag.Group;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.Tags;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cache of an engine: fetches go through the stages, explicit operations to the backend. Thread-safe. */
public class EngineCache implements CacheHandler {
    private static final ContextLoader<?, ?> NO_LOADER = context -> {
        throw new IllegalStateException("a get does not load");
    };
    private static final Invalidation PUT_OFF = new Invalidation(Invalidation.Outcome.QUEUED, OptionalLong.empty());

    private final String name;
    private volatile CacheSettings settings;
    private final CacheEngine.Shared shared;
    private final Journal journal;
    private final NearCache near;
    private final Pipeline pipeline;
    private final AsyncFetch async;
    private final BulkFetch bulk;
    private final Lookups lookups;
    private final Entries entries;
    private final Groups groups;
    private final Naming naming;
    private final Transacted transacted;
    private final TransactedFetch inTransactions;
    private final Optional<CacheMarks> tags;
    private final Runnable onClose;
    private volatile boolean closed;

    EngineCache(
            String name,
            CacheSettings settings,
            CacheEngine.Shared shared,
            List<CacheListener> listeners,
            Runnable onClose) {
        this.name = name;
        this.settings = settings;
        this.shared = shared;
        this.onClose = onClose;
        this.naming = new Naming(name, shared.rules(), shared.namespaces());
        this.journal = new Journal(listeners, shared.namespaces().faults());
        CacheSpace space = new CacheSpace(shared.namespace(), name);
        LinkTrust.Ear ear = shared.trust().new Ear();
        this.tags = shared.backend()
                .tags()
                .map(store -> new CacheMarks(store, space, shared.settings().tagBounds(), ear, shared.replay()));
        Marks marks = tags.<Marks>map(known -> known).orElse(Marks.NONE);
        this.near = new NearCache(
                settings.near().onlyIf(shared.link().isPresent()),
                shared.stripes(),
                ear,
                marks,
                shared.clock()::nanos,
                Sharing.of(settings.near().store(), shared.codec()),
                journal);
        this.pipeline = Pipeline.build(shared, marks, near, journal, this::outdated);
        this.async = new AsyncFetch(pipeline.first(), journal);
        Local local = new Local(space, shared.stripes(), pipeline.first(), pipeline.timed());
        this.lookups = new Lookups(shared, pipeline, marks, near, journal);
        this.bulk = new BulkFetch(shared, pipeline, lookups, near, journal);
        this.entries = new Entries(
                shared, marks, local, new UnannouncedChanges(shared.backend().link(), tags), journal);
        this.groups = new Groups(shared, tags, space, local, journal);
        Supplier<CacheSettings> current = () -> this.settings;
        Settlement settlement =
                new Settlement(current, shared, entries, groups, pipeline.origin(), marks, ear, journal);
        this.transacted = new Transacted(space, current, shared, entries, settlement, marks, ear, journal);
        this.inTransactions = new TransactedFetch(transacted, lookups, pipeline, near, this::near, journal);
        MarkFollower follower = tags.<MarkFollower>map(known -> known).orElse(MarkFollower.NONE);
        shared.link().ifPresent(link -> link.join(space, ear, follower, local));
    }

    private void outdated(FetchCall call) {
        entries.invalidate(List.of(call.entryKey()), false, call.settings());
    }

    /** Goes by {@code next} in calls that begin from now on; returns whether its near cache is what {@code next} asks for. */
    boolean take(CacheSettings next) {
        settings = next;
        return near.take(next.near().onlyIf(shared.link().isPresent()));
    }

    /** Drops what is kept in this JVM, whatever it is good for. */
    void dropNear() {
        near.dropValues();
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Returns what this JVM keeps under {@code nearKey} and may serve without further ado; null where the stages have to be
     * asked, be it for a refresh alone, or where the transaction of the calling thread has met this cache. A hit allocates
     * nothing, takes no lock and asks nobody.
     */
    public @Nullable NearHit lookupNear(Object nearKey) {
        Namespace owner = closed || transacted.changes() != null ? null : naming.ownerNear();
        NearHit kept = owner == null ? null : near.find(owner.near(nearKey));
        if (kept == null || kept.isDue(shared.clock().nanos())) {
            return null;
        }
        journal.asking(kept.key());
        journal.nearHit(kept.key());
        return kept;
    }

    @Override
    public <T, E extends Exception> T fetch(CacheKey<T> key, Loader<? extends T, E> loader) throws E {
        return fetch(key, CacheOptions.defaults(), loader);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a key vouches for its type; a loader may answer null
    public <T, E extends Exception> T fetch(CacheKey<T> key, CacheOptions options, Loader<? extends T, E> loader)
            throws E {
        NearHit kept = key == null ? null : lookupNear(key);
        return kept != null ? (T) kept.value() : fetchSlowly(key, options, context -> loader.load());
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public <T, E extends Exception> T fetchWith(
            CacheKey<T> key, CacheOptions options, ContextLoader<? extends T, E> loader) throws E {
        NearHit kept = key == null ? null : lookupNear(key);
        return kept != null ? (T) kept.value() : fetchSlowly(key, options, loader);
    }

    @SuppressWarnings({"unchecked", "NullAway"})
    private <T, E extends Exception> T fetchSlowly(
            CacheKey<T> key, CacheOptions options, ContextLoader<? extends T, E> loader) throws E {
        try {
            check(key);
            return (T) fetchResolved(key, key, settings.with(options), loader);
        } catch (Exception e) {
            // The loader's own, or one of ours, which are unchecked.
            throw (E) e;
        }
    }

    private @Nullable Object fetch(FetchCall call) throws Exception {
        if (transacted.isInside()) {
            return inTransactions.fetch(call);
        }
        NearHit kept = near(call);
        return kept == null ? pipeline.first().fetch(call).value() : kept.value();
    }

    /** Returns what this JVM keeps for {@code call}, and has it refreshed where that is due. */
    private @Nullable NearHit near(FetchCall call) {
        NearHit kept = near.find(call.nearKey());
        journal.asking(call.entryKey());
        if (kept != null) {
            journal.nearHit(call.entryKey());
            if (kept.isDue(shared.clock().nanos()) && kept.takeRefresh()) {
                pipeline.refreshing().refresh(call, kept.entryId());
            }
        }
        return kept;
    }

    /**
     * Returns what an annotated method answers, by {@code settings} that are complete already. No failure of the backend is
     * thrown. After close, and where the namespace resolver fails, the loader simply runs.
     *
     * @param nearKey under which the value is kept in this JVM; equal ones have equal keys
     * @throws Exception what the loader threw, unwrapped
     */
    public @Nullable Object fetchResolved(
            Object nearKey, CacheKey<?> key, CacheSettings settings, ContextLoader<?, ? extends Exception> loader)
            throws Exception {
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            Namespace owner = closed ? null : naming.ownerIfKnown();
            return owner == null
                    ? loader.load(FetchContext.current())
                    : fetch(naming.call(owner, nearKey, key, settings, loader));
        }
    }

    /** Returns in whose name this thread puts and invalidates; throws what the namespace resolver does. */
    public Namespace owner() {
        return closed ? Namespace.NONE : naming.owner();
    }

    /** Stores what an annotated method answered; no failure of the backend is thrown. Does nothing after close. */
    public void putResolved(Namespace owner, CacheKey<?> key, @Nullable Object value, CacheSettings settings) {
        if (!closed) {
            put(naming.key(owner, key.id()), key.type(), value, owner.own(settings));
        }
    }

    private void put(EntryKey key, Type type, @Nullable Object value, CacheSettings settings) {
        if (!transacted.put(key, type, value, settings)) {
            entries.put(key, type, value, settings);
        }
    }

    /** When a method's invalidation takes effect. */
    public enum When {
        /** At once, whatever transaction there is. */
        NOW,
        /** As far as there is a transaction and it is so configured, after it was committed. */
        AFTER_COMMIT
    }

    /** Drops the entries of {@code ids} for an annotated method; no failure of the backend is thrown. Does nothing after close. */
    public void invalidateResolved(Namespace owner, List<String> ids, boolean soft, When when) {
        if (!closed) {
            List<EntryKey> keys = naming.keys(owner, ids);
            if (when == When.NOW || !transacted.drop(keys, soft)) {
                entries.invalidate(keys, soft, settings);
            }
        }
    }

    /** Returns why {@code id} can be no key under the key policy, with the remedy; empty if it can. */
    public Optional<String> rejection(String id) {
        return naming.rejection(id);
    }

    /** Drops the entries with one of {@code tags}; otherwise like {@link #invalidateResolved}. */
    public void invalidateTagsResolved(Namespace owner, List<String> tags, boolean soft, When when) {
        drop(naming.tagged(owner, tags, soft), when);
    }

    /** Drops the entries whose ids match {@code glob}; otherwise like {@link #invalidateResolved}. */
    public void invalidateMatchingResolved(Namespace owner, String glob, boolean soft, When when) {
        drop(naming.matching(owner, glob, soft), when);
    }

    /** Drops all entries; otherwise like {@link #invalidateResolved}. */
    public void clearResolved(Namespace owner, boolean soft, When when) {
        drop(naming.all(owner, soft), when);
    }

    private void drop(List<Group> wanted, When when) {
        if (!closed && !(when == When.AFTER_COMMIT && putsOff(wanted))) {
            groups.invalidate(wanted, settings);
        }
    }

    private boolean putsOff(List<Group> wanted) {
        if (!transacted.isInside()) {
            return false;
        }
        var unused = groups.checked(wanted);
        return transacted.drop(wanted);
    }

    @Override
    public <T> Optional<T> get(CacheKey<T> key) {
        return Optional.ofNullable(getAll(Collections.singletonList(key)).get(key));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Map<CacheKey<T>, T> getAll(Collection<CacheKey<T>> keys) {
        Map<CacheKey<T>, T> found = new LinkedHashMap<>();
        List<FetchCall> asked = new ArrayList<>();
        DeferredChanges mine = transacted.changes();
        Namespace owner = naming.owner();
        for (CacheKey<T> key : keys) {
            EntryKey entryKey = open(owner, key);
            if (mine != null && mine.answers(key, entryKey)) {
                journal.asking(entryKey);
                T value = (T) mine.value(key, entryKey);
                if (value != null) {
                    found.put(key, value);
                }
                continue;
            }
            NearHit kept = near.find(owner.near(key));
            journal.asking(entryKey);
            if (kept == null) {
                asked.add(naming.call(owner, key, key, settings, NO_LOADER));
            } else {
                journal.nearHit(entryKey);
                if (!EntryCodec.isNothing(kept.value())) {
                    found.put(key, (T) kept.value());
                }
            }
        }
        lookups.getAll(asked).forEach((key, value) -> found.put((CacheKey<T>) key, (T) value));
        return found;
    }

    @Override
    public <T> void put(CacheKey<T> key, T value) {
        put(key, value, CacheOptions.defaults());
    }

    @Override
    public <T> void put(CacheKey<T> key, T value, CacheOptions options) {
        Namespace owner = naming.owner();
        put(open(owner, key), key.type(), value, owner.own(settings.with(options)));
    }

    @Override
    public <T> void putAll(Map<CacheKey<T>, T> values, CacheOptions options) {
        Map<EntryKey, CacheKey<T>> keys = new LinkedHashMap<>();
        Namespace owner = naming.owner();
        values.keySet().forEach(key -> keys.put(open(owner, key), key));
        CacheSettings wanted = owner.own(settings.with(options));
        if (transacted.isInside()) {
            keys.forEach((entryKey, key) -> put(entryKey, key.type(), values.get(key), wanted));
        } else {
            entries.putAll(keys, values, wanted);
        }
    }

    @Override
    public <T> boolean putIfAbsent(CacheKey<T> key, T value, CacheOptions options) {
        Namespace owner = naming.owner();
        return entries.putIfAbsent(open(owner, key), key.type(), value, owner.own(settings.with(options)));
    }

    @Override
    public <T> Optional<T> getAndRemove(CacheKey<T> key) {
        return entries.getAndRemove(open(key), key, settings);
    }

    @Override
    public boolean contains(CacheKey<?> key) {
        EntryKey entryKey = open(key);
        DeferredChanges mine = transacted.changes();
        return mine != null && mine.answers(key, entryKey)
                ? mine.value(key, entryKey) != null
                : lookups.contains(entryKey, settings);
    }

    @Override
    public boolean touch(CacheKey<?> key, Duration ttl) {
        return entries.touch(open(key), settings.with(CacheOptions.ttl(ttl)));
    }

    @Override
    public Invalidation invalidate(String... ids) {
        return invalidate(ids, false);
    }

    @Override
    @SuppressWarnings("unchecked") // a key vouches for its type
    public <T> CompletionStage<T> fetchAsync(
            CacheKey<T> key, CacheOptions options, Supplier<? extends CompletionStage<? extends T>> loader) {
        check(key);
        return (CompletionStage<T>) fetchAsyncResolved(key, key, settings.with(options), context -> loader.get());
    }

    @SuppressWarnings("unchecked") // the loader of an asynchronous call answers a stage
    private CompletableFuture<Object> fetchLater(FetchCall call) {
        DeferredChanges mine = transacted.changes();
        if (mine != null && mine.isPending(call.entryKey())) {
            return plain((ContextLoader<? extends CompletionStage<?>, ? extends Exception>) call.loader());
        }
        // Before a kept value is looked after: the refresh of one that is due must know that the loader answers a
        // stage.
        NearHit kept = near(call.asynchronous());
        return kept == null ? async.fetch(call) : CompletableFuture.completedFuture(kept.value());
    }

    /**
     * Returns what an asynchronous annotated method answers; otherwise like {@link #fetchResolved}.
     *
     * @return a stage that fails with what the loader threw, or its stage failed with, unwrapped
     */
    public CompletableFuture<Object> fetchAsyncResolved(
            Object nearKey,
            CacheKey<?> key,
            CacheSettings settings,
            ContextLoader<? extends CompletionStage<?>, ? extends Exception> loader) {
        Namespace owner = closed ? null : naming.ownerIfKnown();
        return owner == null ? plain(loader) : fetchLater(naming.call(owner, nearKey, key, settings, loader));
    }

    /** Returns what {@code loader} comes to without any caching. */
    static CompletableFuture<Object> plain(ContextLoader<? extends CompletionStage<?>, ? extends Exception> loader) {
        CompletableFuture<Object> plain = new CompletableFuture<>();
        try {
            loader.load(FetchContext.current()).whenComplete((value, failure) -> {
                if (failure == null) {
                    plain.complete(value);
                } else {
                    plain.completeExceptionally(Outcome.unwrapped(failure));
                }
            });
        } catch (Throwable failure) {
            plain.completeExceptionally(failure);
        }
        return plain;
    }

    @Override
    @SuppressWarnings("unchecked") // a loader throws what it declares
    public <T, E extends Exception> Map<CacheKey<T>, T> fetchAll(
            Collection<CacheKey<T>> keys, CacheOptions options, BulkLoader<T, E> loader) throws E {
        CacheSettings wanted = settings.with(options);
        // One call of the handler has one budget, however many keys it asks for.
        BackendTime time = new BackendTime(wanted);
        Map<CacheKey<T>, FetchCall> calls = new LinkedHashMap<>();
        Map<CacheKey<T>, NearHit> kept = new HashMap<>();
        boolean inside = transacted.isInside();
        keys.forEach(this::check);
        Namespace owner = naming.ownerIfKnown();
        if (owner == null) {
            return BulkFetch.plain(keys, loader);
        }
        for (CacheKey<T> key : keys) {
            FetchCall call =
                    naming.call(owner, key, key, wanted, single(key, loader)).spending(time);
            NearHit hit = inside ? null : near(call);
            calls.put(key, call);
            if (hit != null) {
                kept.put(key, hit);
            }
        }
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            if (inside) {
                return inTransactions.fetchAll(calls, loader);
            }
            return bulk.fetch(calls, kept, loader);
        } catch (Exception e) {
            // The loader's own, or one of ours, which are unchecked.
            throw (E) e;
        }
    }

    /** Loads one key by the loader of many, where another's load of it came to nothing. */
    @SuppressWarnings("NullAway") // a loader may answer null
    private static <T, E extends Exception> ContextLoader<T, E> single(CacheKey<T> key, BulkLoader<T, E> loader) {
        return context -> loader.load(List.of(key)).get(key);
    }

    @Override
    public long increment(String counter, long by, Duration ttl) {
        return entries.increment(open(CacheKey.of(counter, Long.class)), by, ttl, settings);
    }

    @Override
    public Invalidation invalidateTags(String... tags) {
        return invalidate(naming.tagged(naming.owner(), Tags.checked(tags), false));
    }

    @Override
    public Invalidation invalidateMatching(String glob) {
        return invalidate(naming.matching(naming.owner(), glob, false));
    }

    @Override
    public Invalidation clear() {
        return invalidate(naming.all(naming.owner(), false));
    }

    @Override
    public Invalidation expire(String... ids) {
        return invalidate(ids, true);
    }

    private Invalidation invalidate(String[] ids, boolean soft) {
        for (String id : ids) {
            check(CacheKey.of(id, Object.class));
        }
        List<EntryKey> keys = naming.keys(naming.owner(), List.of(ids));
        return transacted.drop(keys, soft) ? PUT_OFF : entries.invalidateExplicitly(keys, soft, settings);
    }

    @Override
    public Invalidation expireTags(String... tags) {
        return invalidate(naming.tagged(naming.owner(), Tags.checked(tags), true));
    }

    @Override
    public Invalidation expireMatching(String glob) {
        return invalidate(naming.matching(naming.owner(), glob, true));
    }

    @Override
    public Invalidation expireAll() {
        return invalidate(naming.all(naming.owner(), true));
    }

    private Invalidation invalidate(List<Group> wanted) {
        checkOpen();
        return putsOff(wanted) ? PUT_OFF : groups.invalidateExplicitly(wanted, settings);
    }

    @Override
    public <T> TypedCache<T> typed(Class<T> type) {
        return new TypedView<>(this, type);
    }

    @Override
    public <T> TypedCache<T> typed(TypeRef<T> type) {
        return new TypedView<>(this, type.type());
    }

    @Override
    public CacheStats stats() {
        checkOpen();
        Journal.Counts counts = journal.counts();
        return new CacheStats(
                counts.hits(),
                counts.nearHits(),
                counts.misses(),
                counts.loads(),
                counts.loadFailures(),
                counts.waits(),
                counts.staleServed(),
                counts.refreshes(),
                counts.stored(),
                counts.notStored(),
                counts.undecodable(),
                counts.invalidations(),
                shared.replay().pending(name),
                counts.backendFailures(),
                shared.backend().entries(),
                shared.backend().evictions(),
                near.size(),
                shared.breaker().state(),
                shared.link().map(LinkReceiver::isUp).orElse(true));
    }

    /** Closes this cache; and its engine, where a builder made it for this cache alone. */
    @Override
    public void close() {
        markClosed();
        onClose.run();
    }

    /** Takes in marks of this cache that the backend had missed and has now. */
    void marksReplayed(TagState state) {
        tags.ifPresent(known -> known.replayed(state));
    }

    void markClosed() {
        closed = true;
        near.clear();
    }

    /** Gives back the leases of loads that are under way: those may end late, or never. */
    void giveBackLeases() {
        pipeline.leader().ifPresent(Leader::giveBack);
    }

    /** Returns whether it, or its engine, is closed. */
    public boolean isClosed() {
        return closed;
    }

    /** Returns where {@code key} is stored. */
    EntryKey open(CacheKey<?> key) {
        return open(naming.owner(), key);
    }

    EntryKey open(Namespace owner, CacheKey<?> key) {
        check(key);
        return naming.key(owner, key.id());
    }

    private void checkOpen() {
        if (closed) {
            throw new CacheClosedException(name);
        }
    }

    @SuppressWarnings("ConstantValue") // callers are not all checked for null
    private void check(CacheKey<?> key) {
        checkOpen();
        if (key == null) {
            throw new CacheKeyException("key=null: must not be null; make one with CacheKey.of(id, type)");
        }
    }
}
