// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Work that is done many times in a row. Each has a loop of its own, so that the compiler treats none for another's sake. */
@FunctionalInterface
public interface Batch {
    /** Does it {@code times} times. */
    void run(int times) throws Exception;

    /** Returns the same work, done by {@code threads} threads of {@code pool} at once. */
    default Batch sharedBy(int threads, ExecutorService pool) {
        return times -> {
            List<Future<?>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> {
                    run(Math.max(1, times / threads));
                    return null;
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        };
    }
}
