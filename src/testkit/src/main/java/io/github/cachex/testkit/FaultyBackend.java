// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagStore;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Wraps a backend and makes chosen operations go wrong. Without operations named, a fault is for all of them. The link is the
 * wrapped backend's own. Thread-safe.
 *
 * <pre>{@code
 * FaultyBackend backend = FaultyBackend.over(FakeBackend.on(clock));
 * backend.fail(Operation.READ);             // refused from now on, nothing done
 * backend.loseAnswer(Operation.STORE);      // done, but the caller hears of a time-out
 * backend.late(Operation.WRITE);            // a time-out now, done when runLate() is called
 * backend.hang();                           // every operation answers nothing until its budget is spent
 * backend.heal();
 * }</pre>
 */
public final class FaultyBackend implements CacheBackend {
    private final CacheBackend inner;
    private final Faults faults = new Faults();
    private final Optional<LeaseStore> leases;
    private final Optional<TagStore> tags;
    private final Optional<KeyScan> scan;

    private FaultyBackend(CacheBackend inner) {
        this.inner = inner;
        this.leases = inner.leases().map(store -> new FaultyLeases(store, faults));
        this.tags = inner.tags().map(store -> new FaultyTags(store, faults));
        this.scan = inner.scan().map(store -> new FaultyScan(store, faults));
    }

    /** Returns a wrapper around {@code inner} that does nothing wrong yet. */
    public static FaultyBackend over(CacheBackend inner) {
        return new FaultyBackend(inner);
    }

    /** Makes {@code operations} fail at once, as with a refused connection: nothing is done. */
    public void fail(Operation... operations) {
        faults.set(Faults.Fault.FAIL, operations);
    }

    /** Makes {@code operations} do nothing and answer nothing until their budget is spent, or until {@link #heal}. */
    public void hang(Operation... operations) {
        faults.set(Faults.Fault.HANG, operations);
    }

    /** Makes {@code operations} happen, while their caller hears that they perhaps did. */
    public void loseAnswer(Operation... operations) {
        faults.set(Faults.Fault.LOSE_ANSWER, operations);
    }

    /**
     * Makes {@code operations} be kept for {@link #runLate}, while their caller hears that they perhaps happened. A write,
     * touch, slide, remove or increment keeps its budget, which may be spent by then; the others no longer have one.
     */
    public void late(Operation... operations) {
        faults.set(Faults.Fault.LATE, operations);
    }

    /** Ends the faults of {@code operations}; of all when none is named. Those that hang go on and fail. */
    public void heal(Operation... operations) {
        faults.set(Faults.Fault.NONE, operations);
    }

    /** Lets the operations that came {@link #late} happen now, in their order, and returns how many there were. */
    public int runLate() {
        return faults.runLate();
    }

    /** Returns how often {@code operation} was called, faulty or not. */
    public int calls(Operation operation) {
        return faults.calls(operation);
    }

    /** Returns how often any operation was called, faulty or not. */
    public int calls() {
        return faults.calls();
    }

    @Override
    public String type() {
        return inner.type();
    }

    @Override
    public Optional<StoredEntry> read(EntryKey key, CallBudget budget) {
        return faults.run(Operation.READ, key.value(), budget, left -> inner.read(key, left));
    }

    @Override
    public Map<EntryKey, StoredEntry> readAll(Collection<EntryKey> keys, CallBudget budget) {
        return faults.run(Operation.READ_ALL, values(keys), budget, left -> inner.readAll(keys, left));
    }

    @Override
    public void write(EntryKey key, NewEntry entry, CallBudget budget) {
        faults.run(Operation.WRITE, key.value(), budget, left -> {
            inner.write(key, entry, left);
            return true;
        });
    }

    @Override
    public void writeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
        faults.run(Operation.WRITE_ALL, values(entries.keySet()), budget, left -> {
            inner.writeAll(entries, left);
            return true;
        });
    }

    @Override
    public boolean writeIfAbsent(EntryKey key, NewEntry entry, OptionalLong rejected, CallBudget budget) {
        return faults.run(
                Operation.WRITE_IF_ABSENT,
                key.value(),
                budget,
                left -> inner.writeIfAbsent(key, entry, rejected, left));
    }

    @Override
    public Optional<StoredEntry> remove(EntryKey key, CallBudget budget) {
        return faults.run(Operation.REMOVE, key.value(), budget, left -> inner.remove(key, left));
    }

    @Override
    public boolean touch(EntryKey key, Lifetime lifetime, CallBudget budget) {
        return faults.run(Operation.TOUCH, key.value(), budget, left -> inner.touch(key, lifetime, left));
    }

    @Override
    public long invalidate(Collection<EntryKey> keys, CallBudget budget) {
        return faults.run(Operation.INVALIDATE, values(keys), budget, left -> inner.invalidate(keys, left));
    }

    @Override
    public long expire(Collection<EntryKey> keys, CallBudget budget) {
        return faults.run(Operation.EXPIRE, values(keys), budget, left -> inner.expire(keys, left));
    }

    @Override
    public boolean replace(EntryKey key, long entryId, NewEntry entry, CallBudget budget) {
        return faults.run(Operation.REPLACE, key.value(), budget, left -> inner.replace(key, entryId, entry, left));
    }

    @Override
    public long time(EntryKey key, CallBudget budget) {
        return inner.time(key, budget);
    }

    @Override
    public boolean slide(EntryKey key, long entryId, Lifetime lifetime, CallBudget budget) {
        return faults.run(Operation.SLIDE, key.value(), budget, left -> inner.slide(key, entryId, lifetime, left));
    }

    @Override
    public long increment(EntryKey key, long by, Duration ttl, CallBudget budget) {
        return faults.run(Operation.INCREMENT, key.value(), budget, left -> inner.increment(key, by, ttl, left));
    }

    @Override
    public Optional<BackendLink> link() {
        return inner.link();
    }

    @Override
    public Optional<TagStore> tags() {
        return tags;
    }

    @Override
    public Optional<KeyScan> scan() {
        return scan;
    }

    @Override
    public Optional<LeaseStore> leases() {
        return leases;
    }

    @Override
    public OptionalLong entries() {
        return inner.entries();
    }

    @Override
    public OptionalLong evictions() {
        return inner.evictions();
    }

    @Override
    public void close() {
        heal();
        inner.close();
    }

    static String values(Collection<EntryKey> keys) {
        return String.join(" ", keys.stream().map(EntryKey::value).toList());
    }
}
