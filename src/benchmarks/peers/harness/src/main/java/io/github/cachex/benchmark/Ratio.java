// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many times as long as a floor something takes.
 *
 * @param value the ratio of the lower quartiles over batches that were timed in turns: what else the machine does can only add
 * @param error the standard error of that, from ten groups of batches
 * @param floorNanos what the floor takes in this run, in ns; the lower quartile
 */
public record Ratio(double value, double error, double floorNanos) {
    private static final int GROUPS = 10;

    /** Returns that of {@code pairs}, each the time of the floor and of what is measured against it, in ns for one operation. */
    static Ratio of(List<double[]> pairs) {
        int count = Math.min(GROUPS, pairs.size());
        double[] groups = new double[count];
        for (int i = 0; i < count; i++) {
            groups[i] = ratio(pairs.subList(i * pairs.size() / count, (i + 1) * pairs.size() / count));
        }
        double mean = Arrays.stream(groups).average().orElse(0);
        double squares = Arrays.stream(groups)
                .map(group -> (group - mean) * (group - mean))
                .sum();
        double error = Math.sqrt(squares / Math.max(1, count - 1) / count);
        return new Ratio(ratio(pairs), error, quartile(pairs, 0));
    }

    private static double ratio(List<double[]> pairs) {
        return quartile(pairs, 1) / quartile(pairs, 0);
    }

    private static double quartile(List<double[]> pairs, int side) {
        double[] sorted =
                pairs.stream().mapToDouble(pair -> pair[side]).sorted().toArray();
        return sorted[sorted.length / 4];
    }

    /** Returns whether the error is more than 3 % of the value. */
    boolean isUnsteady() {
        return error > 0.03 * value;
    }

    /** Returns how much of the floor's throughput is reached. */
    Ratio ofThroughput() {
        return new Ratio(1 / value, error / value / value, floorNanos);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f ± %.2f", value, error);
    }
}
