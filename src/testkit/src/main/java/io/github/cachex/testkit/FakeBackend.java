// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A backend in memory for tests: simple, unbounded, with leases, and with a clock that the test moves. A second instance
 * over the same entries stands for another JVM of the cluster. Thread-safe.
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
    private volatile Consumer<String> sink = key -> {};
    private volatile boolean closed;

    private FakeBackend(FakeStore store) {
        this.store = store;
    }

    /** Returns an empty backend whose time is told by {@code clock}. */
    public static FakeBackend on(Clock clock) {
        return new FakeBackend(new FakeStore(clock));
    }

    /** Returns an empty backend whose time is the system's. */
    public static FakeBackend create() {
        return on(Clock.systemUTC());
    }

    /** Returns another backend over the same entries and leases, as another JVM would hold. */
    public FakeBackend sibling() {
        return new FakeBackend(store);
    }

    /** Puts {@code bytes} under {@code key} as something that no Cachex backend wrote. */
    public void plantForeign(EntryKey key, byte[] bytes) {
        store.plant(key.value(), bytes);
    }

    /** Returns whether anyone holds the lease of {@code key}. */
    public boolean isLeased(EntryKey key) {
        return store.isLeased(key.value());
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
        return store.read(key.value());
    }

    @Override
    public void write(EntryKey key, NewEntry entry, CallBudget budget) {
        inTime("write", key, budget);
        woken(key, store.write(key.value(), entry));
    }

    @Override
    public boolean writeIfAbsent(EntryKey key, NewEntry entry, OptionalLong rejected, CallBudget budget) {
        inTime("writeIfAbsent", key, budget);
        return woken(key, store.writeIfAbsent(key.value(), entry, rejected));
    }

    @Override
    public Optional<StoredEntry> remove(EntryKey key, CallBudget budget) {
        inTime("remove", key, budget);
        return woken(key, store.remove(key.value()));
    }

    @Override
    public boolean touch(EntryKey key, Lifetime lifetime, CallBudget budget) {
        inTime("touch", key, budget);
        return woken(key, store.touch(key.value(), lifetime));
    }

    @Override
    public long invalidate(Collection<EntryKey> keys, CallBudget budget) {
        return keys.stream()
                .peek(key -> inTime("invalidate", key, budget))
                .filter(key -> woken(key, store.remove(key.value())).isPresent())
                .count();
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
    }

    @Override
    public LeaseAnswer acquire(EntryKey key, LeaseRequest request, CallBudget budget) {
        inTime("acquire", key, budget);
        return store.acquire(key.value(), request, this);
    }

    @Override
    public boolean store(EntryKey key, NewEntry entry, CallBudget budget) {
        inTime("store", key, budget);
        return woken(key, store.store(key.value(), entry));
    }

    @Override
    public boolean release(EntryKey key, long token, Release reason, Duration marker, CallBudget budget) {
        inTime("release", key, budget);
        return woken(key, store.release(key.value(), token, reason, marker));
    }

    @Override
    public boolean renew(EntryKey key, long token, Duration lease, CallBudget budget) {
        inTime("renew", key, budget);
        return store.renew(key.value(), token, lease);
    }

    @Override
    public void onWake(Consumer<String> sink) {
        this.sink = sink;
    }

    private static <T> T woken(EntryKey key, FakeStore.Outcome<T> outcome) {
        outcome.woken().forEach(waiter -> waiter.sink.accept(key.value()));
        return outcome.result();
    }

    private static void inTime(String operation, EntryKey key, CallBudget budget) {
        if (budget.isSpent()) {
            throw new CacheConnectionException("fake", operation, key.value(), "the budget is spent", false, null);
        }
    }
}
