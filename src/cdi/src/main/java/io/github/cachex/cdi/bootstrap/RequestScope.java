// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.warmup.WarmHost;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;

/** Runs something with a request context, as a request would. */
record RequestScope(Instance<Object> beans) {
    <T, E extends Exception> T call(WarmHost.Task<T, E> task) throws E {
        Runnable end = begin();
        try {
            return task.run();
        } finally {
            end.run();
        }
    }

    private Runnable begin() {
        Instance<RequestContextController> controllers = beans.select(RequestContextController.class);
        RequestContextController controller = controllers.get();
        try {
            boolean began = controller.activate();
            return () -> {
                if (began) {
                    controller.deactivate();
                }
                controllers.destroy(controller);
            };
        } catch (RuntimeException e) {
            controllers.destroy(controller);
            throw e;
        }
    }

    /** Runs {@code task}; without a request context where the application is gone, since somebody may wait for it. */
    void run(Runnable task) {
        Optional<Runnable> end = beginIfPossible();
        try {
            task.run();
        } finally {
            end.ifPresent(RequestScope::endIfPossible);
        }
    }

    private Optional<Runnable> beginIfPossible() {
        try {
            return Optional.of(begin());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static void endIfPossible(Runnable end) {
        try {
            end.run();
        } catch (RuntimeException e) {
            // The context ended with the application.
        }
    }
}
