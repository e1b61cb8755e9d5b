// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.ErrorPolicy;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;

/** The question whether the backend holds a fresh entry, which is not decoded for it. Thread-safe. */
public final class EntryPresence {
    private final CacheBackend backend;
    private final Outbox outbox;
    private final EntryCheck check;
    private final CacheTelemetry telemetry;

    /** Creates the one of a cache in {@code backend}. */
    public EntryPresence(CacheBackend backend, Outbox outbox, EntryCheck check, CacheTelemetry telemetry) {
        this.backend = backend;
        this.outbox = outbox;
        this.check = check;
        this.telemetry = telemetry;
    }

    /** Returns whether there is a fresh entry of {@code key}; not where the backend fails, or an invalidation of it is queued. */
    public boolean contains(EntryKey key, CacheSettings settings) {
        if (outbox.isPending(key)) {
            return false;
        }
        BackendTime time = new BackendTime(settings);
        try {
            long sentAt = System.nanoTime();
            return time.spend(budget -> backend.read(key, budget))
                    .filter(entry -> check.isFresh(key, entry, sentAt, time))
                    .isPresent();
        } catch (CacheBackendException e) {
            telemetry.backendFailed(key, e.operation(), e);
            if (settings.backendErrors() == ErrorPolicy.THROW) {
                throw e;
            }
            return false;
        }
    }
}
