// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.ErrorPolicy;
import io.github.cachex.Invalidation;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * Invalidates entries of a cache by their keys. As many as half of the caller's budget lasts for are told the backend at once; the rest
 * is queued, and so holds in this JVM at once as well. Thread-safe.
 */
public final class KeyInvalidations {
    private final CacheBackend backend;
    private final Outbox outbox;
    private final Propagation propagation;
    private final CacheTelemetry telemetry;

    /** Creates those of a cache in {@code backend}; what that cannot be told waits in {@code outbox}. */
    public KeyInvalidations(CacheBackend backend, Outbox outbox, Propagation propagation, CacheTelemetry telemetry) {
        this.backend = backend;
        this.outbox = outbox;
        this.propagation = propagation;
        this.telemetry = telemetry;
    }

    /** Drops {@code keys}, queueing where the backend fails. */
    public Invalidation invalidate(Collection<EntryKey> keys, boolean soft, CacheSettings settings) {
        try {
            return invalidateOrThrow(List.copyOf(keys), soft, settings);
        } catch (CacheBackendException e) {
            return new Invalidation(Outcome.QUEUED, OptionalLong.empty());
        }
    }

    /** The same, but told to the caller where {@code backend-errors=throw}. */
    public Invalidation invalidateExplicitly(Collection<EntryKey> keys, boolean soft, CacheSettings settings) {
        return settings.backendErrors() == ErrorPolicy.THROW
                ? invalidateOrThrow(List.copyOf(keys), soft, settings)
                : invalidate(keys, soft, settings);
    }

    private Invalidation invalidateOrThrow(List<EntryKey> keys, boolean soft, CacheSettings settings) {
        if (keys.isEmpty()) {
            return new Invalidation(Outcome.APPLIED, OptionalLong.of(0));
        }
        long mark = outbox.mark();
        BackendTime time = new BackendTime(settings);
        long count = 0;
        int done = 0;
        try {
            keys.forEach(telemetry::invalidating);
            while (done < keys.size() && (done == 0 || !time.isHalfSpent())) {
                List<EntryKey> some = keys.subList(done, Math.min(done + CacheBackend.BATCH, keys.size()));
                count += time.spend(budget -> soft ? backend.expire(some, budget) : backend.invalidate(some, budget));
                var unused = propagation.makeUpFor(some, soft, time);
                settled(some, soft, mark);
                done += some.size();
            }
            if (done < keys.size()) {
                outbox.later(keys.subList(done, keys.size()), soft);
            }
        } catch (CacheBackendException e) {
            List<EntryKey> left = keys.subList(done, keys.size());
            queue(left, soft);
            tell(keys, done);
            telemetry.backendFailed(left.get(0), e.operation(), e);
            throw e;
        } finally {
            propagation.invalidate(keys);
        }
        tell(keys, done);
        return done == keys.size()
                ? new Invalidation(Outcome.APPLIED, OptionalLong.of(count))
                : new Invalidation(Outcome.QUEUED, OptionalLong.empty());
    }

    /** Tells the listeners of {@code keys}, of which all from {@code done} on are queued. */
    private void tell(List<EntryKey> keys, int done) {
        for (int i = 0; i < keys.size(); i++) {
            telemetry.invalidated(keys.get(i), i >= done);
        }
    }

    private void settled(Collection<EntryKey> keys, boolean soft, long mark) {
        if (soft) {
            outbox.expired(keys, mark);
        } else {
            outbox.settled(keys, mark);
        }
    }

    /** Of many, perhaps the time was not enough. */
    private void queue(Collection<EntryKey> keys, boolean soft) {
        if (keys.size() > 1) {
            outbox.later(keys, soft);
        } else if (soft) {
            outbox.expire(keys);
        } else {
            outbox.invalidate(keys);
        }
    }
}
