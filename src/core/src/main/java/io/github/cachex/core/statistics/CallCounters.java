// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.statistics;

import io.github.cachex.MethodStats;
import java.util.concurrent.atomic.LongAdder;

/** What the calls of one annotated method count, or those of a cache's handler. Thread-safe; counting allocates nothing as a rule. */
public final class CallCounters {
    private final String caller;
    private final LongAdder hits = new LongAdder();
    private final LongAdder nearHits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder loadFailures = new LongAdder();
    private final LongAdder staleServed = new LongAdder();
    private final LatencyRecorder loadTime = new LatencyRecorder();

    /** Creates those of {@code caller}, a method as messages name it. */
    CallCounters(String caller) {
        this.caller = caller;
    }

    /** Counts a fresh stored value that was served. */
    void hit() {
        hits.increment();
    }

    /** Counts a value kept in this JVM that was served. */
    void nearHit() {
        nearHits.increment();
    }

    /** Counts a call that found nothing fresh. */
    void miss() {
        misses.increment();
    }

    /** Counts a loader that answered after {@code nanos}. */
    void loaded(long nanos) {
        loads.increment();
        loadTime.record(nanos);
    }

    /** Counts one that threw. */
    void loadFailed(long nanos) {
        loadFailures.increment();
        loadTime.record(nanos);
    }

    /** Counts a stale value that was served. */
    void staleServed() {
        staleServed.increment();
    }

    LatencyRecorder loadTime() {
        return loadTime;
    }

    /** Returns what was counted, as of calls of the cache {@code name}. */
    MethodStats stats(String name) {
        long near = nearHits.sum();
        return new MethodStats(
                caller,
                name,
                hits.sum() + near,
                near,
                misses.sum(),
                loads.sum(),
                loadFailures.sum(),
                staleServed.sum(),
                loadTime.stats());
    }
}
