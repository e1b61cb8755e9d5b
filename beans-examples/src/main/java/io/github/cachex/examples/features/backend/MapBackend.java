// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.backend;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.Capability;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

// snippet: backend
/** Entries in a map of this JVM, without bounds: the least that a backend is. */
public class MapBackend implements CacheBackend {
    private static final long NEVER = Long.MAX_VALUE;

    private record Kept(NewEntry entry, long freshUntil, long goneAt) {}

    private final Map<EntryKey, Kept> entries = new HashMap<>();

    @Override
    public String type() {
        return "map";
    }

    @Override
    public synchronized Optional<StoredEntry> read(EntryKey key, CallBudget budget) {
        Kept kept = kept(key);
        if (kept == null) {
            return Optional.empty();
        }
        Duration left = kept.freshUntil == NEVER ? Durations.FOREVER : Duration.ofMillis(kept.freshUntil - now());
        return Optional.of(new StoredEntry(kept.entry.entryId(), left, kept.entry.bytes()));
    }

    @Override
    public synchronized void write(EntryKey key, NewEntry entry, CallBudget budget) {
        inTime("write", key, budget);
        put(key, entry.entryId(), entry.bytes(), entry.lifetime());
    }

    @Override
    public synchronized boolean writeIfAbsent(EntryKey key, NewEntry entry, OptionalLong rejected, CallBudget budget) {
        inTime("writeIfAbsent", key, budget);
        Kept kept = fresh(key);
        if (kept == null || rejected.equals(OptionalLong.of(kept.entry.entryId()))) {
            return put(key, entry.entryId(), entry.bytes(), entry.lifetime());
        }
        return kept.entry.entryId() == entry.entryId(); // a command that is repeated has succeeded
    }

    @Override
    public synchronized Optional<StoredEntry> remove(EntryKey key, CallBudget budget) {
        Optional<StoredEntry> there = read(key, budget);
        entries.remove(key);
        return there;
    }

    @Override
    public synchronized boolean touch(EntryKey key, Lifetime lifetime, CallBudget budget) {
        Kept kept = fresh(key);
        return kept != null && put(key, kept.entry.entryId(), kept.entry.bytes(), lifetime);
    }

    @Override
    public synchronized boolean slide(EntryKey key, long entryId, Lifetime lifetime, CallBudget budget) {
        Kept kept = fresh(key);
        return kept != null && kept.entry.entryId() == entryId && touch(key, lifetime, budget);
    }

    @Override
    public synchronized boolean replace(EntryKey key, long entryId, NewEntry entry, CallBudget budget) {
        inTime("replace", key, budget);
        Kept kept = fresh(key);
        if (kept != null && kept.entry.entryId() == entryId) {
            return put(key, entry.entryId(), entry.bytes(), entry.lifetime());
        }
        return kept != null && kept.entry.entryId() == entry.entryId();
    }

    @Override
    public synchronized long invalidate(Collection<EntryKey> keys, CallBudget budget) {
        return new HashSet<>(keys)
                .stream().filter(key -> remove(key, budget).isPresent()).count();
    }

    @Override
    public synchronized long expire(Collection<EntryKey> keys, CallBudget budget) {
        return new HashSet<>(keys).stream().filter(this::expire).count();
    }

    private boolean expire(EntryKey key) {
        Kept kept = kept(key);
        if (kept != null && kept.freshUntil > now()) {
            Duration stale = kept.entry.lifetime().stale();
            entries.put(key, new Kept(kept.entry, now(), end(stale)));
        }
        return kept != null;
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.of(this, Capability.REPLACEMENT); // what it has no part of its own for
    }

    @Override
    public void close() {} // it has neither threads nor connections

    private boolean put(EntryKey key, long id, byte[] bytes, Lifetime lifetime) {
        long gone = lifetime.isForever() ? NEVER : now() + lifetime.totalMillis();
        entries.put(key, new Kept(new NewEntry(id, bytes, lifetime), end(lifetime.fresh()), gone));
        return true;
    }

    private @Nullable Kept fresh(EntryKey key) {
        Kept kept = kept(key);
        return kept != null && kept.freshUntil > now() ? kept : null;
    }

    private @Nullable Kept kept(EntryKey key) {
        entries.computeIfPresent(key, (same, kept) -> kept.goneAt > now() ? kept : null);
        return entries.get(key);
    }

    private static long end(Duration time) {
        return Durations.isForever(time) ? NEVER : now() + time.toMillis();
    }

    private static long now() {
        return System.nanoTime() / 1_000_000; // the wall clock may be set
    }

    private void inTime(String operation, EntryKey key, CallBudget budget) {
        if (budget.isSpent()) {
            throw new CacheBackendException(type(), operation, key.value(), null);
        }
    }
}
// end
