// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.statistics;

import io.github.cachex.LatencyStats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long something takes: how often and how long since the start, and the quantiles of the last five minutes. Thread-safe; takes no
 * lock, and has at most {@value #WINDOWS} arrays of {@value #BUCKETS} numbers, one for each minute in which something was recorded.
 *
 * <p>The buckets are those of HdrHistogram (Gil Tene, <a href="https://hdrhistogram.org">hdrhistogram.org</a>), linear within each power
 * of two: microseconds, with {@value #STEPS} buckets a power, so that a quantile is at most a sixteenth or a microsecond too large. What
 * takes longer than an hour is in the last bucket. A ring of such histograms forgets what is old, as the TimeWindow of Micrometer does.
 */
public final class LatencyRecorder {
    private static final int STEP_BITS = 4;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int LONGEST_BITS = 32;
    static final int BUCKETS = (LONGEST_BITS - STEP_BITS + 1) * STEPS;
    static final int WINDOWS = 5;
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier clock;
    private final LongAdder count = new LongAdder();
    private final LongAdder total = new LongAdder();
    private final AtomicReferenceArray<@Nullable Window> windows = new AtomicReferenceArray<>(WINDOWS);

    /** Creates an empty one. */
    public LatencyRecorder() {
        this(System::nanoTime);
    }

    LatencyRecorder(LongSupplier clock) {
        this.clock = clock;
    }

    private static final class Window {
        private final long number;
        private final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS);
        private final AtomicLong longest = new AtomicLong();

        Window(long number) {
            this.number = number;
        }

        void record(long nanos) {
            counts.getAndIncrement(bucket(nanos));
            if (nanos > longest.get()) {
                longest.accumulateAndGet(nanos, Math::max);
            }
        }
    }

    /** Records that it took {@code nanos}. */
    public void record(long nanos) {
        count.increment();
        total.add(nanos);
        window(Math.floorDiv(clock.getAsLong(), WINDOW_NANOS)).record(nanos);
    }

    private Window window(long number) {
        int place = Math.floorMod(number, WINDOWS);
        Window there = windows.get(place);
        while (there == null || there.number < number) {
            Window fresh = new Window(number);
            if (windows.compareAndSet(place, there, fresh)) {
                return fresh;
            }
            there = windows.get(place);
        }
        return there;
    }

    /** Returns the bucket of what took {@code nanos}. */
    static int bucket(long nanos) {
        long micros = Math.min(Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos)), (1L << LONGEST_BITS) - 1);
        int power = Math.max(0, Long.SIZE - STEP_BITS - Long.numberOfLeadingZeros(micros | (STEPS - 1)));
        return (power << STEP_BITS) + (int) (micros >>> Math.max(0, power - 1)) - (power == 0 ? 0 : STEPS);
    }

    /** Returns the nanoseconds that what is in {@code bucket} took less than. */
    static long end(int bucket) {
        int power = bucket >>> STEP_BITS;
        int step = bucket & (STEPS - 1);
        long micros = power == 0 ? step + 1 : (long) (step + 1 + STEPS) << power - 1;
        return TimeUnit.MICROSECONDS.toNanos(micros);
    }

    /** Returns what was recorded. */
    public LatencyStats stats() {
        return together(List.of(this));
    }

    /** Returns what {@code recorders} have recorded, as if one had recorded all. */
    public static LatencyStats together(List<LatencyRecorder> recorders) {
        long count = 0;
        long total = 0;
        long longest = 0;
        long[] buckets = new long[BUCKETS];
        for (LatencyRecorder recorder : recorders) {
            count += recorder.count.sum();
            total += recorder.total.sum();
            longest = Math.max(longest, recorder.addTo(buckets));
        }
        return new LatencyStats(
                count,
                Duration.ofNanos(total),
                quantile(buckets, 50, longest),
                quantile(buckets, 99, longest),
                Duration.ofNanos(longest));
    }

    /** Adds what was recorded of late to {@code buckets}; returns the longest of it. */
    private long addTo(long[] buckets) {
        long now = Math.floorDiv(clock.getAsLong(), WINDOW_NANOS);
        long longest = 0;
        for (int place = 0; place < WINDOWS; place++) {
            Window window = windows.get(place);
            if (window != null && now - window.number < WINDOWS) {
                for (int bucket = 0; bucket < BUCKETS; bucket++) {
                    buckets[bucket] += window.counts.get(bucket);
                }
                longest = Math.max(longest, window.longest.get());
            }
        }
        return longest;
    }

    private static Duration quantile(long[] buckets, int percent, long longest) {
        long all = 0;
        for (long there : buckets) {
            all += there;
        }
        long rank = Math.max(1, (all * percent + 99) / 100);
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += buckets[bucket];
            if (seen >= rank) {
                return Duration.ofNanos(Math.min(end(bucket), longest));
            }
        }
        return Duration.ZERO;
    }
}
