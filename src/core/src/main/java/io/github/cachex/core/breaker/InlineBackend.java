// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import io.github.cachex.core.thread.InlineChores;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import java.util.function.Function;

/**
 * Does what is due before each call of a backend passes, within the budget of that call: for engines that have no thread which would.
 * Thread-safe.
 */
public final class InlineBackend extends BackendDecorator {
    private final InlineChores chores;

    /** Puts {@code chores} before the calls of {@code next}. */
    public InlineBackend(CacheBackend next, InlineChores chores) {
        super(next);
        this.chores = chores;
    }

    @Override
    protected <R> R call(
            BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
        chores.due(budget);
        return step.apply(budget);
    }
}
