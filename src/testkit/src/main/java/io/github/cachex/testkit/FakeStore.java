// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.Durations;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Entries and leases of a {@link FakeBackend}, shared by its siblings; one lock around everything. */
final class FakeStore {
    private final Clock clock;
    private final Map<String, Held> entries = new HashMap<>();
    private final Map<String, Lease> leases = new HashMap<>();

    FakeStore(Clock clock) {
        this.clock = clock;
    }

    /** An entry; {@code staleAt} and {@code goneAt} are null for never. */
    private record Held(
            long id,
            byte[] bytes,
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

    synchronized Optional<StoredEntry> read(String key) {
        Held held = held(key);
        if (held == null) {
            return Optional.empty();
        }
        Duration left = held.staleAt == null ? Durations.FOREVER : Duration.between(clock.instant(), held.staleAt);
        return Optional.of(new StoredEntry(held.id, left, held.bytes));
    }

    synchronized Outcome<Boolean> write(String key, NewEntry entry) {
        put(key, entry.entryId(), entry.bytes(), entry.lifetime());
        return new Outcome<>(true, endLease(key));
    }

    synchronized void plant(String key, byte[] bytes) {
        put(key, StoredEntry.UNREADABLE, bytes, Lifetime.of(Durations.FOREVER));
    }

    synchronized Outcome<Boolean> writeIfAbsent(String key, NewEntry entry, OptionalLong rejected) {
        Held held = held(key);
        if (held != null && isFresh(held) && !rejected.equals(OptionalLong.of(held.id))) {
            return new Outcome<>(held.id == entry.entryId(), Set.of());
        }
        return write(key, entry);
    }

    synchronized Outcome<Optional<StoredEntry>> remove(String key) {
        Optional<StoredEntry> there = read(key);
        entries.remove(key);
        return new Outcome<>(there, endLease(key));
    }

    synchronized Outcome<Boolean> touch(String key, Lifetime lifetime) {
        Held held = held(key);
        if (held == null || !isFresh(held)) {
            return new Outcome<>(false, Set.of());
        }
        put(key, held.id, held.bytes, lifetime);
        return new Outcome<>(true, endLease(key));
    }

    synchronized LeaseAnswer acquire(String key, LeaseRequest request, FakeBackend waiter) {
        Held held = held(key);
        if (held == null || held.id == StoredEntry.UNREADABLE || held.id == request.rejected()) {
            return answer(key, ValueState.MISS, StoredEntry.UNREADABLE, request, waiter);
        } else if (held.freshAt(clock.instant())) {
            return new LeaseAnswer(ValueState.FRESH, held.id, LeaseState.NONE, Duration.ZERO);
        }
        return answer(key, ValueState.STALE, held.id, request, waiter);
    }

    private LeaseAnswer answer(String key, ValueState value, long id, LeaseRequest request, FakeBackend waiter) {
        Lease lease = lease(key);
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

    synchronized Outcome<Boolean> store(String key, NewEntry entry) {
        if (holds(key, entry.entryId())) {
            return write(key, entry);
        }
        Held held = held(key);
        return new Outcome<>(held != null && held.id == entry.entryId(), Set.of());
    }

    synchronized Outcome<Boolean> release(String key, long token, Release reason, Duration marker) {
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

    synchronized boolean renew(String key, long token, Duration time) {
        Lease lease = lease(key);
        if (lease == null || !holds(key, token)) {
            return false;
        }
        leases.put(key, new Lease(token, false, clock.instant().plus(time), lease.waiters));
        return true;
    }

    synchronized boolean isLeased(String key) {
        Lease lease = lease(key);
        return lease != null && !lease.marker;
    }

    synchronized long size() {
        return Set.copyOf(entries.keySet()).stream()
                .filter(key -> held(key) != null)
                .count();
    }

    private void put(String key, long id, byte[] bytes, Lifetime lifetime) {
        Instant now = clock.instant();
        Instant staleAt = Durations.isForever(lifetime.fresh()) ? null : now.plus(lifetime.fresh());
        Instant goneAt = lifetime.isForever() ? null : now.plusMillis(lifetime.totalMillis());
        entries.put(key, new Held(id, bytes, staleAt, goneAt));
    }

    private @Nullable Held held(String key) {
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

    private @Nullable Lease lease(String key) {
        Lease lease = leases.get(key);
        if (lease != null && !clock.instant().isBefore(lease.until)) {
            leases.remove(key);
            return null;
        }
        return lease;
    }

    private boolean holds(String key, long token) {
        Lease lease = lease(key);
        return lease != null && !lease.marker && lease.token == token;
    }

    private Set<FakeBackend> endLease(String key) {
        Lease ended = leases.remove(key);
        return ended == null ? Set.of() : ended.waiters;
    }
}
