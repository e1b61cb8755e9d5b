// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CallBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Which operations of something {@link Faulty} go wrong, and how. */
final class Faults {
    private static final Duration LATE_BUDGET = Duration.ofSeconds(10);
    private static final Set<BackendOperation> DEADLINED = EnumSet.of(
            BackendOperation.WRITE,
            BackendOperation.WRITE_ALL,
            BackendOperation.WRITE_IF_ABSENT,
            BackendOperation.REMOVE,
            BackendOperation.TOUCH,
            BackendOperation.SLIDE,
            BackendOperation.REPLACE,
            BackendOperation.INCREMENT);

    private final Map<BackendOperation, Faulty.Fault> faults = new EnumMap<>(BackendOperation.class);
    private final Map<BackendOperation, Integer> calls = new EnumMap<>(BackendOperation.class);
    private final List<Runnable> late = new ArrayList<>();

    synchronized void set(Faulty.Fault fault, BackendOperation... operations) {
        for (BackendOperation operation : operations.length == 0 ? BackendOperation.values() : operations) {
            faults.put(operation, fault);
        }
        notifyAll();
    }

    synchronized int calls(BackendOperation operation) {
        return calls.getOrDefault(operation, 0);
    }

    synchronized int calls() {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }

    <T> T run(BackendOperation operation, String key, CallBudget budget, Function<CallBudget, T> step) {
        Runnable later = () -> {
            var unused = step.apply(DEADLINED.contains(operation) ? budget : CallBudget.of(LATE_BUDGET));
        };
        switch (begin(operation, later)) {
            case NONE -> {
                return step.apply(budget);
            }
            case FAIL -> throw failure(operation, key, "refused", false);
            case HANG -> hang(operation, budget);
            case LOSE_ANSWER -> {
                var unused = step.apply(budget); // the caller is not to hear it
            }
            case LATE -> {}
        }
        throw failure(operation, key, "no answer in time", true);
    }

    private synchronized Faulty.Fault begin(BackendOperation operation, Runnable step) {
        calls.merge(operation, 1, Integer::sum);
        Faulty.Fault fault = faults.getOrDefault(operation, Faulty.Fault.NONE);
        if (fault == Faulty.Fault.LATE) {
            late.add(step);
        }
        return fault;
    }

    private synchronized void hang(BackendOperation operation, CallBudget budget) {
        boolean interrupted = false;
        while (faults.get(operation) == Faulty.Fault.HANG && !budget.isSpent()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(budget.remainingNanos(), 1_000_000));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    int runLate() {
        List<Runnable> steps;
        synchronized (this) {
            steps = List.copyOf(late);
            late.clear();
        }
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (CacheBackendException e) {
                // Late is often too late for the inner backend, which is what the caller wants to see.
            }
        }
        return steps.size();
    }

    private static CacheConnectionException failure(
            BackendOperation operation, String key, String problem, boolean perhaps) {
        return new CacheConnectionException("faulty", operation.text(), key, problem, perhaps, null);
    }
}
