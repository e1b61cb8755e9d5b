// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Finds threads: those that the server manages where it has some, else daemons of our own that end with their task. */
final class ApplicationThreads {
    private static final String MANAGED = "java:comp/DefaultManagedExecutorService";

    private ApplicationThreads() {}

    /** Returns the server's executor. Asked while the application starts: later a thread may not see its {@code java:comp}. */
    @SuppressWarnings("BanJNDI") // the name is the platform's own, nobody's input
    static Optional<Executor> managed() {
        try {
            if (InitialContext.doLookup(MANAGED) instanceof ExecutorService managed) {
                return Optional.of(managed);
            }
        } catch (NamingException | RuntimeException | LinkageError e) {
            // Java SE, or a server without it.
        }
        return Optional.empty();
    }

    /** Returns daemons with {@code name}. */
    static Executor daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.start();
        };
    }
}
