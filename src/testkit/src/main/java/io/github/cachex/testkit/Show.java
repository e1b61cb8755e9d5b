// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;

/** Figures that a build prints, and that fail it beyond their limits; one of time only through {@link #within}. */
public final class Show {
    private Show() {}

    /** Prints {@code SHOW name: figure (at most limit)} and fails above the limit; for counts. */
    public static void atMost(String name, double figure, double limit, String about) {
        print(name, text(figure) + " " + about, "at most " + text(limit));
        assertThat(figure).as(name + ", " + about).isLessThanOrEqualTo(limit);
    }

    /** Prints {@code SHOW name: figure (limit)}, and fails unless it is exactly {@code limit}. */
    public static void exactly(String name, double figure, double limit, String about) {
        print(name, text(figure) + " " + about, text(limit));
        assertThat(figure).as(name + ", " + about).isEqualTo(limit);
    }

    /** Prints {@code SHOW name: figure (at least limit)} and fails below the limit. */
    public static void atLeast(String name, double figure, double limit, String about) {
        print(name, text(figure) + " " + about, "at least " + text(limit));
        assertThat(figure).as(name + ", " + about).isGreaterThanOrEqualTo(limit);
    }

    /** Prints {@code SHOW name: figure (promised limit)} and fails beyond what {@link Elapsed#isWithin} grants. */
    public static void within(String name, Elapsed figure, Duration promised, String about) {
        Elapsed stopped = figure.stop();
        print(name, stopped + " " + about, "promised " + Elapsed.ofNanos(promised.toNanos()));
        stopped.isWithin(promised);
    }

    /** Prints {@code SHOW name: figure} of whatever nobody promised, or of what is held to in another way. */
    public static void figure(String name, String figure) {
        print(name, figure, "printed");
    }

    /** Prints {@code SHOW name: figure} of a time that the benchmarks hold to a limit, or that nobody promised. */
    public static void figure(String name, Elapsed figure, String about) {
        figure(name, figure + " " + about);
    }

    private static void print(String name, String figure, String limit) {
        System.out.println("SHOW " + name + ": " + figure + " (" + limit + ")");
    }

    private static String text(double figure) {
        return figure == Math.rint(figure) ? String.valueOf((long) figure) : String.format(Locale.ROOT, "%.2f", figure);
    }
}
