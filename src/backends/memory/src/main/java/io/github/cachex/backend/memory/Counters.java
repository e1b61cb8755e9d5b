// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.github.cachex.spi.EntryKey;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counters that end by themselves. They have room of their own, which entries cannot take from them: a counter that is dropped
 * before its time begins at zero again, and lets through what it was to limit.
 */
final class Counters {
    private static final long LEAST_ROOM = 100_000;

    private final Cache<EntryKey, Counter> counters;
    private final LongSupplier clock;

    /** Creates some with room for at least {@code maxEntries}; what is dropped for want of it adds to {@code evictions}. */
    Counters(long maxEntries, LongAdder evictions, LongSupplier clock) {
        this.clock = clock;
        this.counters = Caffeine.newBuilder()
                .maximumSize(Math.max(maxEntries, LEAST_ROOM))
                .expireAfter(new Ending<Counter>((counter, now) -> counter.until - now))
                .evictionListener((key, counter, cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        evictions.increment();
                    }
                })
                .ticker(clock::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    private record Counter(long sum, long until) {}

    /** Returns the new sum, or throws {@link ArithmeticException} if no long holds it. */
    long increment(EntryKey key, long by, Duration ttl) {
        if (by == 0) {
            Counter counter = counters.getIfPresent(key);
            return counter == null ? 0 : counter.sum;
        }
        return counters.asMap()
                .compute(
                        key,
                        (same, counter) -> counter == null
                                ? new Counter(by, clock.getAsLong() + MemoryEntry.nanos(ttl))
                                : new Counter(Math.addExact(counter.sum, by), counter.until))
                .sum;
    }

    void clear() {
        counters.invalidateAll();
    }
}
