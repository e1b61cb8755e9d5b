// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.thread;

import io.github.cachex.core.fault.Faults;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** What is wrapped around the tasks of a background, such as the contexts of who hands them over. Thread-safe. */
final class TaskWrapping {
    private static final String UNWRAPPED =
            "a task in the background runs without the contexts of its caller, which failed";

    private final Faults faults = new Faults();
    private final UnaryOperator<Runnable> wrapping;

    TaskWrapping(UnaryOperator<Runnable> wrapping) {
        this.wrapping = wrapping;
    }

    /** Returns {@code task} with what is wrapped around it; without, where that fails before the task began. */
    Runnable around(Runnable task) {
        AtomicBoolean begun = new AtomicBoolean();
        Runnable noted = () -> {
            begun.set(true);
            task.run();
        };
        Runnable wrapped;
        try {
            wrapped = wrapping.apply(noted);
        } catch (Throwable e) {
            faults.report(UNWRAPPED, e);
            return task;
        }
        return () -> {
            try {
                wrapped.run();
            } catch (Throwable e) {
                if (begun.get()) {
                    throw e;
                }
                faults.report(UNWRAPPED, e);
                task.run();
            }
        };
    }
}
