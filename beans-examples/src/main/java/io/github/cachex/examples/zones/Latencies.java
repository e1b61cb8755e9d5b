// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** How long answers took, in microseconds, sorted. */
record Latencies(long[] micros) {
    static Latencies of(LongStream micros) {
        return new Latencies(micros.sorted().toArray());
    }

    /** Reads what {@link #text()} wrote. */
    static Latencies parse(String text) {
        return of(Arrays.stream(text.split(",")).filter(part -> !part.isEmpty()).mapToLong(Long::parseLong));
    }

    String text() {
        return Arrays.stream(micros).mapToObj(Long::toString).collect(Collectors.joining(","));
    }

    Latencies and(Latencies other) {
        return of(LongStream.concat(Arrays.stream(micros), Arrays.stream(other.micros)));
    }

    int count() {
        return micros.length;
    }

    /** Returns the time within which {@code share} of the answers came, in milliseconds. */
    double percentile(double share) {
        if (micros.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(share * micros.length);
        return micros[Math.max(0, Math.min(micros.length - 1, rank - 1))] / 1000.0;
    }
}
