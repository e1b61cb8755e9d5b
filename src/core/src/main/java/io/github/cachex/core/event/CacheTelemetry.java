// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.event;

import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.statistics.BackendUse;
import io.github.cachex.core.statistics.CacheCounters;
import io.github.cachex.core.statistics.CallCounters;
import io.github.cachex.core.statistics.CountedCall;
import io.github.cachex.event.BreakerState;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LoadSpan;
import io.github.cachex.spi.NewEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens in one cache and tells those listeners that want to hear it. An event that nobody wants is never
 * created. Thread-safe.
 */
public final class CacheTelemetry {
    private static final String EVERY = "*";

    private final CacheCounters counters;
    private final StoreFigures stores = new StoreFigures();
    private final Faults faults;
    private final LoadTracing tracing;
    private final List<CacheListener> listeners;
    private volatile List<CacheListener> hitListeners;
    private volatile List<CacheListener> askingListeners;
    private volatile Map<Class<? extends CacheEvent>, List<CacheListener>> wanting = new ConcurrentHashMap<>();

    /** Creates one that tells {@code listeners}. */
    public CacheTelemetry(List<CacheListener> listeners) {
        this(listeners, new Faults(), new CacheCounters(new BackendUse()));
    }

    /** Creates one that counts in {@code counters}, and reports to {@code faults} what is handed in and fails. */
    public CacheTelemetry(List<CacheListener> listeners, Faults faults, CacheCounters counters) {
        this.faults = faults;
        this.counters = counters;
        this.listeners = List.copyOf(listeners);
        this.tracing = LoadTracing.of(this.listeners, faults);
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

    /** Returns what is known of the values that were stored. */
    public StoreFigures stores() {
        return stores;
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

    /** Begins to trace a run of a loader, right before it and on its thread. */
    public LoadSpan trace(EntryKey key) {
        return tracing.begin(key.cache());
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
    public void hit(CountedCall call) {
        counters.hit(call);
        if (!hitListeners.isEmpty()) {
            tell(
                    hitListeners,
                    new CacheEvent.Hit(call.entryKey().cache(), call.entryKey().id(), false));
        }
    }

    /** A value kept in this JVM was served to {@code call}. */
    public void nearHit(CountedCall call) {
        nearHit(call.counters(), call.entryKey());
    }

    /** A value of {@code key} kept in this JVM was served to {@code caller}; null is the cache's handler. */
    public void nearHit(@Nullable CallCounters caller, EntryKey key) {
        counters.nearHit(caller, key.id());
        if (!hitListeners.isEmpty()) {
            tell(hitListeners, new CacheEvent.Hit(key.cache(), key.id(), true));
        }
    }

    /** A load in the background began, or goes on there after a timeout. */
    public void refreshing() {
        counters.refreshing();
    }

    /** The backend is down and a value kept in this JVM was served. */
    public void outageServed(CountedCall call) {
        EntryKey key = call.entryKey();
        counters.nearHit(call.counters(), key.id());
        tell(CacheEvent.OutageServed.class, () -> new CacheEvent.OutageServed(key.cache(), key.id()));
    }

    /** Entries were invalidated here by what they have in common. */
    public void groupInvalidated(String cache, String group, boolean queued) {
        counters.invalidated();
        if (group.startsWith("tag:")) {
            stores.tagsUsed();
        }
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
    public void missed(CountedCall call) {
        EntryKey key = call.entryKey();
        counters.missed(call);
        stores.missed(key.id());
        tell(CacheEvent.Missed.class, () -> new CacheEvent.Missed(key.cache(), key.id()));
    }

    /** This JVM holds the lease. */
    public void leaseWon(EntryKey key) {
        tell(CacheEvent.LeaseWon.class, () -> new CacheEvent.LeaseWon(key.cache(), key.id()));
    }

    /** A caller waited for another's load. */
    public void waited(EntryKey key, Duration waited, boolean answered) {
        counters.waited();
        tell(CacheEvent.Waited.class, () -> new CacheEvent.Waited(key.cache(), key.id(), waited, answered));
    }

    /** A loader answered. */
    public void loaded(CountedCall call, Duration took) {
        EntryKey key = call.entryKey();
        counters.loaded(call, took.toNanos());
        tell(CacheEvent.Loaded.class, () -> new CacheEvent.Loaded(key.cache(), key.id(), took));
    }

    /** A loader threw. */
    public void loadFailed(CountedCall call, Duration took, Throwable failure) {
        EntryKey key = call.entryKey();
        counters.loadFailed(call, took.toNanos());
        tell(CacheEvent.LoadFailed.class, () -> new CacheEvent.LoadFailed(key.cache(), key.id(), took, failure));
    }

    /** A stale value was served. */
    public void staleServed(CountedCall call, CacheEvent.StaleServed.Reason reason) {
        EntryKey key = call.entryKey();
        counters.staleServed(call);
        tell(CacheEvent.StaleServed.class, () -> new CacheEvent.StaleServed(key.cache(), key.id(), reason));
    }

    /** A kept failure of the class {@code type} was thrown. */
    public void failureServed(EntryKey key, String type) {
        tell(CacheEvent.FailureServed.class, () -> new CacheEvent.FailureServed(key.cache(), key.id(), type));
    }

    /** {@code entry} was stored. */
    public void stored(EntryKey key, NewEntry entry) {
        counters.stored(entry.bytes().length);
        stores.stored(key.id(), entry.lifetime().fresh());
        tell(
                CacheEvent.Stored.class,
                () -> new CacheEvent.Stored(
                        key.cache(), key.id(), entry.lifetime().fresh()));
    }

    /** A value was not stored. */
    public void notStored(EntryKey key, String reason) {
        counters.notStored();
        tell(CacheEvent.NotStored.class, () -> new CacheEvent.NotStored(key.cache(), key.id(), reason));
    }

    /** Stored bytes could not be used. */
    public void undecodable(EntryKey key, String reason) {
        counters.undecodable();
        tell(CacheEvent.Undecodable.class, () -> new CacheEvent.Undecodable(key.cache(), key.id(), reason));
    }

    /** A key was invalidated here. */
    public void invalidated(EntryKey key, boolean queued) {
        counters.invalidated();
        tell(CacheEvent.Invalidated.class, () -> new CacheEvent.Invalidated(key.cache(), key.id(), queued));
    }

    /** A backend operation failed. */
    public void backendFailed(EntryKey key, String operation, Throwable failure) {
        counters.backendFailed();
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

    /** Returns what was counted. */
    public CacheCounters counters() {
        return counters;
    }
}
