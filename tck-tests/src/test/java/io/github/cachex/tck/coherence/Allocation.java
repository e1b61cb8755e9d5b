// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that this thread allocates. */
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 100_000;
    private static final int OPERATIONS = 200_000;
    private static final int SERIES = 5;

    private Allocation() {}

    /** Does something {@code times} times. */
    @FunctionalInterface
    interface Work {
        void run(int times);
    }

    /**
     * Returns how many bytes one operation of {@code work} allocates, to a hundredth, after a warm-up: of five series of 200,000
     * the least, since the compiler may still change its mind in one of them.
     */
    static double perOperation(Work work) {
        for (int i = 0; i < 4; i++) {
            work.run(WARM_UP);
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < SERIES; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run(OPERATIONS);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return Math.round(100.0 * least / OPERATIONS) / 100.0;
    }
}
