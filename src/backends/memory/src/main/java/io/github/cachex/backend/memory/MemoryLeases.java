// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The leases among the threads of this JVM. They end by themselves, so keys that nobody asks for again cost nothing. */
final class MemoryLeases implements LeaseStore {
    private final Cache<EntryKey, Lease> leases;
    private final Cache<EntryKey, MemoryEntry> entries;
    private final LockStripes stripes;
    private final MemoryLink link;
    private final LongSupplier clock;
    private volatile Consumer<String> sink = key -> {};

    MemoryLeases(Cache<EntryKey, MemoryEntry> entries, LockStripes stripes, MemoryLink link, LongSupplier clock) {
        this.entries = entries;
        this.stripes = stripes;
        this.link = link;
        this.clock = clock;
        this.leases = Caffeine.newBuilder()
                .expireAfter(new Ending<Lease>((lease, now) -> lease.until() - now))
                .ticker(clock::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public LeaseAnswer acquire(EntryKey key, LeaseRequest request, CallBudget budget) {
        return stripes.locked(key, () -> {
            MemoryEntry held = entries.getIfPresent(key);
            if (held == null || held.entryId() == request.rejected()) {
                return acquire(key, request, ValueState.MISS, StoredEntry.UNREADABLE);
            }
            return held.isFresh(clock.getAsLong())
                    ? new LeaseAnswer(ValueState.FRESH, held.entryId(), LeaseState.NONE, Duration.ZERO)
                    : acquire(key, request, ValueState.STALE, held.entryId());
        });
    }

    private LeaseAnswer acquire(EntryKey key, LeaseRequest request, ValueState value, long entryId) {
        long now = clock.getAsLong();
        Lease lease = leases.getIfPresent(key);
        if (lease == null || lease.marker() && request.marker().isZero()) {
            leases.put(key, new Lease(request.token(), false, false, end(now, request.lease())));
        } else if (lease.isHeldBy(request.token())) {
            leases.put(key, lease.until(end(now, request.lease())));
        } else if (lease.marker()) {
            return new LeaseAnswer(value, entryId, LeaseState.COOLDOWN, lease.left(now));
        } else {
            leases.put(key, lease.awaitedToo());
            return new LeaseAnswer(value, entryId, LeaseState.BUSY, lease.left(now));
        }
        return new LeaseAnswer(value, entryId, LeaseState.WON, Duration.ZERO);
    }

    @Override
    public boolean store(EntryKey key, NewEntry entry, CallBudget budget) {
        return store(key, entry, false);
    }

    @Override
    public boolean storeAndTell(EntryKey key, NewEntry entry, CallBudget budget) {
        return store(key, entry, true);
    }

    private boolean store(EntryKey key, NewEntry entry, boolean tells) {
        return change(key, () -> {
            if (isHeldBy(key, entry.entryId())) {
                entries.put(key, MemoryEntry.of(entry, clock.getAsLong()));
                return tells ? written(key, true) : ended(key);
            }
            MemoryEntry held = entries.getIfPresent(key);
            return unchanged(held != null && held.entryId() == entry.entryId());
        });
    }

    @Override
    public boolean release(EntryKey key, long token, Release reason, Duration marker, CallBudget budget) {
        return change(key, () -> {
            Lease lease = leases.getIfPresent(key);
            if (lease == null || lease.token() != token || lease.marker()) {
                return unchanged(lease != null && lease.token() == token);
            }
            Change<Boolean> released = ended(key);
            if (reason != Release.ABANDONED) {
                leases.put(key, new Lease(token, true, false, end(clock.getAsLong(), marker)));
            }
            return released;
        });
    }

    @Override
    public boolean renew(EntryKey key, long token, Duration time, CallBudget budget) {
        return change(key, () -> {
            Lease lease = leases.getIfPresent(key);
            if (lease == null || !lease.isHeldBy(token)) {
                return unchanged(false);
            }
            leases.put(key, lease.until(end(clock.getAsLong(), time)));
            return unchanged(true);
        });
    }

    @Override
    public void onWake(Consumer<String> sink) {
        this.sink = sink;
    }

    /** Runs {@code step} alone for its key, and then, outside the lock, tells of it and wakes those whose wait it ended. */
    <T> T change(EntryKey key, Supplier<Change<T>> step) {
        Change<T> change = stripes.locked(key, step);
        if (change.isTold) {
            link.changed(key);
        }
        if (change.wakes) {
            sink.accept(key.value());
        }
        return change.result;
    }

    /** Ends the lease or marker of {@code key} after a write that all are told. To be called within {@link #change}. */
    <T> Change<T> written(EntryKey key, T result) {
        return new Change<>(result, endLease(key), true);
    }

    private Change<Boolean> ended(EntryKey key) {
        return new Change<>(true, endLease(key), false);
    }

    private boolean endLease(EntryKey key) {
        Lease ended = leases.asMap().remove(key);
        return ended != null && ended.awaited();
    }

    <T> Change<T> unchanged(T result) {
        return new Change<>(result, false, false);
    }

    /** Returns how many leases and markers are held. */
    long size() {
        leases.cleanUp();
        return leases.estimatedSize();
    }

    void clear() {
        leases.invalidateAll();
    }

    private boolean isHeldBy(EntryKey key, long token) {
        Lease lease = leases.getIfPresent(key);
        return lease != null && lease.isHeldBy(token);
    }

    private static long end(long now, Duration time) {
        return now + MemoryEntry.nanos(time);
    }

    /** What a step answers, whether it ended someone's wait, and whether it is told to all. */
    record Change<T>(T result, boolean wakes, boolean isTold) {}
}
