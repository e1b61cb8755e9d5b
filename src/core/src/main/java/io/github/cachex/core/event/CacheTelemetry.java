// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.event;

import io.github.cachex.CacheStats;
import io.github.cachex.LatencyStats;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.event.BreakerState;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.EntryKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Counts what happens in one cache and tells those listeners that want to hear it. An event that nobody wants is never
 * created. Thread-safe.
 */
public final class CacheTelemetry {
    private static final String EVERY = "*";

    private final LongAdder hits = new LongAdder();
    private final LongAdder nearHits = new LongAdder();
    private final LongAdder refreshes = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder loadFailures = new LongAdder();
    private final LongAdder waits = new LongAdder();
    private final LongAdder staleServed = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder notStored = new LongAdder();
    private final LongAdder undecodable = new LongAdder();
    private final LongAdder invalidations = new LongAdder();
    private final LongAdder backendFailures = new LongAdder();

    private final Faults faults;
    private final List<CacheListener> listeners;
    private volatile List<CacheListener> hitListeners;
    private volatile List<CacheListener> askingListeners;
    private volatile Map<Class<? extends CacheEvent>, List<CacheListener>> wanting = new ConcurrentHashMap<>();

    /** Creates one that tells {@code listeners}. */
    public CacheTelemetry(List<CacheListener> listeners) {
        this(listeners, new Faults());
    }

    /** Creates one that reports to {@code faults} what is handed in and fails. */
    public CacheTelemetry(List<CacheListener> listeners, Faults faults) {
        this.faults = faults;
        this.listeners = List.copyOf(listeners);
        this.hitListeners = wanting(CacheEvent.Hit.class);
        this.askingListeners = wanting(CacheEvent.Asking.class);
    }

    /** Asks the listeners again what they want to hear, some of which may have changed their mind. */
    public void askAgain() {
        wanting = new ConcurrentHashMap<>();
        hitListeners = wanting(CacheEvent.Hit.class);
        askingListeners = wanting(CacheEvent.Asking.class);
    }

    private List<CacheListener> wanting(Class<? extends CacheEvent> type) {
        Map<Class<? extends CacheEvent>, List<CacheListener>> wanting = this.wanting;
        List<CacheListener> known = wanting.get(type);
        if (known != null) {
            return known;
        }
        // Not inside the map: listeners may come back here, and a crowd comes all at once.
        List<CacheListener> wanted =
                listeners.stream().filter(listener -> isWanted(listener, type)).toList();
        List<CacheListener> other = wanting.putIfAbsent(type, wanted);
        return other == null ? wanted : other;
    }

    private boolean isWanted(CacheListener listener, Class<? extends CacheEvent> type) {
        try {
            return listener.wants(type);
        } catch (Throwable e) {
            failed(listener, e);
            return true;
        }
    }

    private void failed(CacheListener listener, Throwable failure) {
        faults.report("listener " + listener.getClass().getName() + " failed", failure);
    }

    /** Logs that {@code what}, which an application handed in, failed with {@code failure}: once for each kind. */
    public void fault(String what, Throwable failure) {
        faults.report(what, failure);
    }

    /** A caller is about to fetch or get. */
    public void asking(EntryKey key) {
        if (!askingListeners.isEmpty()) {
            tell(askingListeners, new CacheEvent.Asking(key.cache(), key.id()));
        }
    }

    /** A loader is about to run. */
    public void loading(EntryKey key) {
        tell(CacheEvent.Loading.class, () -> new CacheEvent.Loading(key.cache(), key.id()));
    }

    /** A value is about to be put. */
    public void writing(EntryKey key) {
        tell(CacheEvent.Writing.class, () -> new CacheEvent.Writing(key.cache(), key.id()));
    }

    /** A key is about to be invalidated. */
    public void invalidating(EntryKey key) {
        tell(CacheEvent.Invalidating.class, () -> new CacheEvent.Invalidating(key.cache(), key.id()));
    }

    /** A fresh stored value was served. */
    public void hit(EntryKey key) {
        hits.increment();
        if (!hitListeners.isEmpty()) {
            tell(hitListeners, new CacheEvent.Hit(key.cache(), key.id(), false));
        }
    }

    /** A value kept in this JVM was served. */
    public void nearHit(EntryKey key) {
        nearHits.increment();
        if (!hitListeners.isEmpty()) {
            tell(hitListeners, new CacheEvent.Hit(key.cache(), key.id(), true));
        }
    }

    /** A load in the background began, or goes on there after a timeout. */
    public void refreshing() {
        refreshes.increment();
    }

    /** The backend is down and a value kept in this JVM was served. */
    public void outageServed(EntryKey key) {
        hits.increment();
        tell(CacheEvent.OutageServed.class, () -> new CacheEvent.OutageServed(key.cache(), key.id()));
    }

    /** Entries were invalidated here by what they have in common. */
    public void groupInvalidated(String cache, String group, boolean queued) {
        invalidations.increment();
        tell(CacheEvent.GroupInvalidated.class, () -> new CacheEvent.GroupInvalidated(cache, group, queued));
    }

    /** The breaker opened or closed. */
    public void breakerChanged(String part, BreakerState state, String reason) {
        tell(CacheEvent.BreakerChanged.class, () -> new CacheEvent.BreakerChanged(EVERY, part, state, reason));
    }

    /** The cache was switched on or off. */
    public void switched(String cache, boolean on, String reason) {
        tell(CacheEvent.SwitchChanged.class, () -> new CacheEvent.SwitchChanged(cache, EVERY, on, reason));
    }

    /** The link came up or went down. */
    public void linkChanged(String part, boolean up) {
        tell(CacheEvent.LinkChanged.class, () -> new CacheEvent.LinkChanged(EVERY, part, up));
    }

    /** Nothing fresh was stored. */
    public void missed(EntryKey key) {
        misses.increment();
        tell(CacheEvent.Missed.class, () -> new CacheEvent.Missed(key.cache(), key.id()));
    }

    /** This JVM holds the lease. */
    public void leaseWon(EntryKey key) {
        tell(CacheEvent.LeaseWon.class, () -> new CacheEvent.LeaseWon(key.cache(), key.id()));
    }

    /** A caller waited for another's load. */
    public void waited(EntryKey key, Duration waited, boolean answered) {
        waits.increment();
        tell(CacheEvent.Waited.class, () -> new CacheEvent.Waited(key.cache(), key.id(), waited, answered));
    }

    /** A loader answered. */
    public void loaded(EntryKey key, Duration took) {
        loads.increment();
        tell(CacheEvent.Loaded.class, () -> new CacheEvent.Loaded(key.cache(), key.id(), took));
    }

    /** A loader threw. */
    public void loadFailed(EntryKey key, Duration took, Throwable failure) {
        loadFailures.increment();
        tell(CacheEvent.LoadFailed.class, () -> new CacheEvent.LoadFailed(key.cache(), key.id(), took, failure));
    }

    /** A stale value was served. */
    public void staleServed(EntryKey key, CacheEvent.StaleServed.Reason reason) {
        staleServed.increment();
        tell(CacheEvent.StaleServed.class, () -> new CacheEvent.StaleServed(key.cache(), key.id(), reason));
    }

    /** A kept failure of the class {@code type} was thrown. */
    public void failureServed(EntryKey key, String type) {
        tell(CacheEvent.FailureServed.class, () -> new CacheEvent.FailureServed(key.cache(), key.id(), type));
    }

    /** A value was stored. */
    public void stored(EntryKey key, Duration ttl) {
        stored.increment();
        tell(CacheEvent.Stored.class, () -> new CacheEvent.Stored(key.cache(), key.id(), ttl));
    }

    /** A value was not stored. */
    public void notStored(EntryKey key, String reason) {
        notStored.increment();
        tell(CacheEvent.NotStored.class, () -> new CacheEvent.NotStored(key.cache(), key.id(), reason));
    }

    /** Stored bytes could not be used. */
    public void undecodable(EntryKey key, String reason) {
        undecodable.increment();
        tell(CacheEvent.Undecodable.class, () -> new CacheEvent.Undecodable(key.cache(), key.id(), reason));
    }

    /** A key was invalidated here. */
    public void invalidated(EntryKey key, boolean queued) {
        invalidations.increment();
        tell(CacheEvent.Invalidated.class, () -> new CacheEvent.Invalidated(key.cache(), key.id(), queued));
    }

    /** A backend operation failed. */
    public void backendFailed(EntryKey key, String operation, Throwable failure) {
        backendFailures.increment();
        tell(
                CacheEvent.BackendFailed.class,
                () -> new CacheEvent.BackendFailed(key.cache(), key.id(), operation, failure));
    }

    private void tell(Class<? extends CacheEvent> type, Supplier<CacheEvent> event) {
        List<CacheListener> wanted = wanting(type);
        if (!wanted.isEmpty()) {
            tell(wanted, event.get());
        }
    }

    private void tell(List<CacheListener> listeners, CacheEvent event) {
        for (CacheListener listener : listeners) {
            try {
                listener.on(event);
            } catch (Throwable e) {
                failed(listener, e);
            }
        }
    }

    /** Returns what was counted, with what stands as it is now. */
    public CacheStats stats(BackendState backend, NearState near) {
        long nearly = nearHits.sum();
        return new CacheStats(
                hits.sum() + nearly,
                nearly,
                misses.sum(),
                loads.sum(),
                loadFailures.sum(),
                waits.sum(),
                staleServed.sum(),
                refreshes.sum(),
                stored.sum(),
                notStored.sum(),
                undecodable.sum(),
                invalidations.sum(),
                backend.queuedInvalidations,
                backendFailures.sum(),
                backend.entries,
                backend.evictions,
                near.entries,
                backend.breaker,
                backend.linkUp,
                LatencyStats.NONE,
                LatencyStats.NONE,
                0,
                0,
                near.bytes,
                near.evictions);
    }

    /**
     * The backend as it is now.
     *
     * @param queuedInvalidations what it has not been told yet of this cache
     * @param entries what it holds, of all caches
     * @param evictions what it has dropped for want of room
     * @param breaker what the breaker before it does
     * @param linkUp whether it is heard
     */
    public record BackendState(
            long queuedInvalidations,
            OptionalLong entries,
            OptionalLong evictions,
            BreakerState breaker,
            boolean linkUp) {
        /** One that does nothing. */
        public static final BackendState IDLE =
                new BackendState(0, OptionalLong.empty(), OptionalLong.empty(), BreakerState.CLOSED, true);
    }

    /**
     * What this JVM keeps now.
     *
     * @param entries how many values
     * @param bytes of their entries
     * @param evictions how many it has dropped for want of room
     */
    public record NearState(long entries, long bytes, long evictions) {
        /** Nothing. */
        public static final NearState EMPTY = new NearState(0, 0, 0);
    }
}
