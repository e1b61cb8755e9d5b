// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.EntryIds;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Lifetimes;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.util.List;
import java.util.Optional;

/** The new lifetimes that callers give to entries. Thread-safe. */
public final class EntryTouch {
    private final CacheBackend backend;
    private final EntryCodec codec;
    private final EntryCheck check;
    private final Propagation propagation;

    /** Creates the one of a cache in {@code backend}. */
    public EntryTouch(CacheBackend backend, EntryCodec codec, EntryCheck check, Propagation propagation) {
        this.backend = backend;
        this.codec = codec;
        this.check = check;
        this.propagation = propagation;
    }

    /** Lets the entry of {@code key} live for the ttl of {@code settings} from now, and returns whether there was a fresh one. */
    boolean touch(EntryKey key, CacheSettings settings) {
        BackendTime time = new BackendTime(settings);
        try {
            Lifetime lifetime = Lifetimes.of(settings, null, false);
            return codec.seals().isEncrypting() ? resealed(key, lifetime, time) : prolonged(key, lifetime, time);
        } finally {
            // What is kept here is kept for as long as the entry was to live before.
            propagation.invalidate(List.of(key));
        }
    }

    private boolean prolonged(EntryKey key, Lifetime lifetime, BackendTime time) {
        long sentAt = System.nanoTime();
        Optional<StoredEntry> there = time.spend(budget -> backend.read(key, budget));
        return (there.isEmpty() || check.holds(key, there.get(), sentAt, time))
                && time.spend(budget -> backend.touch(key, lifetime, budget));
    }

    /** An encrypted entry says how long it may live, so that it is encrypted anew; and anew, where it was replaced meanwhile. */
    private boolean resealed(EntryKey key, Lifetime lifetime, BackendTime time) {
        while (true) {
            long sentAt = System.nanoTime();
            Optional<StoredEntry> there = time.<Optional<StoredEntry>>spend(budget -> backend.read(key, budget))
                    .filter(StoredEntry::isFresh);
            if (there.isEmpty()) {
                return false;
            }
            StoredEntry before = there.get();
            long now = time.spend(budget -> backend.time(key, budget));
            Optional<NewEntry> anew = codec.seals().resealed(key, before, EntryIds.next(), lifetime, now);
            if (anew.isEmpty() || !check.holds(key, before, sentAt, time)) {
                return false;
            }
            if (time.spend(budget -> backend.replace(key, before.entryId(), anew.get(), budget))) {
                return true;
            }
        }
    }
}
