// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.error.CacheClosedException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The steps of those who keep no thread waiting. Thread-safe.
 *
 * @param threads runs them
 */
record LaterSteps(Threads threads) {
    /** Runs {@code step}, which must be quick, after {@code delay}. */
    Future<?> after(Runnable step, Duration delay) {
        return threads.scheduler().after(step, delay);
    }

    /**
     * Runs a step of {@code call} in the background.
     *
     * @param alone is the same step where no thread is there for it; asks nobody
     * @param failed takes what the step throws, and that the background is closed before
     */
    void run(Runnable step, Runnable alone, FetchCall call, Consumer<Throwable> failed) {
        Runnable careful = guarded(alone, failed);
        Runnable closed =
                () -> failed.accept(new CacheClosedException(call.entryKey().cache()));
        guarded(() -> threads.handOver(guarded(step, failed), careful, closed, careful), failed)
                .run();
    }

    private static Runnable guarded(Runnable step, Consumer<Throwable> failed) {
        return () -> {
            try {
                step.run();
            } catch (Throwable failure) {
                failed.accept(failure);
            }
        };
    }
}
