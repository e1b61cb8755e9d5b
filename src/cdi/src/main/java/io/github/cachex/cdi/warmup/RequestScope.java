// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import java.util.concurrent.Callable;

/** Runs something with a request context, as a request would. */
record RequestScope(Instance<Object> beans) {
    <T> T call(Callable<T> task) throws Exception {
        Instance.Handle<RequestContextController> handle =
                beans.select(RequestContextController.class).getHandle();
        try {
            RequestContextController controller = handle.get();
            boolean began = controller.activate();
            try {
                return task.call();
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
