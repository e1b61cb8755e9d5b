// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;

/**
 * A measured time, which can be printed, and compared with a promised bound alone.
 *
 * <p>A bound is promised for an idle machine of today; a test must also pass on one that is five times slower. So five times the
 * bound is granted, and what a test wants to tell apart has to lie further apart than that: a budget of half a second from a
 * timeout of half a minute. Figures that need less room belong into benchmarks.
 *
 * <pre>{@code
 * Elapsed elapsed = Elapsed.start();
 * cache.fetch(key, loader);
 * elapsed.isWithin(Duration.ofMillis(600));
 * }</pre>
 *
 * Immutable, thus thread-safe.
 */
public final class Elapsed {
    private static final int SLOWER = 5;

    private final long startedAt;
    private final long measured;

    private Elapsed(long startedAt, long measured) {
        this.startedAt = startedAt;
        this.measured = measured;
    }

    /** Starts to measure; what is asked of the result later is asked of the time until then. */
    public static Elapsed start() {
        return new Elapsed(System.nanoTime(), -1);
    }

    /** Returns a time of {@code nanos} ns, 0 or more, that was measured elsewhere: in another process, say. */
    public static Elapsed ofNanos(long nanos) {
        return new Elapsed(0, Math.max(0, nanos));
    }

    /** Returns the longest of {@code times}; 0 if there is none. */
    public static Elapsed longestOf(Collection<Elapsed> times) {
        return ofNanos(times.stream().mapToLong(Elapsed::nanos).max().orElse(0));
    }

    /** Returns the median of {@code times}, the upper one of two; 0 if there is none. */
    public static Elapsed medianOf(Collection<Elapsed> times) {
        long[] sorted = times.stream().mapToLong(Elapsed::nanos).sorted().toArray();
        return ofNanos(sorted.length == 0 ? 0 : sorted[sorted.length / 2]);
    }

    /** Returns what {@code percent} of a hundred of {@code times} do not exceed, above 0 and up to 100; 0 if there is none. */
    public static Elapsed percentileOf(Collection<Elapsed> times, double percent) {
        long[] sorted = times.stream().mapToLong(Elapsed::nanos).sorted().toArray();
        int rank = (int) Math.ceil(sorted.length * percent / 100);
        return ofNanos(sorted.length == 0 ? 0 : sorted[Math.max(1, rank) - 1]);
    }

    /** Ends the measurement: returns the time until now, which stays as it is. */
    public Elapsed stop() {
        return ofNanos(nanos());
    }

    /** Fails with an {@link AssertionError} if this is longer than a machine five times slower takes for {@code promised}. */
    public void isWithin(Duration promised) {
        Duration granted = promised.multipliedBy(SLOWER);
        Duration taken = Duration.ofNanos(nanos());
        if (taken.compareTo(granted) > 0) {
            throw new AssertionError("took " + this + "; promised are " + ofNanos(promised.toNanos()) + ", granted "
                    + ofNanos(granted.toNanos()));
        }
    }

    /** Fails with an {@link AssertionError} if this is shorter than {@code promised}, which no machine is too slow for. */
    public void isAtLeast(Duration promised) {
        if (Duration.ofNanos(nanos()).compareTo(promised) < 0) {
            throw new AssertionError("took " + this + "; at least " + ofNanos(promised.toNanos()) + " are promised");
        }
    }

    private long nanos() {
        return measured >= 0 ? measured : System.nanoTime() - startedAt;
    }

    /** Returns the time as text, in ms. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f ms", nanos() / 1e6);
    }
}
