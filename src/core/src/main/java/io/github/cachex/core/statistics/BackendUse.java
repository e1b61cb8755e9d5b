// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.statistics;

import io.github.cachex.LatencyStats;
import java.util.concurrent.atomic.LongAdder;

/** What one cache costs its backend. Thread-safe. */
public final class BackendUse {
    private final LatencyRecorder time = new LatencyRecorder();
    private final LongAdder bytesRead = new LongAdder();

    /** Creates one that has cost nothing. */
    public BackendUse() {}

    /** Counts a call that took {@code nanos}, however it ended. */
    public void called(long nanos) {
        time.record(nanos);
    }

    /** Counts {@code bytes} of entries that were answered. */
    public void read(long bytes) {
        bytesRead.add(bytes);
    }

    LatencyStats time() {
        return time.stats();
    }

    long bytesRead() {
        return bytesRead.sum();
    }
}
