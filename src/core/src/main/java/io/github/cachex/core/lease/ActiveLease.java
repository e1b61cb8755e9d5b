// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.stage.WaitGraph;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.core.time.Nanos;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lease under which this JVM loads. It is kept alive until closed, up to {@code lease.max}: a loader that hangs for ever
 * must not block the cluster for ever. Equal to itself alone.
 */
final class ActiveLease implements WaitGraph.Work, AutoCloseable {
    private final ActiveLeases all;
    private final LeaseStore leases;
    private final EntryKey key;
    private final long token;
    private final CacheSettings settings;
    private final CacheTelemetry telemetry;
    private final @Nullable Thread owner;
    private final long wonAt = System.nanoTime();
    private final Future<?> chore;
    private final ReentrantLock renewing = new ReentrantLock();
    private final boolean inline;
    private volatile boolean over;

    /** Creates one for this thread to load under; no thread is kept for an asynchronous load. */
    ActiveLease(
            ActiveLeases all,
            LeaseStore leases,
            FetchCall call,
            long token,
            Threads threads,
            CacheTelemetry telemetry) {
        this.all = all;
        this.leases = leases;
        this.key = call.entryKey();
        this.token = token;
        this.settings = call.settings();
        this.telemetry = telemetry;
        this.owner = call.isAsync() ? null : Thread.currentThread();
        this.inline = threads.background().isInline();
        this.chore = threads.scheduler().repeat(this::renew, settings.lease().renew());
    }

    LoadUnderWay load() {
        return new LoadUnderWay(key, token, Duration.ofNanos(System.nanoTime() - wonAt));
    }

    EntryKey key() {
        return key;
    }

    @Override
    public @Nullable Thread owner() {
        return owner;
    }

    private void renew() {
        renewing.lock();
        try {
            if (!over) {
                prolong();
            }
        } finally {
            renewing.unlock();
        }
    }

    private void prolong() {
        long heldNanos = System.nanoTime() - wonAt;
        try {
            over = heldNanos + Nanos.of(settings.lease().ttl())
                            > Nanos.of(settings.lease().max())
                    || !leases.renew(key, token, settings.lease().ttl(), CallBudget.of(settings.backendBudget()));
        } catch (CacheBackendException e) {
            telemetry.backendFailed(key, e.operation(), e);
        }
    }

    void giveBack(Outbox outbox) {
        close();
        outbox.release(key, token, settings.lease().ttl());
    }

    /** Waits for a renewal under way, which is not to outlive the answer. */
    private void end() {
        renewing.lock();
        try {
            over = true;
        } finally {
            renewing.unlock();
        }
    }

    @Override
    public void close() {
        chore.cancel(false);
        if (inline) {
            end();
        }
        over = true;
        all.forget(this);
    }
}
