// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.benchmark;

import io.github.cachex.testkit.Elapsed;
import java.util.List;

/** Measured times as numbers, which benchmarks alone may compare. */
final class Millis {
    private Millis() {}

    /** Returns {@code time} in ms. */
    static double of(Elapsed time) {
        return Double.parseDouble(time.toString().replace(" ms", ""));
    }

    /** Returns what {@code percent} of {@code times} do not exceed, in ms. */
    static double percentile(List<Elapsed> times, int percent) {
        double[] sorted = times.stream().mapToDouble(Millis::of).sorted().toArray();
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }
}
