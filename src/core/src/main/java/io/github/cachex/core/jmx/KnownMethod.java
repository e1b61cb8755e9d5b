// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.jmx;

import io.github.cachex.MethodStats;

/** The figures of a method as the engine counted them. */
record KnownMethod(MethodStats stats) implements MethodFigures {
    @Override
    public double getHitRate() {
        return stats.hitRate().orElse(Double.NaN);
    }

    @Override
    public long getHits() {
        return stats.hits();
    }

    @Override
    public long getNearHits() {
        return stats.nearHits();
    }

    @Override
    public long getMisses() {
        return stats.misses();
    }

    @Override
    public long getLoads() {
        return stats.loads();
    }

    @Override
    public long getLoadFailures() {
        return stats.loadFailures();
    }

    @Override
    public long getStaleServed() {
        return stats.staleServed();
    }

    @Override
    public TimeFigures getLoadTime() {
        return new KnownTimes(stats.loadTime());
    }
}
