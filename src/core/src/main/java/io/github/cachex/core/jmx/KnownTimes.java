// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.jmx;

import io.github.cachex.LatencyStats;
import java.time.Duration;

/** Times as the engine measured them. */
record KnownTimes(LatencyStats times) implements TimeFigures {
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public long getCount() {
        return times.count();
    }

    @Override
    public double getTotalSeconds() {
        return seconds(times.total());
    }

    @Override
    public double getP50Seconds() {
        return seconds(times.p50());
    }

    @Override
    public double getP99Seconds() {
        return seconds(times.p99());
    }

    @Override
    public double getMaxSeconds() {
        return seconds(times.max());
    }

    private static double seconds(Duration time) {
        return time.getSeconds() + time.getNano() / NANOS_PER_SECOND;
    }
}
