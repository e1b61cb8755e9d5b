// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.backend.cas.Records.Step;
import io.github.cachex.backend.cas.Slot.Entry;
import io.github.cachex.backend.cas.Slot.Lease;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Leases in the records of their keys. Thread-safe. */
final class CasLeases implements LeaseStore {
    /** What has more left than by as much was written by a clock that is ahead of this one. */
    private static final int FAR_MORE = 2;

    private final Records records;
    private final Optional<ToldLink> link;
    private final Clock clock;

    /**
     * Creates them.
     *
     * @param link on which ends are heard; empty where nobody is told
     */
    CasLeases(Records records, Optional<ToldLink> link, Clock clock) {
        this.records = records;
        this.link = link;
        this.clock = clock;
    }

    @Override
    public LeaseAnswer acquire(EntryKey key, LeaseRequest request, CallBudget budget) {
        return records.slot(BackendOperation.ACQUIRE, key.value(), budget, slot -> asked(slot, request));
    }

    @Override
    public Map<EntryKey, LeaseAnswer> acquireAll(Map<EntryKey, LeaseRequest> requests, CallBudget budget) {
        Map<String, LeaseRequest> named = named(requests);
        Map<String, LeaseAnswer> answers = records.slots(
                BackendOperation.ACQUIRE_ALL,
                named.keySet(),
                budget,
                (name, slot) -> asked(slot, Objects.requireNonNull(named.get(name))));
        Map<EntryKey, LeaseAnswer> all = new LinkedHashMap<>();
        requests.keySet().forEach(key -> all.put(key, Objects.requireNonNull(answers.get(key.value()))));
        return all;
    }

    private static <T> Map<String, T> named(Map<EntryKey, T> all) {
        Map<String, T> named = new LinkedHashMap<>();
        all.forEach((key, one) -> named.put(key.value(), one));
        return named;
    }

    private Step<LeaseAnswer> asked(Slot slot, LeaseRequest request) {
        long now = clock.millis();
        Optional<Entry> entry = slot.there(now).filter(there -> there.id() != request.rejected());
        if (entry.filter(there -> there.isFresh(now)).isPresent()) {
            return Step.none(new LeaseAnswer(ValueState.FRESH, entry.get().id(), LeaseState.NONE, Duration.ZERO));
        }
        ValueState value = entry.isPresent() ? ValueState.STALE : ValueState.MISS;
        return acquired(slot, request, value, entry.map(Entry::id).orElse(StoredEntry.UNREADABLE), now);
    }

    private static Step<LeaseAnswer> acquired(Slot slot, LeaseRequest request, ValueState value, long id, long now) {
        Lease lease = slot.held(now).orElse(null);
        long mine = request.lease().toMillis();
        if (lease == null
                || lease.isMarker() && isOutOfDate(lease, request.marker(), now)
                || !lease.isMarker() && lease.token() == request.token()) {
            return Step.to(
                    slot.leased(new Lease(request.token(), false, now + mine)),
                    new LeaseAnswer(value, id, LeaseState.WON, Duration.ZERO));
        }
        if (lease.isMarker()) {
            return Step.none(new LeaseAnswer(value, id, LeaseState.COOLDOWN, Duration.ofMillis(lease.until() - now)));
        }
        if (lease.until() - now > FAR_MORE * mine) {
            return Step.to(
                    slot.leased(new Lease(lease.token(), false, now + mine)),
                    new LeaseAnswer(value, id, LeaseState.BUSY, request.lease()));
        }
        return Step.none(new LeaseAnswer(value, id, LeaseState.BUSY, Duration.ofMillis(lease.until() - now)));
    }

    private static boolean isOutOfDate(Lease marker, Duration longest, long now) {
        return longest.isZero() || marker.until() - now > FAR_MORE * longest.toMillis();
    }

    @Override
    public boolean store(EntryKey key, NewEntry entry, CallBudget budget) {
        return records.slot(
                BackendOperation.STORE, key.value(), budget, slot -> stored(slot, entry, Message.ended(key)));
    }

    @Override
    public boolean storeAndTell(EntryKey key, NewEntry entry, CallBudget budget) {
        return records.slot(
                BackendOperation.STORE_AND_TELL,
                key.value(),
                budget,
                slot -> stored(slot, entry, Message.changed(key)));
    }

    @Override
    public Set<EntryKey> storeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
        Map<String, EntryKey> named = new LinkedHashMap<>();
        entries.keySet().forEach(key -> named.put(key.value(), key));
        Map<String, Boolean> stored =
                records.slots(BackendOperation.STORE_ALL, named.keySet(), budget, (name, slot) -> {
                    EntryKey key = Objects.requireNonNull(named.get(name));
                    return stored(slot, Objects.requireNonNull(entries.get(key)), Message.ended(key));
                });
        return entries.keySet().stream()
                .filter(key -> stored.getOrDefault(key.value(), false))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Step<Boolean> stored(Slot slot, NewEntry entry, Message message) {
        long now = clock.millis();
        return slot.isHeldBy(entry.entryId(), now)
                ? Step.to(new Slot(Entry.of(entry, now), null), true).telling(message)
                : Step.none(slot.there(now)
                        .filter(there -> there.id() == entry.entryId())
                        .isPresent());
    }

    @Override
    public boolean release(EntryKey key, long token, Release reason, Duration marker, CallBudget budget) {
        return records.slot(BackendOperation.RELEASE, key.value(), budget, slot -> {
            long now = clock.millis();
            Optional<Lease> mine = slot.held(now).filter(lease -> lease.token() == token);
            if (mine.isEmpty() || mine.get().isMarker()) {
                return Step.none(mine.isPresent());
            }
            Lease left = reason == Release.ABANDONED ? null : new Lease(token, true, now + marker.toMillis());
            return Step.to(slot.leased(left), true).telling(Message.ended(key));
        });
    }

    @Override
    public boolean renew(EntryKey key, long token, Duration lease, CallBudget budget) {
        return records.slot(BackendOperation.RENEW, key.value(), budget, slot -> {
            long now = clock.millis();
            return slot.isHeldBy(token, now)
                    ? Step.to(slot.leased(new Lease(token, false, now + lease.toMillis())), true)
                    : Step.none(false);
        });
    }

    @Override
    public boolean wakes() {
        return link.isPresent();
    }

    @Override
    public void onWake(Consumer<String> sink) {
        link.ifPresent(told -> told.onWake(sink));
    }
}
