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
 * Wraps a backend and makes chosen operations go wrong. The link is the wrapped backend's own. Thread-safe.
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
public final class FaultyBackend extends BackendDecorator implements Faulty {
    private final Faults faults;
    private final boolean endsThem;

    private FaultyBackend(CacheBackend inner, Faults faults, boolean endsThem) {
        super(inner);
        this.faults = faults;
        this.endsThem = endsThem;
    }

    /** Returns a wrapper around {@code inner} that does nothing wrong yet. */
    public static FaultyBackend over(CacheBackend inner) {
        return new FaultyBackend(inner, new Faults(), true);
    }

    /** Returns a wrapper around {@code other}, such as another node's, that goes wrong whenever this does, and counts calls here. */
    public FaultyBackend beside(CacheBackend other) {
        return new FaultyBackend(other, faults, false);
    }

    @Override
    public void set(Fault fault, BackendOperation... operations) {
        faults.set(fault, operations);
    }

    @Override
    public int runLate() {
        return faults.runLate();
    }

    @Override
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

    /** Ends all faults, unless they are those of another it is {@link #beside}, and closes the wrapped backend. */
    @Override
    public void close() {
        if (endsThem) {
            heal();
        }
        super.close();
    }
}
