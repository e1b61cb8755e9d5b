// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells what Redis's clock shows, from its answers and this JVM's running time: the wall clocks of clients do not matter.
 *
 * <p>Each answer bounds the difference of the two clocks, since Redis read its own between sending and receiving. The
 * bounds of many answers are drawn together (after Marzullo, "Maintaining the Time in a Distributed System", 1984); those
 * that contradict what was known (another server, a clock that was set) replace it. Thread-safe.
 */
final class RedisClock {
    /** Clocks drift apart: after this, bounds are taken anew. 50 ppm make 3 ms of it. */
    private static final long TRUSTED_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long AHEAD_MICROS = TimeUnit.DAYS.toMicros(1);
    private static final long HIGHEST_EPOCH = (1L << 53) - 1;

    private final AtomicReference<@Nullable Bounds> bounds = new AtomicReference<>();
    private final LongSupplier nanos;
    private final long origin;

    RedisClock() {
        this(System::nanoTime);
    }

    RedisClock(LongSupplier nanos) {
        this.nanos = nanos;
        this.origin = nanos.getAsLong();
    }

    /** The difference of Redis's time and ours, in nanoseconds, at least and at most; and when that was learned. */
    private record Bounds(long least, long most, long learned) {
        Bounds and(@Nullable Bounds known) {
            if (known == null || learned - known.learned > TRUSTED_NANOS) {
                return this;
            }
            long least = Math.max(this.least, known.least);
            long most = Math.min(this.most, known.most);
            return least > most ? this : new Bounds(least, most, learned);
        }
    }

    /** Returns a mark to be taken before a command is sent, for {@link #learn}. */
    long mark() {
        return nanos.getAsLong() - origin;
    }

    /** Learns from an answer that has just come, to a command sent after {@code mark}. */
    void learn(long mark, long redisMillis) {
        long now = mark();
        long shown = TimeUnit.MILLISECONDS.toNanos(redisMillis);
        // Redis cuts off what is below a millisecond.
        Bounds learned = new Bounds(shown - now, shown + TimeUnit.MILLISECONDS.toNanos(1) - mark, now);
        bounds.accumulateAndGet(learned, (known, next) -> next == null ? known : next.and(known));
    }

    /** Forgets what was learned: another server answers from now on. */
    void forget() {
        bounds.set(null);
    }

    /** Returns whether nothing has been learned for so long that the next chance is to be taken. */
    boolean isDue() {
        Bounds known = bounds.get();
        return known == null || mark() - known.learned > TRUSTED_NANOS;
    }

    /** Returns whether Redis told the time within the last second. */
    boolean isRecent() {
        Bounds known = bounds.get();
        return known != null && mark() - known.learned <= RECENT_NANOS;
    }

    /** Returns the time in ms that Redis's clock shows at most; nothing fresh by it is stale to Redis. */
    Optional<Long> latest() {
        return Optional.ofNullable(bounds.get()).map(known -> TimeUnit.NANOSECONDS.toMillis(known.most + mark()));
    }

    /**
     * Returns the highest epoch of marks that there can be now, as the scripts know it: a day's microseconds ahead of Redis's
     * clock, which may have been set back. Where that is not known, what scripts can tell apart.
     */
    long highestEpoch() {
        return latest().map(time -> TimeUnit.MILLISECONDS.toMicros(time) + AHEAD_MICROS)
                .orElse(HIGHEST_EPOCH);
    }

    /** Returns the time in ms that Redis's clock shows at least after {@code nanos} from now. */
    Optional<Long> earliestAfter(long nanos) {
        return Optional.ofNullable(bounds.get())
                .map(known -> TimeUnit.NANOSECONDS.toMillis(known.least + mark() + nanos));
    }
}
