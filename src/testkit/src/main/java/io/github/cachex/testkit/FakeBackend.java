// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.Capability;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A backend in memory for tests: simple, unbounded, with leases, marks, counters and a link, and with a clock that the test
 * moves. A second instance over the same entries stands for another JVM of the cluster: what either does, the listeners of
 * both have heard when it returns. Thread-safe.
 *
 * <pre>{@code
 * ManualClock clock = ManualClock.create();
 * FakeBackend backend = FakeBackend.on(clock);
 * FakeBackend otherJvm = backend.sibling();
 * clock.advance(Duration.ofMinutes(6));
 * }</pre>
 */
public final class FakeBackend implements CacheBackend, LeaseStore {
    private final FakeStore store;
    private final FakeTags tags;
    private final FakeCounters counters;
    private final FakeWire wire;
    private final FakeLink link;
    private volatile Consumer<String> sink = key -> {};
    private volatile boolean closed;

    private FakeBackend(FakeStore store, FakeTags tags, FakeCounters counters, FakeWire wire) {
        this.store = store;
        this.tags = tags;
        this.counters = counters;
        this.wire = wire;
        this.link = new FakeLink(wire);
    }

    /** Returns an empty backend whose time is told by {@code clock}. */
    public static FakeBackend on(Clock clock) {
        FakeWire wire = new FakeWire();
        return new FakeBackend(new FakeStore(clock, wire), new FakeTags(clock, wire), new FakeCounters(clock), wire);
    }

    /** Returns an empty backend whose time is the system's. */
    public static FakeBackend create() {
        return on(Clock.systemUTC());
    }

    /** Returns another backend over the same entries, leases, marks and counters, as another JVM would hold. */
    public FakeBackend sibling() {
        return new FakeBackend(store, tags, counters, wire);
    }

    /** Breaks the link of this instance: its listeners hear that, and nothing more until {@link #mendLink}. */
    public void cutLink() {
        link.cut();
    }

    /** Lets the listeners of this instance join again what they had joined. What happened meanwhile they missed. */
    public void mendLink() {
        link.mend();
    }

    /** Loses all marks of {@code cache}, as a backend that was flushed: the next one begins another set. Tells nobody. */
    public void loseMarks(CacheSpace cache) {
        tags.lose(cache);
    }

    /** Puts {@code bytes} under {@code key} as something that no Cachex backend wrote. */
    public void plantForeign(EntryKey key, byte[] bytes) {
        store.plant(key, bytes);
    }

    /** Returns whether anyone holds the lease of {@code key}. */
    public boolean isLeased(EntryKey key) {
        return store.isLeased(key);
    }

    /** Returns whether this instance has been closed. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public String type() {
        return "fake";
    }

    @Override
    public Optional<StoredEntry> read(EntryKey key, CallBudget budget) {
        inTime("read", key, budget);
        return store.read(key);
    }

    @Override
    public void write(EntryKey key, NewEntry entry, CallBudget budget) {
        inTime("write", key, budget);
        told(key, store.write(key, entry));
    }

    @Override
    public boolean writeIfAbsent(EntryKey key, NewEntry entry, OptionalLong rejected, CallBudget budget) {
        inTime("writeIfAbsent", key, budget);
        return told(key, store.writeIfAbsent(key, entry, rejected));
    }

    @Override
    public Optional<StoredEntry> remove(EntryKey key, CallBudget budget) {
        inTime("remove", key, budget);
        return told(key, store.remove(key));
    }

    @Override
    public boolean touch(EntryKey key, Lifetime lifetime, CallBudget budget) {
        inTime("touch", key, budget);
        return told(key, store.touch(key, lifetime));
    }

    @Override
    public long invalidate(Collection<EntryKey> keys, CallBudget budget) {
        return keys.stream()
                .peek(key -> inTime("invalidate", key, budget))
                .filter(key -> told(key, store.remove(key)).isPresent())
                .count();
    }

    @Override
    public long expire(Collection<EntryKey> keys, CallBudget budget) {
        return new LinkedHashSet<>(keys)
                .stream()
                        .peek(key -> inTime("expire", key, budget))
                        .filter(key -> told(key, store.expire(key)))
                        .count();
    }

    @Override
    public boolean slide(EntryKey key, long entryId, Lifetime lifetime, CallBudget budget) {
        inTime("slide", key, budget);
        return store.slide(key, entryId, lifetime);
    }

    @Override
    public boolean replace(EntryKey key, long entryId, NewEntry entry, CallBudget budget) {
        inTime("replace", key, budget);
        return told(key, store.replace(key, entryId, entry));
    }

    @Override
    public long time(EntryKey key, CallBudget budget) {
        return store.time();
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.of(this, Capability.COUNTERS, Capability.REPLACEMENT);
    }

    @Override
    public long increment(EntryKey key, long by, Duration ttl, CallBudget budget) {
        inTime("increment", key, budget);
        try {
            return counters.increment(key, by, ttl);
        } catch (ArithmeticException e) {
            throw new CacheBackendException("fake", "increment", key.value(), e);
        }
    }

    @Override
    public Optional<BackendLink> link() {
        return Optional.of(link);
    }

    @Override
    public Optional<TagStore> tags() {
        return Optional.of(tags);
    }

    @Override
    public Optional<KeyScan> scan() {
        return Optional.of(new FakeScan(store));
    }

    @Override
    public Optional<LeaseStore> leases() {
        return Optional.of(this);
    }

    @Override
    public OptionalLong entries() {
        return OptionalLong.of(store.size());
    }

    @Override
    public void close() {
        closed = true;
        link.close();
    }

    @Override
    public LeaseAnswer acquire(EntryKey key, LeaseRequest request, CallBudget budget) {
        inTime("acquire", key, budget);
        return store.acquire(key, request, this);
    }

    @Override
    public boolean store(EntryKey key, NewEntry entry, CallBudget budget) {
        inTime("store", key, budget);
        return told(key, store.store(key, entry));
    }

    @Override
    public boolean storeAndTell(EntryKey key, NewEntry entry, CallBudget budget) {
        inTime("store", key, budget);
        return told(key, store.storeAndTell(key, entry));
    }

    @Override
    public boolean release(EntryKey key, long token, Release reason, Duration marker, CallBudget budget) {
        inTime("release", key, budget);
        return told(key, store.release(key, token, reason, marker));
    }

    @Override
    public boolean renew(EntryKey key, long token, Duration lease, CallBudget budget) {
        inTime("renew", key, budget);
        return store.renew(key, token, lease);
    }

    @Override
    public void onWake(Consumer<String> sink) {
        this.sink = sink;
    }

    private <T> T told(EntryKey key, FakeStore.Outcome<T> outcome) {
        wire.deliver();
        outcome.woken().forEach(waiter -> waiter.sink.accept(key.value()));
        return outcome.result();
    }

    private static void inTime(String operation, EntryKey key, CallBudget budget) {
        inTime(operation, key.value(), budget);
    }

    static void inTime(String operation, String key, CallBudget budget) {
        if (budget.isSpent()) {
            throw new CacheConnectionException("fake", operation, key, "the budget is spent", false, null);
        }
    }
}
