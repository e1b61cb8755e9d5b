// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.testkit.Barrier;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A backend in which operations stay, once they are held, until it is opened again; it knows the threads that came since. */
final class HeldBackend extends BackendDecorator {
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile Barrier barrier = opened();
    private volatile Set<BackendOperation> operations = Set.of();

    HeldBackend(CacheBackend next) {
        super(next);
    }

    private static Barrier opened() {
        Barrier open = new Barrier();
        open.open();
        return open;
    }

    /** Holds {@code only} these operations from now on; all when none is named. */
    void hold(BackendOperation... only) {
        operations = only.length == 0 ? EnumSet.allOf(BackendOperation.class) : Set.of(only);
        barrier = new Barrier();
        threads.clear();
    }

    void open() {
        barrier.open();
    }

    /** Waits until {@code count} operations are held. */
    void await(int count) {
        barrier.await(count);
    }

    boolean wasCalledOn(Thread thread) {
        return threads.contains(thread);
    }

    @Override
    protected <R> R call(
            BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
        threads.add(Thread.currentThread());
        if (operations.contains(operation)) {
            barrier.arrive();
        }
        return step.apply(budget);
    }

    @Override
    public void close() {
        open();
        super.close();
    }
}
