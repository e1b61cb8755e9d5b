// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.spi.LineLogger;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.context.ThreadContext;
import org.eclipse.microprofile.context.spi.ContextManagerProvider;

/**
 * Lets tasks run with the contexts of the thread that hands them over, by MicroProfile Context Propagation. CDI's are left as they
 * are, since a load has a request of its own, and a transaction stays with its caller. Thread-safe.
 */
final class PropagatedContexts implements UnaryOperator<Runnable> {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    private final ClassLoader application;
    private volatile UnaryOperator<Runnable> capture = this::first;

    PropagatedContexts(ClassLoader application) {
        this.application = application;
    }

    @Override
    public Runnable apply(Runnable task) {
        return capture.apply(task);
    }

    /** Not before the first task: a runtime may make its own ready after the application's beans. */
    private Runnable first(Runnable task) {
        UnaryOperator<Runnable> found = find();
        capture = found;
        return found.apply(task);
    }

    private UnaryOperator<Runnable> find() {
        try {
            ThreadContext contexts = ContextManagerProvider.instance()
                    .getContextManager(application)
                    .newThreadContextBuilder()
                    .propagated(ThreadContext.ALL_REMAINING)
                    .unchanged(ThreadContext.CDI)
                    .cleared(ThreadContext.TRANSACTION)
                    .build();
            return contexts::contextualRunnable;
        } catch (IllegalStateException | LinkageError e) {
            LOG.debug("the API of MicroProfile Context Propagation is there, but no implementation", e);
            return UnaryOperator.identity();
        }
    }
}
