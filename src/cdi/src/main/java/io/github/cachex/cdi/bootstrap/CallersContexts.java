// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.core.fault.Faults;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** Takes contexts of a thread along to another: by Jakarta Concurrency, else by MicroProfile Context Propagation, else none. */
record CallersContexts(UnaryOperator<Runnable> capture, Faults faults) implements UnaryOperator<Runnable> {
    private static final String MICROPROFILE = "org.eclipse.microprofile.context.ThreadContext";

    /** Returns what the runtime of {@code application} has. Called while it starts. */
    static CallersContexts of(ClassLoader application) {
        return new CallersContexts(ServerContexts.find().orElseGet(() -> microProfile(application)), new Faults());
    }

    private static UnaryOperator<Runnable> microProfile(ClassLoader application) {
        try {
            Class.forName(MICROPROFILE, false, CallersContexts.class.getClassLoader());
            return new PropagatedContexts(application);
        } catch (ClassNotFoundException | LinkageError e) {
            return UnaryOperator.identity();
        }
    }

    /** Returns {@code task} with the contexts of this thread. Contexts that fail are no reason to run nothing. */
    @Override
    public Runnable apply(Runnable task) {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            Runnable captured = capture.apply(() -> {
                begun.set(true);
                task.run();
            });
            return () -> run(captured, task, begun);
        } catch (Throwable e) {
            report(e);
            return task;
        }
    }

    private void run(Runnable captured, Runnable task, AtomicBoolean begun) {
        try {
            captured.run();
        } catch (Throwable e) {
            if (begun.get()) {
                throw e;
            }
            report(e);
            task.run();
        }
    }

    private void report(Throwable failure) {
        faults.report("a load in the background runs without its caller's contexts", failure);
    }
}
