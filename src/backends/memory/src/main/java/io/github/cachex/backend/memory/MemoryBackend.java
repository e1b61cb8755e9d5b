// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.Capability;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagStore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Entries in the memory of this JVM, with leases among its threads, marks, counters and a link. They are bounded by their number and
 * by their bytes; what is rarely asked for is evicted first (W-TinyLFU: Einziger, Friedman and Manes, "TinyLFU: A Highly Efficient
 * Cache Admission Policy", 2017). It starts no threads. Thread-safe.
 */
public final class MemoryBackend implements CacheBackend {
    static final String TYPE = "memory";

    private final Cache<EntryKey, MemoryEntry> entries;
    private final MemoryLink link = new MemoryLink();
    private final MemoryLeases leases;
    private final MemoryTags tags;
    private final MemoryScan scan;
    private final Counters counters;
    private final LongSupplier clock;
    private final LongAdder evictions = new LongAdder();

    MemoryBackend(long maxEntries, long maxBytes, LongSupplier clock) {
        Capacity capacity = new Capacity(maxEntries, maxBytes);
        this.clock = clock;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(capacity.units())
                .weigher(capacity)
                .expireAfter(new Ending<MemoryEntry>((held, now) -> held.wholeNanos() - (now - held.since())))
                .evictionListener((key, held, cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        evictions.increment();
                    }
                })
                .ticker(clock::getAsLong)
                .executor(Runnable::run)
                .build();
        this.leases = new MemoryLeases(entries, new LockStripes(), link, clock);
        this.tags = new MemoryTags(link, clock);
        this.scan = new MemoryScan(entries.asMap().keySet(), entries::estimatedSize, this::discard);
        this.counters = new Counters(maxEntries, evictions, clock);
    }

    /**
     * Returns a backend that holds at most {@code maxEntries}, and at most {@code maxBytes} of keys and content.
     *
     * @param maxEntries 1 to 2<sup>30</sup>
     * @param maxBytes 1 to 2<sup>50</sup>
     */
    public static MemoryBackend holding(long maxEntries, long maxBytes) {
        if (maxEntries < 1 || maxEntries > Capacity.MOST_ENTRIES || maxBytes < 1 || maxBytes > Capacity.MOST_BYTES) {
            throw new IllegalArgumentException("maxEntries=" + maxEntries + " maxBytes=" + maxBytes
                    + ": out of range; entries may be 1 to 2^30, bytes 1 to 2^50");
        }
        return new MemoryBackend(maxEntries, maxBytes, System::nanoTime);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Optional<StoredEntry> read(EntryKey key, CallBudget budget) {
        MemoryEntry held = entries.getIfPresent(key);
        return held == null ? Optional.empty() : Optional.of(held.stored(clock.getAsLong()));
    }

    @Override
    public void write(EntryKey key, NewEntry entry, CallBudget budget) {
        inTime("write", key.value(), budget);
        leases.change(key, () -> leases.written(key, put(key, entry)));
    }

    @Override
    public boolean writeIfAbsent(EntryKey key, NewEntry entry, OptionalLong rejected, CallBudget budget) {
        inTime("writeIfAbsent", key.value(), budget);
        return leases.change(key, () -> {
            MemoryEntry held = entries.getIfPresent(key);
            if (held == null
                    || !held.isFresh(clock.getAsLong())
                    || rejected.isPresent() && rejected.getAsLong() == held.entryId()) {
                return leases.written(key, put(key, entry));
            }
            return leases.unchanged(held.entryId() == entry.entryId());
        });
    }

    private boolean put(EntryKey key, NewEntry entry) {
        entries.put(key, MemoryEntry.of(entry, clock.getAsLong()));
        return true;
    }

    @Override
    public Optional<StoredEntry> remove(EntryKey key, CallBudget budget) {
        return leases.change(key, () -> {
            MemoryEntry held = entries.asMap().remove(key);
            return leases.written(key, Optional.ofNullable(held).map(there -> there.stored(clock.getAsLong())));
        });
    }

    @Override
    public boolean touch(EntryKey key, Lifetime lifetime, CallBudget budget) {
        return leases.change(key, () -> {
            long now = clock.getAsLong();
            MemoryEntry held = entries.getIfPresent(key);
            if (held == null || !held.isFresh(now)) {
                return leases.unchanged(false);
            }
            entries.put(key, held.touched(lifetime, now));
            return leases.written(key, true);
        });
    }

    @Override
    public long invalidate(Collection<EntryKey> keys, CallBudget budget) {
        return new HashSet<>(keys)
                .stream().filter(key -> remove(key, budget).isPresent()).count();
    }

    @Override
    public long expire(Collection<EntryKey> keys, CallBudget budget) {
        return new HashSet<>(keys).stream().filter(this::expire).count();
    }

    private boolean expire(EntryKey key) {
        return leases.change(key, () -> {
            long now = clock.getAsLong();
            MemoryEntry held = entries.getIfPresent(key);
            if (held != null && held.lifetime().stale().isZero()) {
                entries.invalidate(key);
            } else if (held != null && held.isFresh(now)) {
                entries.put(key, held.expired(now));
            }
            return leases.written(key, held != null);
        });
    }

    @Override
    public boolean slide(EntryKey key, long entryId, Lifetime lifetime, CallBudget budget) {
        return leases.change(key, () -> {
            long now = clock.getAsLong();
            MemoryEntry held = entries.getIfPresent(key);
            if (held == null || held.entryId() != entryId || !held.isFresh(now)) {
                return leases.unchanged(false);
            }
            entries.put(key, held.touched(lifetime, now));
            return leases.unchanged(true);
        });
    }

    @Override
    public boolean replace(EntryKey key, long entryId, NewEntry entry, CallBudget budget) {
        inTime("replace", key.value(), budget);
        return leases.change(key, () -> {
            MemoryEntry held = entries.getIfPresent(key);
            if (held == null || held.entryId() != entryId || !held.isFresh(clock.getAsLong())) {
                return leases.unchanged(held != null && held.entryId() == entry.entryId());
            }
            return leases.written(key, put(key, entry));
        });
    }

    @Override
    public long time(EntryKey key, CallBudget budget) {
        return TimeUnit.NANOSECONDS.toMillis(clock.getAsLong());
    }

    private boolean discard(EntryKey key, long entryId) {
        return leases.change(key, () -> {
            MemoryEntry held = entries.getIfPresent(key);
            boolean goes = held != null && held.entryId() == entryId;
            if (goes) {
                entries.invalidate(key);
            }
            return leases.unchanged(goes);
        });
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.of(this, Capability.COUNTERS, Capability.REPLACEMENT);
    }

    @Override
    public long increment(EntryKey key, long by, Duration ttl, CallBudget budget) {
        inTime("increment", key.value(), budget);
        try {
            return counters.increment(key, by, ttl);
        } catch (ArithmeticException e) {
            throw new CacheBackendException(TYPE, "increment", key.value(), "the sum is out of range", e);
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
        return Optional.of(scan);
    }

    @Override
    public Optional<LeaseStore> leases() {
        return Optional.of(leases);
    }

    @Override
    public OptionalLong entries() {
        return OptionalLong.of(entries.estimatedSize());
    }

    @Override
    public OptionalLong evictions() {
        return OptionalLong.of(evictions.sum());
    }

    @Override
    public void close() {
        link.close();
        entries.invalidateAll();
        leases.clear();
        tags.clear();
        counters.clear();
    }

    /** A write whose caller has given up must not replace what was written since. */
    static void inTime(String operation, String key, CallBudget budget) {
        if (budget.isSpent()) {
            throw new CacheConnectionException(TYPE, operation, key, "its budget is spent", false, null);
        }
    }
}
