// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import io.github.cachex.core.fault.Faults;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.spi.EntryKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Holds a backend to its contract: a step whose budget is spent is not begun, and whatever goes wrong inside is a {@link
 * CacheBackendException}.
 */
public final class GuardedBackend extends BackendDecorator {
    /** Guards {@code next}. */
    public GuardedBackend(CacheBackend next) {
        super(next);
    }

    @Override
    protected <R> R call(
            BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
        return guard(operation.text(), subject, budget, step);
    }

    private <R> R guard(String operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
        if (budget.isSpent()) {
            String problem = "skipped: backend-budget is spent";
            throw new CacheConnectionException(type(), operation, subject.value(), problem, false, null);
        }
        try {
            return step.apply(budget);
        } catch (CacheBackendException e) {
            throw e;
        } catch (Throwable e) {
            Faults.keepInterrupt(e);
            throw new CacheConnectionException(type(), operation, subject.value(), "failed with " + e, true, e);
        }
    }

    @Override
    public long time(EntryKey key, CallBudget budget) {
        return guard("time", key, budget, left -> super.time(key, left));
    }

    @Override
    public Optional<String> contact(CallBudget budget) {
        return guard("contact", CallSubject.of(List.of()), budget, super::contact);
    }

    @Override
    public OptionalLong entries() {
        return counted(super::entries);
    }

    @Override
    public OptionalLong evictions() {
        return counted(super::evictions);
    }

    private static OptionalLong counted(Supplier<OptionalLong> count) {
        try {
            return count.get();
        } catch (Throwable e) {
            Faults.keepInterrupt(e);
            return OptionalLong.empty();
        }
    }
}
