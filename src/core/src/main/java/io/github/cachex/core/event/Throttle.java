// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.event;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Lets one of each sort through per ten seconds, or the time given, and counts the others. */
final class Throttle {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final int MOST = 1_000;

    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<String, Gate> gates = new ConcurrentHashMap<>();

    Throttle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns how many of {@code sort} were left out since the last that passed; empty if this one is left out too. */
    OptionalLong pass(String sort) {
        return pass(sort, WINDOW);
    }

    /** The same, with one per {@code window} of a sort that is always given this. */
    OptionalLong pass(String sort, Duration window) {
        long nanos = window.toNanos();
        // What servers say is of any sort.
        String known = gates.size() < MOST || gates.containsKey(sort) ? sort : "others";
        return gates.computeIfAbsent(known, first -> new Gate(nanoTime.getAsLong() - nanos))
                .pass(nanoTime.getAsLong(), nanos);
    }

    /** Returns how many of each sort were left out and not told yet, and starts anew. */
    Map<String, Long> drain() {
        Map<String, Long> left = new TreeMap<>();
        gates.forEach((sort, gate) -> {
            long leftOut = gate.drain();
            if (leftOut > 0) {
                left.put(sort, leftOut);
            }
        });
        return left;
    }

    private static final class Gate {
        private long openedAt;
        private long leftOut;

        Gate(long openedAt) {
            this.openedAt = openedAt;
        }

        synchronized OptionalLong pass(long now, long window) {
            if (now - openedAt < window) {
                leftOut++;
                return OptionalLong.empty();
            }
            openedAt = now;
            return OptionalLong.of(drain());
        }

        synchronized long drain() {
            long drained = leftOut;
            leftOut = 0;
            return drained;
        }
    }
}
