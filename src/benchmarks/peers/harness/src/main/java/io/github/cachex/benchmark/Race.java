// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Times a batch against its floor, in turns in one JVM: what else the machine does meets both. */
final class Race {
    private static final int REPETITIONS = 3;

    private final Batch floor;
    private final Batch measured;
    private final Timer timer;
    private final Timer warmUp;
    private final long slice;
    private final Duration time;

    /**
     * Creates one.
     *
     * @param isOnThisThread whether the thread that times them does the work, and not others
     * @param timer tells how long a batch took
     * @param slice how long one batch takes; short beside what the machine gives to one process at a time
     * @param time how long each of the two is timed in all, after as long a warm-up
     */
    Race(Batch floor, Batch measured, boolean isOnThisThread, Timer timer, Duration slice, Duration time) {
        this.floor = floor;
        this.measured = measured;
        this.timer = timer;
        // Threads of a pool compute while this one waits.
        this.warmUp = isOnThisThread ? Timer.OF_THREAD : Timer.OF_WALL;
        this.slice = slice.toNanos();
        this.time = time;
    }

    /** Returns the ratio; timed again, three times at most, while its error is above 3 %. */
    Ratio run() throws Exception {
        warmedUp(floor);
        warmedUp(measured);
        // Once more: what the second one brought in may have undone what was compiled for the first one.
        int floorTimes = warmedUp(floor);
        int measuredTimes = warmedUp(measured);
        List<double[]> pairs = new ArrayList<>();
        Ratio ratio = series(pairs, floorTimes, measuredTimes);
        for (int i = 1; i < REPETITIONS && ratio.isUnsteady(); i++) {
            ratio = series(pairs, floorTimes, measuredTimes);
        }
        return ratio;
    }

    /** Runs {@code batch} until the JVM has compiled it, however busy the machine is; returns how many times of it fill a slice. */
    private int warmedUp(Batch batch) throws Exception {
        int times = 1;
        long end = warmUp.nanos() + time.toNanos();
        while (warmUp.nanos() < end) {
            times = (int) Math.max(1, Math.min(1e7, slice / nanos(batch, times)));
        }
        return times;
    }

    private Ratio series(List<double[]> pairs, int floorTimes, int measuredTimes) throws Exception {
        long end = timer.nanos() + time.toNanos();
        for (boolean floorFirst = true; timer.nanos() < end; floorFirst = !floorFirst) {
            double before = floorFirst ? nanos(floor, floorTimes) : 0;
            double nanos = nanos(measured, measuredTimes);
            pairs.add(new double[] {floorFirst ? before : nanos(floor, floorTimes), nanos});
        }
        return Ratio.of(pairs);
    }

    /** Returns how long one operation of {@code batch} takes. */
    private double nanos(Batch batch, int times) throws Exception {
        long begun = timer.nanos();
        batch.run(times);
        return Math.max(1.0, timer.nanos() - begun) / times;
    }
}
