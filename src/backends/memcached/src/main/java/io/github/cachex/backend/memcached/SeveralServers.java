// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.backend.cas.CasBackend;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.Capability;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagStore;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;

/** Several memcacheds, each of which has the keys that are its own for good, and fails on its own. Thread-safe. */
final class SeveralServers implements CacheBackend {
    private final List<CasBackend> each;
    private final ServerParts parts;
    private final Spread spread;

    /** Creates one; {@code each} has the backend of each of {@code servers}. */
    SeveralServers(List<ServerAddress> servers, List<CasBackend> each) {
        this.each = List.copyOf(each);
        this.parts = new ServerParts(servers, each);
        this.spread = new Spread(parts::place);
    }

    private CasBackend of(EntryKey key) {
        return each.get(parts.place(key));
    }

    private long count(Collection<EntryKey> keys, BiFunction<CasBackend, List<EntryKey>, Long> step) {
        return spread.all(
                new LinkedHashSet<>(keys), (server, some) -> step.apply(each.get(server), some), 0L, Long::sum);
    }

    @Override
    public String type() {
        return MemcachedSettings.TYPE;
    }

    @Override
    public Optional<StoredEntry> read(EntryKey key, CallBudget budget) {
        return of(key).read(key, budget);
    }

    @Override
    public Map<EntryKey, StoredEntry> readAll(Collection<EntryKey> keys, CallBudget budget) {
        return spread.all(
                new LinkedHashSet<>(keys),
                (server, some) -> each.get(server).readAll(some, budget),
                Map.of(),
                Spread::both);
    }

    @Override
    public void write(EntryKey key, NewEntry entry, CallBudget budget) {
        of(key).write(key, entry, budget);
    }

    @Override
    public void writeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
        boolean done = spread.all(
                entries.keySet(),
                (server, some) -> {
                    each.get(server).writeAll(Spread.only(entries, some), budget);
                    return true;
                },
                true,
                Boolean::logicalAnd);
        assert done;
    }

    @Override
    public boolean writeIfAbsent(EntryKey key, NewEntry entry, OptionalLong rejected, CallBudget budget) {
        return of(key).writeIfAbsent(key, entry, rejected, budget);
    }

    @Override
    public Optional<StoredEntry> remove(EntryKey key, CallBudget budget) {
        return of(key).remove(key, budget);
    }

    @Override
    public boolean touch(EntryKey key, Lifetime lifetime, CallBudget budget) {
        return of(key).touch(key, lifetime, budget);
    }

    @Override
    public boolean slide(EntryKey key, long entryId, Lifetime lifetime, CallBudget budget) {
        return of(key).slide(key, entryId, lifetime, budget);
    }

    @Override
    public boolean replace(EntryKey key, long entryId, NewEntry entry, CallBudget budget) {
        return of(key).replace(key, entryId, entry, budget);
    }

    @Override
    public long invalidate(Collection<EntryKey> keys, CallBudget budget) {
        return count(keys, (server, some) -> server.invalidate(some, budget));
    }

    @Override
    public long expire(Collection<EntryKey> keys, CallBudget budget) {
        return count(keys, (server, some) -> server.expire(some, budget));
    }

    @Override
    public long time(EntryKey key, CallBudget budget) {
        return of(key).time(key, budget);
    }

    @Override
    public long increment(EntryKey key, long by, Duration ttl, CallBudget budget) {
        return of(key).increment(key, by, ttl, budget);
    }

    @Override
    public Optional<BackendParts> parts() {
        return Optional.of(parts);
    }

    @Override
    public Optional<TagStore> tags() {
        return Optional.of(new ServerMarks(parts, each));
    }

    @Override
    public Optional<LeaseStore> leases() {
        return Optional.of(new ServerLeases(parts, each, spread));
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.of(this, Capability.COUNTERS, Capability.REPLACEMENT);
    }

    @Override
    public long largestEntry() {
        return each.stream().mapToLong(CacheBackend::largestEntry).min().orElseThrow();
    }

    @Override
    public void close() {
        each.forEach(CacheBackend::close);
        spread.close();
    }
}
