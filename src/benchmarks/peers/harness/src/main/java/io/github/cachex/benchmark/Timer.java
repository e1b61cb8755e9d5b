// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What time is told by. */
enum Timer {
    /** The time that the thread computes: for work in memory, whose time does not count while others have the processor. */
    OF_THREAD {
        @Override
        long nanos() {
            return THREADS.getCurrentThreadCpuTime();
        }
    },
    /** The time that passes, for work that waits. */
    OF_WALL {
        @Override
        long nanos() {
            return System.nanoTime();
        }
    };

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Returns the time in ns since some moment. */
    abstract long nanos();
}
