// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import io.github.cachex.core.fault.StackReserve;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Lets calls pass to a backend while the breaker is closed, and tells the breaker how they went; refuses them at once while it
 * is open. What is no operation on entries, leases, marks or the scan, the link and the time among it, passes always: the time is
 * known from earlier answers as a rule, and says nothing of the backend's health then. Thread-safe.
 */
public final class BreakerBackend extends BackendDecorator {
    private static final Set<BackendOperation> READS = EnumSet.of(BackendOperation.READ, BackendOperation.READ_ALL);
    /** What callers change by themselves: they hold nothing yet, and with too little stack for it they never will. */
    private static final Set<BackendOperation> CHANGES = EnumSet.of(
            BackendOperation.WRITE,
            BackendOperation.WRITE_ALL,
            BackendOperation.WRITE_IF_ABSENT,
            BackendOperation.REMOVE,
            BackendOperation.TOUCH,
            BackendOperation.INVALIDATE,
            BackendOperation.EXPIRE,
            BackendOperation.INCREMENT);

    private final Breaker breaker;

    /** Puts {@code breaker} before {@code next}, which throws nothing but {@link CacheBackendException}. */
    public BreakerBackend(CacheBackend next, Breaker breaker) {
        super(next);
        this.breaker = breaker;
    }

    @Override
    protected <R> R call(
            BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
        if (CHANGES.contains(operation)) {
            StackReserve.check();
        }
        if (breaker.isOpen()) {
            throw new BreakerOpenException(type(), operation.text(), subject.value(), breaker.reason());
        }
        if (budget.isSpent()) {
            // Nothing will be sent, so nothing is learned.
            return step.apply(budget);
        }
        long sentAt = breaker.now();
        R answer;
        try {
            answer = step.apply(budget);
        } catch (CacheBackendException e) {
            if (Blame.isTheBackends(e, READS.contains(operation))) {
                breaker.failed(sentAt, e);
            }
            throw e;
        }
        breaker.answered(sentAt, trips(operation, subject));
        return answer;
    }

    /** Returns how many round trips of keys the call took at most. Caches go into one, however many. */
    private static int trips(BackendOperation operation, CallSubject subject) {
        return operation == BackendOperation.PEEK ? 1 : 1 + subject.size() / CacheBackend.BATCH;
    }
}
