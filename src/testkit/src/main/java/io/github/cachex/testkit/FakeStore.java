// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.LeaseStore.ValueState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Entries and leases of a {@link FakeBackend}, shared by its siblings; one lock around everything. */
final class FakeStore {
    private final Clock clock;
    private final Map<EntryKey, Held> entries = new HashMap<>();
    private final Map<EntryKey, Lease> leases = new HashMap<>();

    private final FakeWire wire;

    FakeStore(Clock clock, FakeWire wire) {
        this.clock = clock;
        this.wire = wire;
    }

    /** An entry; {@code staleAt} and {@code goneAt} are null for never. */
    private record Held(
            long id,
            byte[] bytes,
            Lifetime lifetime,
            @Nullable Instant staleAt,
            @Nullable Instant goneAt) {
        boolean freshAt(Instant now) {
            return staleAt == null || now.isBefore(staleAt);
        }
    }

    /** A lease, or what is left of one: a marker with the token of the load that stored nothing. */
    private record Lease(long token, boolean marker, Instant until, Set<FakeBackend> waiters) {}

    /** What a write did: its outcome, and who waits no longer. */
    record Outcome<T>(T result, Set<FakeBackend> woken) {}

    synchronized Optional<StoredEntry> read(EntryKey key) {
        Held held = held(key);
        if (held == null) {
            return Optional.empty();
        }
        Duration left = held.staleAt == null ? Durations.FOREVER : Duration.between(clock.instant(), held.staleAt);
        return Optional.of(
                new StoredEntry(held.id, left, StoredEntry.staleLeft(held.lifetime.stale(), left), held.bytes));
    }

    synchronized Outcome<Boolean> write(EntryKey key, NewEntry entry) {
        put(key, entry.entryId(), entry.bytes(), entry.lifetime());
        return changed(key, true);
    }

    /** Lets everyone hear of a change to {@code key}, which ends its lease. */
    private <T> Outcome<T> changed(EntryKey key, T result) {
        wire.changed(key);
        return new Outcome<>(result, endLease(key));
    }

    synchronized void plant(EntryKey key, byte[] bytes) {
        put(key, StoredEntry.UNREADABLE, bytes, Lifetime.of(Durations.FOREVER));
    }

    synchronized Outcome<Boolean> writeIfAbsent(EntryKey key, NewEntry entry, OptionalLong rejected) {
        Held held = held(key);
        if (held != null && isFresh(held) && !rejected.equals(OptionalLong.of(held.id))) {
            return new Outcome<>(held.id == entry.entryId(), Set.of());
        }
        return write(key, entry);
    }

    synchronized Outcome<Optional<StoredEntry>> remove(EntryKey key) {
        Optional<StoredEntry> there = read(key);
        entries.remove(key);
        return changed(key, there);
    }

    synchronized Outcome<Boolean> expire(EntryKey key) {
        Held held = held(key);
        if (held != null && held.freshAt(clock.instant())) {
            Duration stale = held.lifetime.stale();
            if (stale.isZero()) {
                entries.remove(key);
            } else {
                put(key, held.id, held.bytes, held.lifetime, clock.instant());
            }
        }
        return changed(key, held != null);
    }

    /** Removes the entry of {@code key} if it is {@code id}; nobody hears of it. */
    synchronized boolean discard(EntryKey key, long id) {
        Held held = held(key);
        return held != null && held.id == id && entries.remove(key) != null;
    }

    synchronized Outcome<Boolean> touch(EntryKey key, Lifetime lifetime) {
        Held held = held(key);
        if (held == null || !isFresh(held)) {
            return new Outcome<>(false, Set.of());
        }
        put(key, held.id, held.bytes, lifetime);
        return changed(key, true);
    }

    synchronized Outcome<Boolean> replace(EntryKey key, long id, NewEntry entry) {
        Held held = held(key);
        if (held == null || !isFresh(held) || held.id != id) {
            return new Outcome<>(held != null && held.id == entry.entryId(), Set.of());
        }
        return write(key, entry);
    }

    long time() {
        return clock.millis();
    }

    synchronized boolean slide(EntryKey key, long id, Lifetime lifetime) {
        Held held = held(key);
        if (held == null || held.id != id || !isFresh(held)) {
            return false;
        }
        put(key, held.id, held.bytes, lifetime);
        return true;
    }

    synchronized LeaseAnswer acquire(EntryKey key, LeaseRequest request, FakeBackend waiter) {
        Held held = held(key);
        if (held == null || held.id == StoredEntry.UNREADABLE || held.id == request.rejected()) {
            return answer(key, ValueState.MISS, StoredEntry.UNREADABLE, request, waiter);
        } else if (held.freshAt(clock.instant())) {
            return new LeaseAnswer(ValueState.FRESH, held.id, LeaseState.NONE, Duration.ZERO);
        }
        return answer(key, ValueState.STALE, held.id, request, waiter);
    }

    private LeaseAnswer answer(EntryKey key, ValueState value, long id, LeaseRequest request, FakeBackend waiter) {
        Lease there = lease(key);
        Lease lease = there != null && there.marker && request.marker().isZero() ? null : there;
        if (lease == null || !lease.marker && lease.token == request.token()) {
            Set<FakeBackend> waiters = lease == null ? new LinkedHashSet<>() : lease.waiters;
            leases.put(key, new Lease(request.token(), false, clock.instant().plus(request.lease()), waiters));
            return new LeaseAnswer(value, id, LeaseState.WON, Duration.ZERO);
        }
        Duration left = Duration.between(clock.instant(), lease.until);
        if (lease.marker) {
            return new LeaseAnswer(value, id, LeaseState.COOLDOWN, left);
        }
        lease.waiters.add(waiter);
        return new LeaseAnswer(value, id, LeaseState.BUSY, left);
    }

    synchronized Outcome<Boolean> store(EntryKey key, NewEntry entry) {
        if (holds(key, entry.entryId())) {
            put(key, entry.entryId(), entry.bytes(), entry.lifetime());
            return new Outcome<>(true, endLease(key));
        }
        Held held = held(key);
        return new Outcome<>(held != null && held.id == entry.entryId(), Set.of());
    }

    synchronized Outcome<Boolean> storeAndTell(EntryKey key, NewEntry entry) {
        Outcome<Boolean> stored = store(key, entry);
        if (stored.result()) {
            wire.changed(key);
        }
        return stored;
    }

    synchronized Outcome<Boolean> release(EntryKey key, long token, Release reason, Duration marker) {
        Lease lease = lease(key);
        if (lease == null || lease.token != token) {
            return new Outcome<>(false, Set.of());
        }
        if (lease.marker) {
            return new Outcome<>(true, Set.of());
        }
        Set<FakeBackend> woken = endLease(key);
        if (reason != Release.ABANDONED) {
            leases.put(key, new Lease(token, true, clock.instant().plus(marker), Set.of()));
        }
        return new Outcome<>(true, woken);
    }

    synchronized boolean renew(EntryKey key, long token, Duration time) {
        Lease lease = lease(key);
        if (lease == null || !holds(key, token)) {
            return false;
        }
        leases.put(key, new Lease(token, false, clock.instant().plus(time), lease.waiters));
        return true;
    }

    synchronized boolean isLeased(EntryKey key) {
        Lease lease = lease(key);
        return lease != null && !lease.marker;
    }

    synchronized long size() {
        return keys().size();
    }

    synchronized List<String> ids(CacheSpace cache) {
        return keys().stream()
                .filter(key -> key.space().equals(cache))
                .map(EntryKey::id)
                .toList();
    }

    private List<EntryKey> keys() {
        return List.copyOf(entries.keySet()).stream()
                .filter(key -> held(key) != null)
                .toList();
    }

    private void put(EntryKey key, long id, byte[] bytes, Lifetime lifetime) {
        put(key, id, bytes, lifetime, end(clock.instant(), lifetime.fresh()));
    }

    private void put(EntryKey key, long id, byte[] bytes, Lifetime lifetime, @Nullable Instant staleAt) {
        Instant goneAt = staleAt == null ? null : end(staleAt, lifetime.stale());
        entries.put(key, new Held(id, bytes, lifetime, staleAt, goneAt));
    }

    private static @Nullable Instant end(Instant begin, Duration time) {
        return Durations.isForever(time) ? null : begin.plus(time);
    }

    private @Nullable Held held(EntryKey key) {
        Held held = entries.get(key);
        if (held != null && held.goneAt != null && !clock.instant().isBefore(held.goneAt)) {
            entries.remove(key);
            return null;
        }
        return held;
    }

    private boolean isFresh(Held held) {
        return held.id != StoredEntry.UNREADABLE && held.freshAt(clock.instant());
    }

    private @Nullable Lease lease(EntryKey key) {
        Lease lease = leases.get(key);
        if (lease != null && !clock.instant().isBefore(lease.until)) {
            leases.remove(key);
            return null;
        }
        return lease;
    }

    private boolean holds(EntryKey key, long token) {
        Lease lease = lease(key);
        return lease != null && !lease.marker && lease.token == token;
    }

    private Set<FakeBackend> endLease(EntryKey key) {
        Lease ended = leases.remove(key);
        return ended == null ? Set.of() : ended.waiters;
    }
}
