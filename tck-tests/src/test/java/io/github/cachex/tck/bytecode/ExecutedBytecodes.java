// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.bytecode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Counts the bytecodes that one thread executes in classes of a {@link CountingLoader}. */
public final class ExecutedBytecodes {
    private static final int SERIES = 101;

    private static @Nullable Thread counted;
    private static long count;

    private ExecutedBytecodes() {}

    /** Called at each bytecode of counted classes. */
    public static void one() {
        if (Thread.currentThread() == counted) {
            count++;
        }
    }

    /** Returns how many this thread executes in {@code work}; the median of 101 times, after as many. */
    static long of(Runnable work) {
        for (int i = 0; i < SERIES; i++) {
            work.run();
        }
        long[] counts = new long[SERIES];
        for (int i = 0; i < SERIES; i++) {
            count = 0;
            counted = Thread.currentThread();
            work.run();
            counted = null;
            counts[i] = count;
        }
        Arrays.sort(counts);
        return counts[SERIES / 2];
    }
}
