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
import io.github.cachex.core.stage.PartialAnswer;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

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

    /** Queues the invalidation of {@code keys}: no thread is there to tell the backend. */
    public Invalidation later(Collection<EntryKey> keys, boolean soft) {
        try {
            keys.forEach(telemetry::invalidating);
            outbox.later(keys, soft);
        } finally {
            propagation.invalidate(keys);
        }
        keys.forEach(key -> telemetry.invalidated(key, true));
        return new Invalidation(Outcome.QUEUED, OptionalLong.empty());
    }

    private Invalidation invalidateOrThrow(List<EntryKey> keys, boolean soft, CacheSettings settings) {
        if (keys.isEmpty()) {
            return new Invalidation(Outcome.APPLIED, OptionalLong.of(0));
        }
        long mark = outbox.mark();
        BackendTime time = new BackendTime(settings);
        Set<EntryKey> queued = new HashSet<>();
        Optional<CacheBackendException> failure = Optional.empty();
        boolean isSick = false;
        long count = 0;
        int done = 0;
        try {
            keys.forEach(telemetry::invalidating);
            while (done < keys.size() && !isSick && (done == 0 || !time.isHalfSpent())) {
                List<EntryKey> some = keys.subList(done, Math.min(done + CacheBackend.BATCH, keys.size()));
                PartialAnswer<Long> told = told(some, soft, time);
                List<EntryKey> took = told.done(some);
                settled(took, soft, mark);
                queue(told.failures().keySet(), soft);
                queued.addAll(told.failures().keySet());
                told.eachFailure((key, e) -> telemetry.backendFailed(key, e.operation(), e));
                failure = failure.or(told::failure);
                isSick = took.isEmpty();
                count += told.answer();
                done += some.size();
            }
            later(keys.subList(done, keys.size()), soft, isSick);
            queued.addAll(keys.subList(done, keys.size()));
        } finally {
            propagation.invalidate(keys);
        }
        keys.forEach(key -> telemetry.invalidated(key, queued.contains(key)));
        if (failure.isPresent()) {
            throw failure.get();
        }
        return queued.isEmpty()
                ? new Invalidation(Outcome.APPLIED, OptionalLong.of(count))
                : new Invalidation(Outcome.QUEUED, OptionalLong.empty());
    }

    /** Tells the backend of {@code keys}, and the other JVMs of those that it took. */
    private PartialAnswer<Long> told(List<EntryKey> keys, boolean soft, BackendTime time) {
        PartialAnswer<Long> told = PartialAnswer.of(
                keys,
                0L,
                () -> time.spend(budget -> soft ? backend.expire(keys, budget) : backend.invalidate(keys, budget)));
        List<EntryKey> took = told.done(keys);
        if (took.isEmpty()) {
            return told;
        }
        try {
            var unused = propagation.makeUpFor(took, soft, time);
            return told;
        } catch (CacheBackendException e) {
            return PartialAnswer.of(keys, 0L, () -> {
                throw e;
            });
        }
    }

    private void settled(Collection<EntryKey> keys, boolean soft, long mark) {
        if (soft) {
            outbox.expired(keys, mark);
        } else {
            outbox.settled(keys, mark);
        }
    }

    private void later(Collection<EntryKey> keys, boolean soft, boolean isSick) {
        if (isSick) {
            queue(keys, soft);
        } else if (!keys.isEmpty()) {
            outbox.later(keys, soft);
        }
    }

    /** Of many, perhaps the time was not enough. */
    private void queue(Collection<EntryKey> keys, boolean soft) {
        if (keys.isEmpty()) {
            return;
        }
        if (keys.size() > 1) {
            outbox.later(keys, soft);
        } else if (soft) {
            outbox.expire(keys);
        } else {
            outbox.invalidate(keys);
        }
    }
}
