// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.thread;

import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.time.Duration;
import java.util.concurrent.Future;

/** Runs short chores of an engine, later and again. Whatever a chore throws is logged. Thread-safe. */
public interface Chores {
    /** Runs {@code chore} every {@code period}, first after one; until cancelled. */
    Future<?> repeat(Runnable chore, Duration period);

    /** Runs {@code chore} soon. */
    void run(Runnable chore);

    /** Runs {@code chore} after {@code delay}, unless it is cancelled before. */
    Future<?> after(Runnable chore, Duration delay);

    /** Runs {@code chore} here and now; what it throws, be it for want of memory, ends neither its thread nor its repetition. */
    @SuppressWarnings("CatchingUnchecked")
    static void survive(Runnable chore) {
        try {
            chore.run();
        } catch (Throwable e) {
            LineLogger.named("io.github.cachex").log(LogMessage.CHORE_FAILED.with(), e);
        }
    }
}
