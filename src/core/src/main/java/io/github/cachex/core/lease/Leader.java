// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.lease.Leases.Store;
import io.github.cachex.core.stage.EntryLoader;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.LoadEnding;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.LocalValues.Kept;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.stage.Outcome.Value;
import io.github.cachex.core.stage.Renewal;
import io.github.cachex.core.stage.Stored;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Loads under a lease: renews it meanwhile, then stores the value or says why not, so that nobody waits in vain. */
public final class Leader {
    private final Leases leases;
    private final EntryLoader loader;
    private final Marks marks;
    private final LocalValues local;
    private final Fallback fallback;
    private final Threads threads;
    private final ActiveLeases held;
    private final CacheTelemetry telemetry;

    /** Creates one over {@code leases}, which keeps them alive and ends asynchronous loads on {@code threads}. */
    public Leader(
            Leases leases, EntryLoader loader, Marks marks, LocalValues local, Fallback fallback, Threads threads) {
        this.leases = leases;
        this.loader = loader;
        this.marks = marks;
        this.local = local;
        this.fallback = fallback;
        this.threads = threads;
        this.held = new ActiveLeases(leases.store(), threads, leases.telemetry());
        this.telemetry = leases.telemetry();
    }

    /** Returns the leases that it leads under. */
    Leases leases() {
        return leases;
    }

    /** Gives back the leases of loads that are under way, which then end without storing. */
    public void giveBack() {
        held.giveBack(leases.outbox());
    }

    /** Returns the loads that it leads now. */
    public List<LoadUnderWay> loads() {
        return held.loads();
    }

    /** Returns the leases under which its loads run. */
    ActiveLeases held() {
        return held;
    }

    Outcome lead(FetchCall call, long token) throws Exception {
        return lead(call, token, false);
    }

    /** Loads anew what is stored and still good: a failure of that leaves it as it is. */
    Outcome renew(FetchCall call, long token) throws Exception {
        return lead(call, token, true);
    }

    private Outcome lead(FetchCall call, long token, boolean renewal) throws Exception {
        ActiveLease lease;
        try {
            lease = held.hold(call, token);
        } catch (Throwable failure) {
            return failed(call, token, failure);
        }
        LoadEnding ending = new Led(token, lease);
        return (renewal ? new Renewal(ending) : ending).run(call, loader, threads::finish);
    }

    /** The end of a load under one lease, which is renewed no more before anything is stored. */
    private final class Led implements LoadEnding {
        private final long token;
        private final ActiveLease lease;

        Led(long token, ActiveLease lease) {
            this.token = token;
            this.lease = lease;
        }

        @Override
        public Known loaded(FetchCall call, Loaded loaded) {
            lease.close();
            return Leader.this.loaded(call, token, loaded);
        }

        @Override
        public Known failed(FetchCall call, Throwable failure) throws Exception {
            lease.close();
            return Leader.this.failed(call, token, failure);
        }
    }

    Known failed(FetchCall call, long token, Throwable failure) throws Exception {
        // A marker lets others have the stale value for a while, which must not stand in for this failure.
        boolean unmarked = Fallback.isPersonal(failure) || Fallback.isStaleRefused(call, failure);
        leases.release(
                call,
                token,
                unmarked ? Release.ABANDONED : Release.FAILED,
                call.settings().lease().failedMarker());
        return fallback.afterFailure(call, failure);
    }

    /** Ends a load that answered. What goes wrong from now on costs the store alone: the value is the callers'. */
    Known loaded(FetchCall call, long token, Loaded loaded) {
        try {
            return settled(call, token, loaded);
        } catch (Throwable e) {
            return abandoned(call, token, loaded, e);
        }
    }

    private Known abandoned(FetchCall call, long token, Loaded loaded, Throwable failure) {
        leases.abandon(call, token);
        telemetry.fault("a value of cache '" + call.entryKey().cache() + "' was loaded, and is not stored", failure);
        return outcome(call, loaded, loaded.began(), null, null);
    }

    private Known settled(FetchCall call, long token, Loaded loaded) {
        Encoded encoded = loader.prepare(call, loaded, token);
        if (encoded instanceof Encoded.Bytes bytes) {
            NewEntry entry = new NewEntry(token, bytes.bytes(), loaded.lifetime());
            long sentAt = System.nanoTime();
            return stored(call, loaded, new Storing(entry, encoded, sentAt), leases.store(call, entry));
        }
        return unstored(call, token, loaded, ((Encoded.Unfit) encoded).reason());
    }

    /** Returns the outcomes of {@code loads}, under the leases that {@code tokens} hold, after storing them together. */
    Map<FetchCall, Known> loaded(Map<FetchCall, Loaded> loads, Map<FetchCall, Long> tokens) {
        try {
            return settled(loads, tokens);
        } catch (Throwable e) {
            Map<FetchCall, Known> outcomes = new LinkedHashMap<>();
            loads.forEach((call, loaded) ->
                    outcomes.put(call, abandoned(call, Objects.requireNonNull(tokens.get(call)), loaded, e)));
            return outcomes;
        }
    }

    private Map<FetchCall, Known> settled(Map<FetchCall, Loaded> loads, Map<FetchCall, Long> tokens) {
        Map<FetchCall, NewEntry> entries = new LinkedHashMap<>();
        Map<FetchCall, Encoded> ready = new LinkedHashMap<>();
        Map<FetchCall, String> unfit = new LinkedHashMap<>();
        loads.forEach((call, loaded) -> {
            long token = Objects.requireNonNull(tokens.get(call));
            Encoded encoded = loader.prepare(call, loaded, token);
            if (encoded instanceof Encoded.Bytes bytes) {
                entries.put(call, new NewEntry(token, bytes.bytes(), loaded.lifetime()));
                ready.put(call, encoded);
            } else {
                unfit.put(call, ((Encoded.Unfit) encoded).reason());
            }
        });
        long sentAt = System.nanoTime();
        Map<FetchCall, Store> stored = leases.storeAll(entries);
        Map<FetchCall, Known> outcomes = new LinkedHashMap<>();
        entries.forEach((call, entry) -> outcomes.put(
                call,
                stored(
                        call,
                        Objects.requireNonNull(loads.get(call)),
                        new Storing(entry, Objects.requireNonNull(ready.get(call)), sentAt),
                        Objects.requireNonNull(stored.get(call)))));
        unfit.forEach((call, reason) -> outcomes.put(
                call,
                unstored(
                        call,
                        Objects.requireNonNull(tokens.get(call)),
                        Objects.requireNonNull(loads.get(call)),
                        reason)));
        return outcomes;
    }

    /** A store of {@code entry}, made of what was {@code encoded}, that was sent at {@code sentAt}. */
    private record Storing(NewEntry entry, Encoded encoded, long sentAt) {
        /** Returns the value in the entry, which may be a transformation of the one that was loaded. */
        @Nullable
        Object value() {
            return ((Encoded.Bytes) encoded).value();
        }

        /** Returns the stored entry that {@code loaded} became. */
        Stored stored(Loaded loaded) {
            return new Stored(
                    entry.entryId(), loaded.stamp().tags(), entry.lifetime().fresh(), sentAt);
        }
    }

    private Known stored(FetchCall asked, Loaded loaded, Storing storing, Store store) {
        FetchCall call = asked.storing(loaded);
        Store held = store == Store.ACCEPTED ? held(call, loaded, storing.sentAt) : store;
        if (store == Store.ACCEPTED && call.isReload()) {
            local.replaced(call);
        }
        if (held == Store.ACCEPTED && !call.isReload()) {
            keep(call, loaded, storing);
        } else if (held == Store.FAILED) {
            local.keepUnstored(call, loaded.of(storing.value()), storing.entry.bytes());
            fallback.settle(call, loaded);
        }
        return outcome(
                call,
                loaded,
                held == Store.ACCEPTED ? storing.sentAt : loaded.began(),
                storing.encoded.bytesOf(loaded.value()),
                held == Store.ACCEPTED ? storing.stored(loaded) : null);
    }

    private Known unstored(FetchCall call, long token, Loaded loaded, String reason) {
        telemetry.notStored(call.entryKey(), reason);
        long sentAt = System.nanoTime();
        boolean confirmed = leases.release(
                        call, token, Release.UNSTORED, call.settings().lease().unstoredMarker())
                && held(call, loaded, sentAt) == Store.ACCEPTED;
        fallback.settle(call, loaded);
        return outcome(call, loaded, confirmed ? sentAt : loaded.began(), null, null);
    }

    private Known outcome(FetchCall call, Loaded loaded, long basis, byte @Nullable [] bytes, @Nullable Stored stored) {
        return new Value(loaded.value(), basis, () -> local.sharing().together(call, loaded.value(), bytes), stored);
    }

    /** Returns whether no tag of the value was invalidated while it was loaded; a lease says nothing of tags. */
    private Store held(FetchCall call, Loaded loaded, long sentAt) {
        try {
            return marks.judge(call.entryKey(), loaded.stamp(), sentAt, call.backendTime()) == Verdict.HOLDS
                    ? Store.ACCEPTED
                    : Store.REFUSED;
        } catch (CacheBackendException e) {
            telemetry.backendFailed(call.entryKey(), e.operation(), e);
            return Store.FAILED;
        }
    }

    private void keep(FetchCall call, Loaded loaded, Storing storing) {
        NewEntry entry = storing.entry;
        Lifetime life = entry.lifetime();
        StoredEntry stored = new StoredEntry(entry.entryId(), life.fresh(), life.stale(), entry.bytes());
        local.keep(call, call.watch(), new Kept(storing.value(), stored, storing.sentAt, loaded.head()));
    }
}
