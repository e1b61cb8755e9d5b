// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The leases under which this JVM loads, by entry: whoever finds one busy learns here whether it would wait for itself. The
 * fetch that holds it may be out of sight otherwise, since callers after an invalidation, and of another type, start anew.
 * Thread-safe.
 */
final class ActiveLeases {
    private final ConcurrentMap<EntryKey, ActiveLease> held = new ConcurrentHashMap<>();
    private final LeaseStore leases;
    private final Threads threads;
    private final CacheTelemetry telemetry;

    ActiveLeases(LeaseStore leases, Threads threads, CacheTelemetry telemetry) {
        this.leases = leases;
        this.threads = threads;
        this.telemetry = telemetry;
    }

    /** Holds the lease that {@code call} won with {@code token}, for this thread to load under, until it is closed. */
    ActiveLease hold(FetchCall call, long token) {
        ActiveLease mine = new ActiveLease(this, leases, call, token, threads, telemetry);
        held.put(mine.key(), mine);
        return mine;
    }

    /** Returns the lease of {@code key} if this JVM loads under it; where it was lost and won anew, the newer. */
    @Nullable
    ActiveLease of(EntryKey key) {
        return held.get(key);
    }

    /** Returns the loads that run under them. */
    List<LoadUnderWay> loads() {
        return held.values().stream().map(ActiveLease::load).toList();
    }

    /** Gives all of them back by {@code outbox}: nobody else is to wait for loads that may go on after this JVM has closed. */
    void giveBack(Outbox outbox) {
        held.values().forEach(lease -> lease.giveBack(outbox));
    }

    void forget(ActiveLease lease) {
        held.remove(lease.key(), lease);
    }
}
