// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.backend.cas.CasStore.Versioned;
import io.github.cachex.backend.cas.Records.Step;
import io.github.cachex.backend.cas.Slot.Entry;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.Capability;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.PolledLink;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagStore;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A backend over a {@link CasStore}: leases, fenced stores, marks and counters by compare and set alone. It goes by the clock of its JVM,
 * which may be wrong: that costs loads, and shortens or prolongs lifetimes; no older value comes back, since what is invalidated is
 * deleted whatever its time. Over a {@link TellingStore} others are told of what changes; over any other they are not, so that marks are
 * looked at with each heartbeat, and nothing is kept near. Over a {@link ListingStore} entries can be listed. Thread-safe.
 */
public final class CasBackend implements CacheBackend {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String type;
    private final CasStore store;
    private final Clock clock;
    private final Records records;
    private final CasLeases leases;
    private final CasMarks marks;
    private final BackendLink link;
    private final Optional<KeyScan> scan;
    private final Optional<RemovingStore> removing;

    /**
     * Creates one over {@code store}, which is closed with it.
     *
     * @param type the type as configured under {@code cachex.backend.type}
     * @param clock the one of this JVM: {@link io.github.cachex.spi.BackendContext#clock}
     */
    public CasBackend(String type, CasStore store, Clock clock) {
        this.type = type;
        this.store = store;
        this.clock = clock;
        this.records = new Records(type, store);
        Optional<ToldLink> told =
                store instanceof TellingStore tells ? Optional.of(new ToldLink(tells)) : Optional.empty();
        // One that tells has to be told of what it deletes.
        this.removing =
                told.isEmpty() && store instanceof RemovingStore removes ? Optional.of(removes) : Optional.empty();
        this.leases = new CasLeases(records, told, clock);
        this.marks = new CasMarks(records, store::largestRecord, clock);
        this.link = told.<BackendLink>map(one -> one).orElseGet(() -> new PolledLink(marks, LOOK));
        this.scan = store instanceof ListingStore lists
                ? Optional.of(new CasScan(lists, clock, this::discard))
                : Optional.empty();
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Optional<StoredEntry> read(EntryKey key, CallBudget budget) {
        return records.read(BackendOperation.READ, key.value(), budget).flatMap(this::stored);
    }

    private Optional<StoredEntry> stored(byte[] record) {
        long now = clock.millis();
        return Slot.isReadable(record)
                ? Slot.of(record).there(now).map(entry -> entry.stored(now))
                : Optional.of(new StoredEntry(StoredEntry.UNREADABLE, Durations.FOREVER, record));
    }

    @Override
    public Map<EntryKey, StoredEntry> readAll(Collection<EntryKey> keys, CallBudget budget) {
        Map<EntryKey, StoredEntry> found = new LinkedHashMap<>();
        Map<String, Versioned> there = records.readAll(
                BackendOperation.READ_ALL,
                keys.stream().map(EntryKey::value).distinct().toList(),
                budget);
        keys.forEach(key -> Optional.ofNullable(there.get(key.value()))
                .flatMap(record -> stored(record.bytes()))
                .ifPresent(entry -> found.put(key, entry)));
        return found;
    }

    @Override
    public void writeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
        var unused = each(
                BackendOperation.WRITE_ALL,
                entries.keySet(),
                budget,
                (key, slot, now) -> written(key, Objects.requireNonNull(entries.get(key)), now));
    }

    @Override
    public void write(EntryKey key, NewEntry entry, CallBudget budget) {
        var unused = change(BackendOperation.WRITE, key, budget, (slot, now) -> written(key, entry, now));
    }

    private static Step<Boolean> written(EntryKey key, NewEntry entry, long now) {
        return Step.to(new Slot(Entry.of(entry, now), null), true).telling(Message.changed(key));
    }

    @Override
    public boolean writeIfAbsent(EntryKey key, NewEntry entry, OptionalLong rejected, CallBudget budget) {
        return change(BackendOperation.WRITE_IF_ABSENT, key, budget, (slot, now) -> {
            Optional<Entry> fresh = slot.fresh(now).filter(there -> !rejected.equals(OptionalLong.of(there.id())));
            return fresh.isEmpty()
                    ? written(key, entry, now)
                    : Step.none(fresh.get().id() == entry.entryId());
        });
    }

    @Override
    public Optional<StoredEntry> remove(EntryKey key, CallBudget budget) {
        if (removing.isPresent()) {
            return removed(BackendOperation.REMOVE, key, budget);
        }
        return change(
                BackendOperation.REMOVE,
                key,
                budget,
                (slot, now) -> Step.to(Slot.EMPTY, slot.there(now).map(entry -> entry.stored(now)))
                        .telling(Message.changed(key)));
    }

    /** Deletes the record of {@code key}, and with it a lease; returns the entry that was there. */
    private Optional<StoredEntry> removed(BackendOperation operation, EntryKey key, CallBudget budget) {
        long now = clock.millis();
        return records.remove(operation, key.value(), removing.orElseThrow(), budget)
                .flatMap(slot -> slot.there(now))
                .map(entry -> entry.stored(now));
    }

    @Override
    public boolean touch(EntryKey key, Lifetime lifetime, CallBudget budget) {
        return change(
                BackendOperation.TOUCH,
                key,
                budget,
                (slot, now) -> slot.fresh(now)
                        .map(entry -> Step.to(new Slot(entry.living(lifetime, now), null), true)
                                .telling(Message.changed(key)))
                        .orElseGet(() -> Step.none(false)));
    }

    @Override
    public boolean slide(EntryKey key, long entryId, Lifetime lifetime, CallBudget budget) {
        return change(
                BackendOperation.SLIDE,
                key,
                budget,
                (slot, now) -> slot.fresh(now)
                        .filter(entry -> entry.id() == entryId)
                        .map(entry -> Step.to(slot.with(entry.living(lifetime, now)), true))
                        .orElseGet(() -> Step.none(false)));
    }

    @Override
    public boolean replace(EntryKey key, long entryId, NewEntry entry, CallBudget budget) {
        return change(BackendOperation.REPLACE, key, budget, (slot, now) -> {
            Optional<Entry> there = slot.there(now);
            return there.filter(old -> old.isFresh(now) && old.id() == entryId).isPresent()
                    ? written(key, entry, now)
                    : Step.none(there.filter(old -> old.id() == entry.entryId()).isPresent());
        });
    }

    @Override
    public long invalidate(Collection<EntryKey> keys, CallBudget budget) {
        if (removing.isPresent()) {
            return keys.stream()
                    .filter(key ->
                            removed(BackendOperation.INVALIDATE, key, budget).isPresent())
                    .count();
        }
        return count(each(
                BackendOperation.INVALIDATE,
                keys,
                budget,
                (key, slot, now) ->
                        Step.to(Slot.EMPTY, slot.there(now).isPresent()).telling(Message.changed(key))));
    }

    @Override
    public long expire(Collection<EntryKey> keys, CallBudget budget) {
        return count(each(BackendOperation.EXPIRE, keys, budget, (key, slot, now) -> {
            Entry entry = slot.entry();
            return Step.to(
                            new Slot(entry == null ? null : entry.expired(now), null),
                            slot.there(now).isPresent())
                    .telling(Message.changed(key));
        }));
    }

    private static long count(Collection<Boolean> answers) {
        return answers.stream().filter(answer -> answer).count();
    }

    /** Decides what becomes of one of several slots, by the time that it is. */
    @FunctionalInterface
    private interface KeyDecision<T> {
        Step<T> of(EntryKey key, Slot slot, long now);
    }

    private <T> Collection<T> each(
            BackendOperation operation, Collection<EntryKey> keys, CallBudget budget, KeyDecision<T> decision) {
        if (keys.size() == 1) {
            EntryKey key = keys.iterator().next();
            T one = change(operation, key, budget, (slot, now) -> decision.of(key, slot, now));
            return List.of(one);
        }
        Map<String, EntryKey> names = new LinkedHashMap<>();
        keys.forEach(key -> names.put(key.value(), key));
        return records.slots(
                        operation,
                        names.keySet(),
                        budget,
                        (name, slot) -> decision.of(Objects.requireNonNull(names.get(name)), slot, clock.millis()))
                .values();
    }

    /** Decides what becomes of a slot, by the time that it is. */
    @FunctionalInterface
    private interface Decision<T> {
        Step<T> of(Slot slot, long now);
    }

    private <T> T change(BackendOperation operation, EntryKey key, CallBudget budget, Decision<T> decision) {
        return records.slot(operation, key.value(), budget, slot -> decision.of(slot, clock.millis()));
    }

    @Override
    public long time(EntryKey key, CallBudget budget) {
        return clock.millis();
    }

    @Override
    public long increment(EntryKey key, long by, Duration ttl, CallBudget budget) {
        return records.change(BackendOperation.INCREMENT, key.value() + ":counter", budget, bytes -> {
            long now = clock.millis();
            long sum = 0;
            long until = Durations.isForever(ttl) ? CasStore.NEVER : now + ttl.toMillis();
            if (bytes.filter(record -> record.length == 2 * Long.BYTES).isPresent()) {
                ByteBuffer in = ByteBuffer.wrap(bytes.get());
                long before = in.getLong();
                long end = in.getLong();
                if (now < end) {
                    sum = before;
                    until = end;
                }
            }
            if (by == 0) {
                return Step.none(sum);
            }
            long next = exactly(key, sum, by);
            byte[] counted = ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(next)
                    .putLong(until)
                    .array();
            return new Step<>(next, counted, until);
        });
    }

    private long exactly(EntryKey key, long sum, long by) {
        try {
            return Math.addExact(sum, by);
        } catch (ArithmeticException e) {
            throw new CacheBackendException(type, BackendOperation.INCREMENT.text(), key.value(), e);
        }
    }

    @Override
    public Optional<BackendLink> link() {
        return Optional.of(link);
    }

    @Override
    public Optional<KeyScan> scan() {
        return scan;
    }

    private boolean discard(EntryKey key, long entryId, CallBudget budget) {
        return change(
                BackendOperation.DISCARD,
                key,
                budget,
                (slot, now) ->
                        slot.there(now).filter(entry -> entry.id() == entryId).isPresent()
                                ? Step.to(slot.with(null), true)
                                : Step.none(false));
    }

    @Override
    public Optional<TagStore> tags() {
        return Optional.of(marks);
    }

    @Override
    public Optional<LeaseStore> leases() {
        return Optional.of(leases);
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.of(this, Capability.COUNTERS, Capability.REPLACEMENT);
    }

    @Override
    public long largestEntry() {
        return Math.max(0, store.largestRecord() - Slot.OVERHEAD);
    }

    @Override
    public Optional<String> contact(CallBudget budget) {
        return store.contact(budget);
    }

    @Override
    public void close() {
        store.close();
    }
}
