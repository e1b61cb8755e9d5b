// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The counters of a {@link FakeBackend}, shared by its siblings; one lock around everything. */
final class FakeCounters {
    private final Clock clock;
    private final Map<EntryKey, Counter> counters = new HashMap<>();

    FakeCounters(Clock clock) {
        this.clock = clock;
    }

    private record Counter(long sum, Instant until) {}

    /** Returns the new sum, or throws {@link ArithmeticException} if no long holds it. */
    synchronized long increment(EntryKey key, long by, Duration ttl) {
        Instant now = clock.instant();
        Counter counter = counters.get(key);
        if (counter == null || !now.isBefore(counter.until)) {
            counter = new Counter(0, Durations.isForever(ttl) ? Instant.MAX : now.plus(ttl));
        }
        if (by == 0) {
            return counter.sum;
        }
        Counter sum = new Counter(Math.addExact(counter.sum, by), counter.until);
        counters.put(key, sum);
        return sum.sum;
    }
}
