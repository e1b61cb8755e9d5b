// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheKey;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.Decoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.InvalidationTarget;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
import java.util.List;
import java.util.Optional;

/** The removal of entries that answers their values. Thread-safe. */
final class EntryRemoval {
    private final CacheBackend backend;
    private final EntryCodec codec;
    private final Marks marks;
    private final InvalidationTarget local;
    private final UnannouncedChanges unannounced;
    private final Journal journal;

    EntryRemoval(
            CacheBackend backend,
            EntryCodec codec,
            Marks marks,
            InvalidationTarget local,
            UnannouncedChanges unannounced,
            Journal journal) {
        this.backend = backend;
        this.codec = codec;
        this.marks = marks;
        this.local = local;
        this.unannounced = unannounced;
        this.journal = journal;
    }

    /** Returns the value of {@code key} that it removed; empty where none is there, or it cannot be used. */
    <T> Optional<T> remove(EntryKey key, CacheKey<T> wanted, CacheSettings settings) {
        BackendTime time = new BackendTime(settings);
        try {
            long sentAt = System.nanoTime();
            Optional<StoredEntry> removed = time.spend(budget -> backend.remove(key, budget));
            Optional<T> value = removed.filter(StoredEntry::isFresh)
                    .flatMap(entry -> usable(key, wanted, settings, entry, sentAt, time));
            // Judged before: what is marked now does not hold any more.
            forgetElsewhere(key, time);
            return value;
        } catch (CacheBackendException e) {
            journal.backendFailed(key, e.operation(), e);
            throw e;
        } finally {
            local.drop(key.cache(), key.id());
        }
    }

    @SuppressWarnings("unchecked")
    private <T> Optional<T> usable(
            EntryKey key,
            CacheKey<T> wanted,
            CacheSettings settings,
            StoredEntry removed,
            long sentAt,
            BackendTime time) {
        Decoded decoded = codec.decode(
                key, wanted.type(), removed, settings.sizes(), () -> time.spend(budget -> backend.time(key, budget)));
        if (decoded instanceof Decoded.Value value) {
            return value.believed(removed).isFresh()
                            && marks.judge(key, value.head().stamp(), sentAt, time) == Verdict.HOLDS
                            && !EntryCodec.isNothing(value.value())
                    ? Optional.ofNullable((T) value.value())
                    : Optional.empty();
        }
        journal.undecodable(key, ((Decoded.Unusable) decoded).reason());
        return Optional.empty();
    }

    /** What was removed is the caller's, even if others go on reading for a while what they keep of it. */
    private void forgetElsewhere(EntryKey key, BackendTime time) {
        try {
            var unused = unannounced.makeUpFor(List.of(key), false, time);
        } catch (CacheBackendException e) {
            journal.backendFailed(key, e.operation(), e);
        }
    }
}
