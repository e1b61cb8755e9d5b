// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import io.github.cachex.CacheStats;

/** What a JVM's cache counted, as far as the closing table shows it. */
record Counts(long hits, long waits, long loads) {
    static Counts of(CacheStats stats) {
        return new Counts(stats.hits(), stats.waits(), stats.loads());
    }

    /** Reads what {@link #text()} wrote. */
    static Counts parse(String text) {
        String[] numbers = text.split(" ");
        return new Counts(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }

    String text() {
        return hits + " " + waits + " " + loads;
    }

    Counts and(Counts other) {
        return new Counts(hits + other.hits, waits + other.waits, loads + other.loads);
    }
}
