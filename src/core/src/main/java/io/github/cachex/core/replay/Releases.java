// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.replay;

import io.github.cachex.core.time.Nanos;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.Release;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Leases that this JVM perhaps holds and does not want. Thread-safe. */
final class Releases {
    /** For one caller of many keys at once, not for an outage of hours. */
    private static final int MOST = 10_000;

    // The backend may run the acquire long after it was sent, so once is not enough: until the lease was found and
    // ended,
    // or would have ended by itself.
    private final Map<Holder, Long> untilNanos = new ConcurrentHashMap<>();

    record Holder(EntryKey key, long token) {}

    void add(EntryKey key, long token, Duration lease) {
        if (untilNanos.size() >= MOST) {
            untilNanos.values().removeIf(until -> System.nanoTime() - until > 0);
        }
        if (untilNanos.size() >= MOST) {
            // It ends by itself.
            return;
        }
        untilNanos.put(new Holder(key, token), System.nanoTime() + Nanos.of(lease));
    }

    boolean isEmpty() {
        return untilNanos.isEmpty();
    }

    /** Gives those of {@code mine} back once, where they are held by now. */
    void replay(LeaseStore leases, Replay replay, Predicate<EntryKey> mine) {
        untilNanos.forEach((holder, until) -> {
            if (!mine.test(holder.key())) {
                return;
            }
            boolean held = replay.call(
                    budget -> leases.release(holder.key(), holder.token(), Release.ABANDONED, Duration.ZERO, budget));
            if (held || System.nanoTime() - until > 0) {
                untilNanos.remove(holder, until);
            }
        });
    }
}
