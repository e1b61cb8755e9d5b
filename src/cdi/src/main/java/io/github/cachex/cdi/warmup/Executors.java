// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Finds threads: those that the server manages where it has some, else daemons of our own that end with their task. */
final class Executors {
    private static final String MANAGED = "java:comp/DefaultManagedExecutorService";

    private Executors() {}

    @SuppressWarnings("BanJNDI") // the name is the platform's own, nobody's input
    static Executor ofApplication() {
        try {
            if (InitialContext.doLookup(MANAGED) instanceof ExecutorService managed) {
                return managed;
            }
        } catch (NamingException | RuntimeException | LinkageError e) {
            // Java SE, or a server without it.
        }
        return own();
    }

    private static Executor own() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "cachex-warm-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.start();
        };
    }
}
