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
import io.github.cachex.spi.EntryKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Lets calls pass to the parts of a backend whose breaker is closed, and tells the breaker how they went; refuses them at once where it
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

    private final Breakers breakers;

    /** Puts {@code breakers} before the parts of {@code next}, which throws nothing but {@link CacheBackendException}. */
    public BreakerBackend(CacheBackend next, Breakers breakers) {
        super(next);
        this.breakers = breakers;
    }

    @Override
    protected <R> R call(
            BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
        if (operation == BackendOperation.SCAN && breakers.areSeveral()) {
            // It walks through all parts, and says nothing of any.
            return step.apply(budget);
        }
        return through(breakers.of(subject), operation, subject, budget, step);
    }

    @Override
    protected <K extends CallSubject, R> R callAll(
            BackendOperation operation,
            Collection<K> subjects,
            CallBudget budget,
            BiFunction<Collection<K>, CallBudget, R> step) {
        CallSubject all = CallSubject.of(subjects);
        if (operation == BackendOperation.PEEK || subjects.isEmpty() || !breakers.areSeveral()) {
            CallSubject first = subjects.isEmpty() ? all : subjects.iterator().next();
            return through(breakers.of(first), operation, all, budget, left -> step.apply(subjects, left));
        }
        Map<Breaker, List<EntryKey>> keys = new LinkedHashMap<>();
        for (K subject : subjects) {
            keys.computeIfAbsent(breakers.of(subject), none -> new ArrayList<>())
                    .add((EntryKey) subject);
        }
        if (keys.size() == 1) {
            Breaker only = keys.keySet().iterator().next();
            return through(only, operation, all, budget, left -> step.apply(subjects, left));
        }
        check(operation);
        if (budget.isSpent()) {
            return step.apply(subjects, budget);
        }
        PartedCall call = new PartedCall(
                keys, READS.contains(operation), breaker -> breaker.refusal(type(), operation.text(), all.value()));
        return call.run(budget, (some, left) -> step.apply(cast(some), left));
    }

    @SuppressWarnings("unchecked")
    private static <K> Collection<K> cast(Collection<EntryKey> keys) {
        return (Collection<K>) keys;
    }

    private static void check(BackendOperation operation) {
        if (CHANGES.contains(operation)) {
            StackReserve.check();
        }
    }

    private <R> R through(
            Breaker breaker,
            BackendOperation operation,
            CallSubject subject,
            CallBudget budget,
            Function<CallBudget, R> step) {
        check(operation);
        if (breaker.isOpen()) {
            throw breaker.refusal(type(), operation.text(), subject.value());
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
        // Caches go into one trip, however many.
        breaker.answered(sentAt, operation == BackendOperation.PEEK ? 1 : trips(subject.size()));
        return answer;
    }

    /** Returns how many round trips so many keys took at most. */
    static int trips(int keys) {
        return 1 + keys / CacheBackend.BATCH;
    }
}
