// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.CacheKey;
import io.github.cachex.ContextLoader;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.stage.Finding.Foreign;
import io.github.cachex.core.stage.Finding.Miss;
import io.github.cachex.core.stage.Finding.Missing;
import io.github.cachex.core.stage.Finding.Replaced;
import io.github.cachex.core.stage.Finding.Stale;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.statistics.CallCounters;
import io.github.cachex.core.statistics.CountedCall;
import io.github.cachex.spi.EntryCollector;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One fetch on its way through the stages: what is asked for, and what was found so far. Immutable, but for the time that it spends;
 * a stage that finds something passes a new one on, which is equal to the one before.
 */
public final class FetchCall implements CountedCall {
    private final Namespace namespace;
    private final Object nearKey;
    private final CacheKey<?> key;
    private final EntryKey entryKey;
    private final CacheSettings settings;
    private final ContextLoader<?, ?> loader;
    private final long asked;
    private final FlightKey wanted;
    private final LoadNode node;
    private final BackendTime backendTime;
    private final Way way;
    private final Progress progress;
    /** What wants to know the entry whose value its caller is given; null for nobody. */
    private final @Nullable EntryCollector collector;

    /** What the backend does for a call. */
    private enum Backend {
        SERVES,
        TAKES_NOTHING,
        /** No thread is there to ask it. */
        UNASKED,
        FAILED
    }

    /** How a call goes: whether its loader answers a stage, whether it loads whatever is stored, and where it is counted. */
    private record Way(
            boolean async, boolean reload, @Nullable CallCounters counters) {}

    /** How far a call has come: what was found last, the entry that counts as absent, and what the backend does. */
    private record Progress(Miss found, long rejected, Backend backend) {
        Progress after(Miss miss) {
            return new Progress(miss, miss.rejected(rejected), backend);
        }

        Progress rejecting(long entryId) {
            return new Progress(found, entryId, backend);
        }

        Progress without(Backend now) {
            return new Progress(found instanceof Foreign foreign ? new Missing(foreign.watch()) : found, rejected, now);
        }
    }

    /** Begins the fetch of {@code key}, stored under {@code entryKey}. */
    public FetchCall(CacheKey<?> key, EntryKey entryKey, CacheSettings settings, ContextLoader<?, ?> loader) {
        this(Namespace.NONE, key, key, entryKey, settings, loader);
    }

    /**
     * Begins the fetch of {@code key} in {@code namespace}, stored under {@code entryKey} and kept in this JVM under
     * {@code nearKey}.
     */
    public FetchCall(
            Namespace namespace,
            Object nearKey,
            CacheKey<?> key,
            EntryKey entryKey,
            CacheSettings settings,
            ContextLoader<?, ?> loader) {
        this.namespace = namespace;
        this.nearKey = nearKey;
        this.asked = System.nanoTime();
        this.key = key;
        this.entryKey = entryKey;
        this.wanted = new FlightKey(entryKey, key.type());
        this.settings = settings;
        this.loader = loader;
        this.node = LoadNode.here();
        this.backendTime = new BackendTime(settings);
        this.collector = EntryCollector.current();
        this.way = new Way(false, false, null);
        this.progress = new Progress(Missing.UNREAD, StoredEntry.UNREADABLE, Backend.SERVES);
    }

    private FetchCall(FetchCall before, CacheSettings settings, BackendTime time, Way way, Progress progress) {
        this.namespace = before.namespace;
        this.nearKey = before.nearKey;
        this.asked = before.asked;
        this.key = before.key;
        this.entryKey = before.entryKey;
        this.wanted = before.wanted;
        this.collector = before.collector;
        this.settings = settings;
        this.loader = before.loader;
        this.node = before.node;
        this.backendTime = time;
        this.way = way;
        this.progress = progress;
    }

    private FetchCall at(Progress now) {
        return new FetchCall(this, settings, backendTime, way, now);
    }

    /**
     * Returns this call for another thread to finish: as it stands, with the whole budget for the backend once more. The caller
     * goes on with what is its own.
     */
    public FetchCall onAnotherThread() {
        return spending(new BackendTime(settings));
    }

    /** Returns this call, which spends {@code time} in the backend, together with the other calls of one question. */
    public FetchCall spending(BackendTime time) {
        return new FetchCall(this, settings, time, way, progress);
    }

    /** Returns this call with a loader that answers a {@link java.util.concurrent.CompletionStage}, which no thread waits for. */
    public FetchCall asynchronous() {
        return new FetchCall(this, settings, backendTime, new Way(true, way.reload, way.counters), progress);
    }

    /** Returns this call, which counts in {@code counters}; null are those of the cache's handler. */
    public FetchCall countedIn(@Nullable CallCounters counters) {
        return counters == null
                ? this
                : new FetchCall(this, settings, backendTime, new Way(way.async, way.reload, counters), progress);
    }

    /** Returns this call, which loads whatever is stored, and for which nothing stands in where that fails. */
    public FetchCall reloading() {
        return new FetchCall(
                this, settings.withoutDefault(), backendTime, new Way(way.async, true, way.counters), progress);
    }

    /** Returns this call after {@code miss}. */
    public FetchCall after(Miss miss) {
        return at(progress.after(miss));
    }

    /** Returns this call as its load, which answered {@code loaded}, would have its value stored. */
    public FetchCall storing(Loaded loaded) {
        CacheSettings now = loaded.terms().over(settings);
        return now.equals(settings) ? this : new FetchCall(this, now, backendTime, way, progress);
    }

    /** Returns this call, to be answered in the place of the entry {@code entryId}. */
    public FetchCall rejecting(long entryId) {
        return at(progress.rejecting(entryId));
    }

    /** Returns this call where the backend failed it, or must not be asked for its key, whatever was read there before. */
    public FetchCall withoutBackend() {
        return at(progress.without(progress.backend == Backend.SERVES ? Backend.FAILED : progress.backend));
    }

    /** Returns this call where the backend answers and takes nothing: it does without it, as if it had failed. */
    public FetchCall withoutStore() {
        return at(progress.without(Backend.TAKES_NOTHING));
    }

    /** Returns this call where no thread is there to ask the backend: it goes on as if that had failed it, and keeps nobody waiting. */
    public FetchCall withoutThread() {
        return at(progress.without(Backend.UNASKED));
    }

    /** Returns this call, for which {@code stale} may stand in, or nothing. */
    public FetchCall with(@Nullable StaleValue stale) {
        return after(stale == null ? new Missing(watch()) : new Stale(watch(), stale, false));
    }

    /** Tells whoever collects the entries of the request that this call was answered by {@code known}; null for a failure. */
    public void answeredBy(@Nullable Known known) {
        if (collector != null) {
            answered(known == null ? null : known.stored());
        }
    }

    /** Tells them that it was answered by the value of {@code stored}; null for what is no stored entry's. */
    public void answered(@Nullable Stored stored) {
        if (collector != null && stored == null) {
            collector.uncertain();
        } else if (collector != null && stored != null) {
            collector.touched(stored.touched(entryKey, namespace));
        }
    }

    /** Returns whether anybody wants to know by which entry it is answered. */
    public boolean isCollected() {
        return collector != null;
    }

    /** Returns whether its loader answers a stage. */
    public boolean isAsync() {
        return way.async;
    }

    /** Returns whether it loads whatever is stored. */
    public boolean isReload() {
        return way.reload;
    }

    /** Returns in whose name it is made. */
    public Namespace namespace() {
        return namespace;
    }

    /** Returns the key under which its value is kept in this JVM. */
    public Object nearKey() {
        return nearKey;
    }

    /** Returns the key asked for. */
    public CacheKey<?> key() {
        return key;
    }

    /** Returns where it is stored. */
    @Override
    public EntryKey entryKey() {
        return entryKey;
    }

    @Override
    public @Nullable CallCounters counters() {
        return way.counters;
    }

    /** Returns what it has in common with the calls that can share its fetch. */
    public FlightKey wanted() {
        return wanted;
    }

    /** Returns the settings of this call. */
    public CacheSettings settings() {
        return settings;
    }

    /** Returns the loader. */
    public ContextLoader<?, ?> loader() {
        return loader;
    }

    /** Returns what {@link WaitGraph} knows it by, and what it has in common with those that are equal to it. */
    public LoadNode node() {
        return node;
    }

    /** Returns when the caller asked, by {@link System#nanoTime}. */
    public long asked() {
        return asked;
    }

    /** Returns what this call may still spend in the backend. */
    public BackendTime backendTime() {
        return backendTime;
    }

    /** Returns the stale value found last, if any, which may stand in. */
    public @Nullable StaleValue stale() {
        return !way.reload && progress.found instanceof Stale stale ? stale.value() : null;
    }

    /** Returns the value that a load is to replace: a stale one, or one that is refreshed; null if there is none. */
    public @Nullable StaleValue previous() {
        if (progress.found instanceof Replaced replaced) {
            return replaced.value();
        }
        return progress.found instanceof Stale stale ? stale.value() : null;
    }

    /** Returns the id of the entry that was read and cannot be used, or {@link StoredEntry#UNREADABLE}. */
    public long rejected() {
        return progress.rejected;
    }

    /** Returns what a lease is asked for with, to be held by {@code token}. */
    public LeaseRequest leaseRequest(long token) {
        return new LeaseRequest(
                token,
                settings.lease().ttl(),
                way.reload ? Duration.ZERO : settings.lease().longestMarker(),
                progress.rejected);
    }

    /** Returns the entry that was read last, if it is another release's, beside which this call loads without storing. */
    public Optional<Foreign> foreign() {
        return progress.found instanceof Foreign foreign ? Optional.of(foreign) : Optional.empty();
    }

    /** Returns what {@link LocalValues#watch} saw last. */
    public @Nullable Object watch() {
        return progress.found.watch();
    }

    /** Returns whether the backend failed this call, so that it must do without. */
    public boolean isWithoutBackend() {
        return progress.backend != Backend.SERVES;
    }

    /** Returns whether no thread is there to ask the backend. */
    public boolean isWithoutThread() {
        return progress.backend == Backend.UNASKED;
    }

    /** Returns whether the backend answered this call and takes nothing, so that it is not down. */
    public boolean isWithoutStore() {
        return progress.backend == Backend.TAKES_NOTHING;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FetchCall call && call.node == node;
    }

    @Override
    public int hashCode() {
        return node.hashCode();
    }
}
