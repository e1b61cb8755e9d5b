// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.time.Scheduler;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import java.util.concurrent.Future;

/**
 * Keeps a lease alive while its loader runs, up to {@code lease.max}: a loader that hangs for ever must not block the
 * cluster for ever.
 */
final class Renewal implements AutoCloseable {
    private final LeaseStore leases;
    private final EntryKey key;
    private final long token;
    private final CacheSettings settings;
    private final Journal journal;
    private final long wonAt = System.nanoTime();
    private final Future<?> chore;
    private volatile boolean over;

    Renewal(LeaseStore leases, FetchCall call, long token, Scheduler scheduler, Journal journal) {
        this.leases = leases;
        this.key = call.entryKey();
        this.token = token;
        this.settings = call.settings();
        this.journal = journal;
        this.chore = scheduler.repeat(this::renew, settings.leaseRenew());
    }

    private void renew() {
        if (over) {
            return;
        }
        long heldNanos = System.nanoTime() - wonAt;
        try {
            over = heldNanos + settings.lease().toNanos() > settings.leaseMax().toNanos()
                    || !leases.renew(key, token, settings.lease(), CallBudget.of(settings.backendBudget()));
        } catch (CacheBackendException e) {
            journal.backendFailed(key, e.operation(), e);
        }
    }

    @Override
    public void close() {
        over = true;
        chore.cancel(false);
    }
}
