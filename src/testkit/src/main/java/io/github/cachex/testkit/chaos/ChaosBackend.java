// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.chaos;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Wraps a backend and lets a share of its operations go wrong, as a {@link Chaos} says. The link is the wrapped backend's own.
 * Thread-safe.
 */
public final class ChaosBackend extends BackendDecorator {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final Chaos chaos;

    private ChaosBackend(CacheBackend inner, Chaos chaos) {
        super(inner);
        this.chaos = chaos;
    }

    /** Returns a wrapper around {@code inner} that goes wrong as {@code chaos} says. */
    public static ChaosBackend over(CacheBackend inner, Chaos chaos) {
        return new ChaosBackend(inner, chaos);
    }

    @Override
    protected <R> R call(
            BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
        Chaos.Fate fate = chaos.next(operation);
        if (!fate.delay().isZero()) {
            pause(Math.min(fate.delay().toNanos(), budget.remainingNanos()));
            if (budget.isSpent()) {
                throw failure(operation, subject, "no answer in time, by chaos", false);
            }
        }
        if (fate.fails()) {
            throw failure(operation, subject, "refused, by chaos", false);
        }
        R answer = step.apply(budget);
        if (fate.losesAnswer()) {
            throw failure(operation, subject, "the answer is lost, by chaos", true);
        }
        return answer;
    }

    /** Waits that long, interrupted or not: a network does not notice either. */
    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        boolean interrupted = false;
        while (System.nanoTime() - end < 0) {
            try {
                var unused = NEVER.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static CacheConnectionException failure(
            BackendOperation operation, CallSubject subject, String problem, boolean perhaps) {
        return new CacheConnectionException("chaos", operation.text(), subject.value(), problem, perhaps, null);
    }
}
