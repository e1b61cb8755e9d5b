// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheStats;
import io.github.cachex.HotKey;
import io.github.cachex.MethodStats;
import io.github.cachex.core.advice.CacheFacts;
import io.github.cachex.core.coherence.LinkGenerations;
import io.github.cachex.core.coherence.MarkListener;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.config.Switches;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.event.CacheLog;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.freshness.TimedBulk;
import io.github.cachex.core.lane.BackendLane;
import io.github.cachex.core.lease.BulkLeases;
import io.github.cachex.core.lease.Leader;
import io.github.cachex.core.lease.LoadUnderWay;
import io.github.cachex.core.near.ChangeWatch;
import io.github.cachex.core.near.NearCache;
import io.github.cachex.core.operation.AsyncBulkFetch;
import io.github.cachex.core.operation.AsyncFetch;
import io.github.cachex.core.operation.BulkFetch;
import io.github.cachex.core.operation.BulkLoads;
import io.github.cachex.core.operation.EntryAddition;
import io.github.cachex.core.operation.EntryCheck;
import io.github.cachex.core.operation.EntryLook;
import io.github.cachex.core.operation.EntryPreparation;
import io.github.cachex.core.operation.EntryPresence;
import io.github.cachex.core.operation.EntryReads;
import io.github.cachex.core.operation.EntryRemoval;
import io.github.cachex.core.operation.EntryTouch;
import io.github.cachex.core.operation.EntryWrites;
import io.github.cachex.core.operation.GroupInvalidations;
import io.github.cachex.core.operation.KeyInvalidations;
import io.github.cachex.core.operation.LocalInvalidation;
import io.github.cachex.core.operation.Naming;
import io.github.cachex.core.operation.NearReads;
import io.github.cachex.core.operation.Propagation;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.core.operation.StagedFetches;
import io.github.cachex.core.operation.StrictWrites;
import io.github.cachex.core.sharing.Sharing;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.statistics.CacheCounters;
import io.github.cachex.core.tag.CacheMarks;
import io.github.cachex.core.tag.Sweep;
import io.github.cachex.core.transaction.AfterCommit;
import io.github.cachex.core.transaction.CacheInTransaction;
import io.github.cachex.core.transaction.FencedStore;
import io.github.cachex.core.transaction.FetchInTransaction;
import io.github.cachex.core.transaction.KnownChanges;
import io.github.cachex.core.transaction.PendingStores;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.TagState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A cache put together from the services of its engine, and what the engine does with all caches alike. Thread-safe. */
final class CacheAssembly {
    private final CacheState state;
    private final EngineServices services;
    private final BackendLane lane;
    private final EntryCodec codec;
    private final CacheLog log;
    private final CacheTelemetry telemetry;
    private final Optional<CacheMarks> tags;
    private final NearCache near;
    private final Pipeline pipeline;
    private final KeyInvalidations keys;
    private final CacheFigures figures;
    private final ObservedCache observed;
    private final NamedCache handler;
    private final long openedAt = System.nanoTime();
    private final LongAdder warmed = new LongAdder();
    private volatile long warmedAt;
    private volatile long hitsWhenWarmed;
    private volatile @Nullable CacheStats last;

    CacheAssembly(CacheState state, CacheGround ground, CacheLog log, Runnable onClose) {
        this.state = state;
        this.services = ground.services();
        this.lane = ground.lane();
        this.codec = ground.codec();
        this.log = log;
        this.telemetry = services.telemetry(log, new CacheCounters(services.uses.of(state.name())));
        CacheSpace space = new CacheSpace(services.namespace, state.name());
        LinkGenerations generations = new LinkGenerations(space, lane.parts(), lane.trusts());
        this.tags = lane.backend()
                .tags()
                .map(store -> new CacheMarks(
                        store, space, services.settings.tagBounds(), generations::ofMarks, lane.replay()));
        Marks marks = tags.<Marks>map(known -> known).orElse(Marks.NONE);
        ChangeWatch changes = new ChangeWatch(services.versions, generations, marks, services.purging::replaced);
        this.near = new NearCache(
                state.get().near().onlyIf(lane.tellsChanges()),
                changes,
                services.clock::nanos,
                Sharing.of(state.get().near().store(), codec),
                state.power(),
                telemetry);
        this.pipeline = new Pipeline(ground, marks, near, state.power(), telemetry, this::outdated);
        LocalInvalidation local = new LocalInvalidation(space, services.versions, pipeline.first(), pipeline.timed());
        Propagation propagation = new Propagation(services.purging.after(local), lane.parts(), tags);
        this.keys = new KeyInvalidations(lane.backend(), lane.replay(), propagation, telemetry);
        GroupInvalidations groups =
                new GroupInvalidations(lane.backend().type(), tags, sweep(), space, local, telemetry);
        EntryCheck check = new EntryCheck(codec, lane.backend(), marks, telemetry);
        EntryPreparation preparation = new EntryPreparation(codec, lane.backend(), marks, telemetry);
        KnownChanges known =
                new KnownChanges(state.name(), state, changes, lane.links().filter(open -> lane.tellsChanges()));
        CacheInTransaction transacted = new CacheInTransaction(
                services.enlistment, known, preparation, afterCommit(known, preparation, groups), telemetry);
        Naming naming = new Naming(state.name(), services.rules, services.namespaces);
        Invalidations invalidations = new Invalidations(state, naming, transacted, keys, groups);
        SwitchedFetches fetches = new SwitchedFetches(
                state,
                cachedFetches(naming, transacted, check),
                new BypassedFetches(
                        state,
                        naming,
                        (owner, id) -> invalidations.invalidate(
                                owner, new Selection.Ids(List.of(id)), false, MethodCache.When.AFTER_COMMIT)));
        Puts puts = new Puts(
                state.power(),
                transacted,
                new EntryWrites(lane.backend(), lane.replay(), preparation, keys, propagation, telemetry),
                keys);
        Operations operations = new Operations(
                fetches,
                puts,
                strictWrites(preparation, check, propagation),
                invalidations,
                new AsyncCalls(state, naming, fetches, puts, invalidations, lane.threads()));
        this.figures = new CacheFigures(lane, telemetry.counters(), near);
        this.observed = new ObservedCache(services.observers, services.namespaces.faults(), state.name(), this::stats);
        this.handler = new NamedCache(state, naming, operations, figures, () -> {
            onClose.run();
            close();
        });
        MarkListener follower = tags.<MarkListener>map(of -> new HeardTags(of, telemetry.stores()))
                .orElse(MarkListener.NONE);
        lane.links().ifPresent(links -> links.join(space, generations, follower, local));
    }

    private Optional<Sweep> sweep() {
        // Inline, what the marks end keeps its memory until its time is over.
        return tags.filter(known -> !services.inline)
                .flatMap(known -> lane.backend()
                        .scan()
                        .map(scan -> new Sweep(
                                scan,
                                lane.backend(),
                                codec,
                                known,
                                lane.threads().scheduler())));
    }

    private AfterCommit afterCommit(KnownChanges known, EntryPreparation preparation, GroupInvalidations groups) {
        return new AfterCommit(
                state,
                keys,
                groups,
                new PendingStores(known, preparation, pipeline.origin(), lane.replay(), state.power(), telemetry),
                new FencedStore(lane.backend(), lane.replay(), telemetry),
                lane.replay());
    }

    private CachedFetches cachedFetches(Naming naming, CacheInTransaction transacted, EntryCheck check) {
        EntryReads reads =
                new EntryReads(lane.backend(), lane.replay(), pipeline.origin(), pipeline.tend(), near, telemetry);
        BulkLoads loads = new BulkLoads(
                pipeline.origin(),
                near,
                pipeline.alone(),
                pipeline.unfenced(),
                pipeline.leader().map(BulkLeases::new),
                telemetry);
        AsyncFetch later = new AsyncFetch(pipeline.first(), telemetry);
        TimedBulk timed = pipeline.timed().bulk();
        StagedFetches staged = new StagedFetches(
                pipeline.first(),
                pipeline.reloads(),
                pipeline.reload(),
                later,
                new BulkFetch(reads, pipeline.first(), timed, loads),
                new AsyncBulkFetch(reads, pipeline.first(), later, timed, loads, lane.threads()),
                reads,
                new EntryPresence(lane.backend(), lane.replay(), check, telemetry),
                new EntryLook(lane.backend(), lane.replay(), check, telemetry));
        NearReads kept = new NearReads(near, services.clock, pipeline.refreshing(), telemetry);
        return new CachedFetches(
                state,
                naming,
                kept,
                staged,
                transacted,
                new FetchInTransaction(transacted, reads, pipeline.origin(), pipeline.alone(), near, kept));
    }

    private StrictWrites strictWrites(EntryPreparation preparation, EntryCheck check, Propagation propagation) {
        return new StrictWrites(
                lane.backend(),
                lane.replay(),
                new EntryAddition(lane.backend(), preparation, check, propagation, telemetry),
                new EntryRemoval(lane.backend(), check, propagation, telemetry),
                new EntryTouch(lane.backend(), codec, check, propagation),
                telemetry);
    }

    private void outdated(FetchCall call) {
        keys.invalidate(List.of(call.entryKey()), false, call.settings());
    }

    NamedCache handler() {
        return handler;
    }

    /** Goes by {@code next} in calls that begin from now on; returns whether its near cache is what {@code next} asks for. */
    boolean take(CacheSettings next, Switches switches) {
        if (log.verbose(switches.isVerbose(state.name()))) {
            telemetry.askAgain();
        }
        state.set(next);
        boolean isAlike = near.take(next.near().onlyIf(lane.tellsChanges()));
        turn(switches.isOn(state.name()), switches.reason(state.name()));
        return isAlike;
    }

    /** What was kept in this JVM, and what is under way, is good for nobody who calls from now on. */
    private void turn(boolean on, String reason) {
        if (state.turn(on)) {
            near.clear();
            if (!on) {
                pipeline.detachAll();
            }
            telemetry.switched(state.name(), on, reason);
        }
    }

    /** Drops what is kept in this JVM, whatever it is good for. */
    void dropNear() {
        near.dropValues();
    }

    /** Takes in marks of this cache that the backend had missed and has now. */
    void marksReplayed(TagState marks) {
        tags.ifPresent(known -> known.replayed(marks));
    }

    /** Tells the observers that it is there, unless they know, and the listeners where {@code switches} have it off. */
    void announce(Switches switches) {
        if (observed.open() && switches.enabled() && !switches.isOn(state.name())) {
            telemetry.switched(state.name(), false, switches.reason(state.name()));
        }
    }

    /** Returns what it counted: so far, or by the time it was closed. */
    CacheStats stats() {
        CacheStats ended = last;
        return ended == null ? figures.of(state.name()) : ended;
    }

    /** Returns what each annotated method of it counted. */
    List<MethodStats> methods() {
        return telemetry.counters().methods(state.name());
    }

    /** Returns the keys of it that are asked for most. */
    List<HotKey> hotKeys() {
        return telemetry.counters().hotKeys();
    }

    /** Notes that a warm-up has come to an entry of it. */
    void warmed() {
        warmedAt = System.nanoTime();
        hitsWhenWarmed = stats().hits();
        warmed.increment();
    }

    /** Returns what is known of it at {@code now}, by {@link System#nanoTime}. */
    CacheFacts facts(List<HotKey> hottest, long now) {
        long entries = warmed.sum();
        return new CacheFacts(
                state.name(),
                Duration.ofNanos(now - openedAt),
                stats(),
                hottest,
                state.get(),
                telemetry.stores(),
                services.namespaces.resolver().isPresent(),
                entries == 0
                        ? Optional.empty()
                        : Optional.of(
                                new CacheFacts.Warmed(entries, Duration.ofNanos(now - warmedAt), hitsWhenWarmed)));
    }

    void close() {
        last = stats();
        state.close();
        observed.close();
        near.clear();
    }

    /** Returns the loads that run here under leases. */
    List<LoadUnderWay> loads() {
        return pipeline.leader().map(Leader::loads).orElseGet(List::of);
    }

    /** Gives back the leases of loads that are under way: those may end late, or never. */
    void giveBackLeases() {
        pipeline.leader().ifPresent(Leader::giveBack);
    }
}
