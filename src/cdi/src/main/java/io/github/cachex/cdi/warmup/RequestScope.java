// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;

/** Runs something with a request context, as a request would. */
record RequestScope(Instance<Object> beans) {
    /** Something to do within a request. */
    @FunctionalInterface
    interface Task<T, E extends Exception> {
        T run() throws E;
    }

    <T, E extends Exception> T call(Task<T, E> task) throws E {
        Instance.Handle<RequestContextController> handle =
                beans.select(RequestContextController.class).getHandle();
        try {
            RequestContextController controller = handle.get();
            boolean began = controller.activate();
            try {
                return task.run();
            } finally {
                if (began) {
                    controller.deactivate();
                }
            }
        } finally {
            handle.destroy();
        }
    }
}
