// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.thread;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs each task on a daemon thread of its own: a virtual one where the JDK has them (21 and newer), asked for by reflection
 * since this runs on 17 too. Thread-safe.
 */
final class DaemonThreads implements Executor {
    private static final Optional<Method> VIRTUAL = virtual();

    private final String name;
    private final @Nullable ClassLoader context;
    private final AtomicInteger count = new AtomicInteger();

    /** Creates one whose threads carry {@code name} and see {@code context} as their class loader. */
    DaemonThreads(String name, @Nullable ClassLoader context) {
        this.name = name;
        this.context = context;
    }

    private static Optional<Method> virtual() {
        try {
            return Optional.of(Thread.class.getMethod("startVirtualThread", Runnable.class));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    @Override
    public void execute(Runnable task) {
        String own = name + "-" + count.incrementAndGet();
        if (VIRTUAL.isPresent()) {
            try {
                VIRTUAL.get().invoke(null, (Runnable) () -> {
                    Thread.currentThread().setName(own);
                    Thread.currentThread().setContextClassLoader(context);
                    task.run();
                });
                return;
            } catch (ReflectiveOperationException | UnsupportedOperationException e) {
                // A JDK 19 or 20 without its preview switched on.
            }
        }
        Thread thread = new Thread(null, task, own, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(context);
        thread.start();
    }
}
