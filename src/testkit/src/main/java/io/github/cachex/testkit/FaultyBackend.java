// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import java.util.function.Function;

/**
 * Wraps a backend and makes chosen operations go wrong. Without operations named, a fault is for all of them. The link is the
 * wrapped backend's own. Thread-safe.
 *
 * <pre>{@code
 * FaultyBackend backend = FaultyBackend.over(FakeBackend.on(clock));
 * backend.fail(BackendOperation.READ);           // refused from now on, nothing done
 * backend.loseAnswer(BackendOperation.STORE);    // done, but the caller hears of a time-out
 * backend.late(BackendOperation.WRITE);          // a time-out now, done when runLate() is called
 * backend.hang();                                // every operation answers nothing until its budget is spent
 * backend.heal();
 * }</pre>
 */
public final class FaultyBackend extends BackendDecorator {
    private final Faults faults = new Faults();

    private FaultyBackend(CacheBackend inner) {
        super(inner);
    }

    /** Returns a wrapper around {@code inner} that does nothing wrong yet. */
    public static FaultyBackend over(CacheBackend inner) {
        return new FaultyBackend(inner);
    }

    /** Makes {@code operations} fail at once, as with a refused connection: nothing is done. */
    public void fail(BackendOperation... operations) {
        faults.set(Faults.Fault.FAIL, operations);
    }

    /** Makes {@code operations} do nothing and answer nothing until their budget is spent, or until {@link #heal}. */
    public void hang(BackendOperation... operations) {
        faults.set(Faults.Fault.HANG, operations);
    }

    /** Makes {@code operations} happen, while their caller hears that they perhaps did. */
    public void loseAnswer(BackendOperation... operations) {
        faults.set(Faults.Fault.LOSE_ANSWER, operations);
    }

    /**
     * Makes {@code operations} be kept for {@link #runLate}, while their caller hears that they perhaps happened. A write,
     * touch, slide, remove or increment keeps its budget, which may be spent by then; the others no longer have one.
     */
    public void late(BackendOperation... operations) {
        faults.set(Faults.Fault.LATE, operations);
    }

    /** Ends the faults of {@code operations}; of all when none is named. Those that hang go on and fail. */
    public void heal(BackendOperation... operations) {
        faults.set(Faults.Fault.NONE, operations);
    }

    /** Lets the operations that came {@link #late} happen now, in their order, and returns how many there were. */
    public int runLate() {
        return faults.runLate();
    }

    /** Returns how often {@code operation} was called, faulty or not. */
    public int calls(BackendOperation operation) {
        return faults.calls(operation);
    }

    /** Returns how often any operation was called, faulty or not. */
    public int calls() {
        return faults.calls();
    }

    @Override
    protected <R> R call(
            BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
        return faults.run(operation, subject.value(), budget, step);
    }

    /** Ends all faults, and closes the wrapped backend. */
    @Override
    public void close() {
        heal();
        super.close();
    }
}
