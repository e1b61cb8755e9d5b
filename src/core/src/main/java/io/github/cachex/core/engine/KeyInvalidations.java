// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.ErrorPolicy;
import io.github.cachex.Invalidation;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.InvalidationTarget;
import io.github.cachex.core.stage.Journal;
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
final class KeyInvalidations {
    private final CacheEngine.Shared shared;
    private final CacheBackend backend;
    private final InvalidationTarget local;
    private final UnannouncedChanges unannounced;
    private final Journal journal;

    KeyInvalidations(
            CacheEngine.Shared shared, InvalidationTarget local, UnannouncedChanges unannounced, Journal journal) {
        this.shared = shared;
        this.backend = shared.backend();
        this.local = local;
        this.unannounced = unannounced;
        this.journal = journal;
    }

    /** Drops {@code keys}, queueing where the backend fails. */
    Invalidation invalidate(Collection<EntryKey> keys, boolean soft, CacheSettings settings) {
        try {
            return invalidateOrThrow(List.copyOf(keys), soft, settings);
        } catch (CacheBackendException e) {
            return new Invalidation(Outcome.QUEUED, OptionalLong.empty());
        }
    }

    /** The same, but told to the caller where {@code backend-errors=throw}. */
    Invalidation invalidateExplicitly(Collection<EntryKey> keys, boolean soft, CacheSettings settings) {
        return settings.backendErrors() == ErrorPolicy.THROW
                ? invalidateOrThrow(List.copyOf(keys), soft, settings)
                : invalidate(keys, soft, settings);
    }

    private Invalidation invalidateOrThrow(List<EntryKey> keys, boolean soft, CacheSettings settings) {
        if (keys.isEmpty()) {
            return new Invalidation(Outcome.APPLIED, OptionalLong.of(0));
        }
        long mark = shared.replay().mark();
        BackendTime time = new BackendTime(settings);
        long count = 0;
        int done = 0;
        try {
            keys.forEach(journal::invalidating);
            while (done < keys.size() && (done == 0 || !time.isHalfSpent())) {
                List<EntryKey> some = keys.subList(done, Math.min(done + CacheBackend.BATCH, keys.size()));
                count += time.spend(budget -> soft ? backend.expire(some, budget) : backend.invalidate(some, budget));
                var unused = unannounced.makeUpFor(some, soft, time);
                settled(some, soft, mark);
                done += some.size();
            }
            if (done < keys.size()) {
                shared.replay().later(keys.subList(done, keys.size()), soft);
            }
        } catch (CacheBackendException e) {
            List<EntryKey> left = keys.subList(done, keys.size());
            queue(left, soft);
            tell(keys, done);
            journal.backendFailed(left.get(0), e.operation(), e);
            throw e;
        } finally {
            keys.forEach(key -> local.drop(key.cache(), key.id()));
        }
        tell(keys, done);
        return done == keys.size()
                ? new Invalidation(Outcome.APPLIED, OptionalLong.of(count))
                : new Invalidation(Outcome.QUEUED, OptionalLong.empty());
    }

    /** Tells the listeners of {@code keys}, of which all from {@code done} on are queued. */
    private void tell(List<EntryKey> keys, int done) {
        for (int i = 0; i < keys.size(); i++) {
            journal.invalidated(keys.get(i), i >= done);
        }
    }

    private void settled(Collection<EntryKey> keys, boolean soft, long mark) {
        if (soft) {
            shared.replay().expired(keys, mark);
        } else {
            shared.replay().settled(keys, mark);
        }
    }

    private void queue(Collection<EntryKey> keys, boolean soft) {
        if (soft) {
            shared.replay().expire(keys);
        } else {
            shared.replay().invalidate(keys);
        }
    }
}
