// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.warmup.WarmHost;
import io.github.cachex.core.fault.Faults;
import jakarta.enterprise.context.ContextException;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;

/**
 * Runs something with a request context, as a request would. Observers of the application see the context begin and end; where one
 * of them fails, or the application is gone, it is run without, since somebody may wait for it.
 */
record RequestScope(Instance<Object> beans, Faults faults) {
    RequestScope(Instance<Object> beans) {
        this(beans, new Faults());
    }

    <T, E extends Exception> T call(WarmHost.Task<T, E> task) throws E {
        Optional<Context> context = begin();
        try {
            return task.run();
        } finally {
            context.ifPresent(this::end);
        }
    }

    /** The same for what answers nothing. */
    void run(Runnable task) {
        call(() -> {
            task.run();
            return true;
        });
    }

    /** A context that this thread has got, or had already. */
    private record Context(
            Instance<RequestContextController> controllers, RequestContextController controller, boolean began) {}

    private Optional<Context> begin() {
        Context context;
        try {
            Instance<RequestContextController> controllers = beans.select(RequestContextController.class);
            context = new Context(controllers, controllers.get(), true);
        } catch (Throwable e) {
            report(e);
            return Optional.empty();
        }
        try {
            boolean began = context.controller.activate();
            return Optional.of(new Context(context.controllers, context.controller, began));
        } catch (Throwable e) {
            report(e);
            // It may be active all the same, and would stay so for whatever this thread does next.
            end(context);
            return Optional.empty();
        }
    }

    private void end(Context context) {
        try {
            if (context.began) {
                context.controller.deactivate();
            }
        } catch (Throwable e) {
            report(e);
        }
        try {
            context.controllers.destroy(context.controller);
        } catch (Throwable e) {
            report(e);
        }
    }

    /** That the application is gone is no fault of its own. */
    private void report(Throwable failure) {
        if (failure instanceof IllegalStateException || failure instanceof ContextException) {
            return;
        }
        faults.report(
                "a request context for a load in the background or a warm-up does not begin and end as it should",
                failure);
    }
}
