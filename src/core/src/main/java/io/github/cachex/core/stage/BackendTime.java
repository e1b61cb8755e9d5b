// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.time.Nanos;
import io.github.cachex.spi.CallBudget;
import java.time.Duration;
import java.util.function.Function;

/**
 * Measures what one call of a handler spends in the backend, so that all its steps together stay within the budget. The
 * loader's time and the waiting for others do not count. Not thread-safe.
 */
public final class BackendTime {
    private final long budget;
    private final long entryBytes;
    private long spent;

    /** Starts with the whole {@code budget}. */
    public BackendTime(Duration budget) {
        this(budget, Long.MAX_VALUE);
    }

    /** Starts with the whole budget of {@code settings}, to read no entry that is larger than they allow. */
    public BackendTime(CacheSettings settings) {
        this(settings.backendBudget(), settings.sizes().maxStored());
    }

    private BackendTime(Duration budget, long entryBytes) {
        this.budget = Nanos.of(budget);
        this.entryBytes = entryBytes;
    }

    /** Returns what {@code step} answers, giving it what is left and counting what it takes. */
    public <R> R spend(Function<CallBudget, R> step) {
        long start = System.nanoTime();
        try {
            return step.apply(CallBudget.of(Duration.ofNanos(Math.max(0, budget - spent)), entryBytes));
        } finally {
            spent += System.nanoTime() - start;
        }
    }

    /** Returns whether the budget is spent: further steps are to be skipped. */
    public boolean isSpent() {
        return spent >= budget;
    }

    /** Returns whether half of the budget is spent: what can wait had better wait. */
    public boolean isHalfSpent() {
        return spent >= budget / 2;
    }

    /** Begins anew: the backend answered while the call waited for another's load, which may take many polls. */
    public void refill() {
        spent = 0;
    }
}
