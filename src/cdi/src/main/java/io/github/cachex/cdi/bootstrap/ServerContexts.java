// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import jakarta.enterprise.concurrent.ContextService;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Finds what lets tasks run with the contexts of the thread that hands them over, by Jakarta Concurrency. */
final class ServerContexts {
    private static final String DEFAULT = "java:comp/DefaultContextService";

    private ServerContexts() {}

    /**
     * Returns the server's. A managed executor alone is not enough: one of its threads runs tasks of several callers, and has the
     * contexts of the first. Asked while the application starts: later a thread may not see its {@code java:comp}.
     */
    @SuppressWarnings("BanJNDI") // the name is the platform's own, nobody's input
    static Optional<UnaryOperator<Runnable>> find() {
        try {
            if (InitialContext.doLookup(DEFAULT) instanceof ContextService contexts) {
                return Optional.of(contexts::contextualRunnable);
            }
        } catch (NamingException | RuntimeException | LinkageError e) {
            // Java SE, or a server without it.
        }
        return Optional.empty();
    }
}
