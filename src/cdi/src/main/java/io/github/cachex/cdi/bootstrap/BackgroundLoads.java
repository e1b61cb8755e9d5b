// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import java.util.function.UnaryOperator;

/**
 * Runs loads that moved from their caller's thread to another: each in a request context of its own, as a request would, and
 * with the application's class loader. Neither is the caller's; {@code contexts} are.
 *
 * @param contexts has a load run with what of the calling thread goes along
 */
record BackgroundLoads(RequestScope requests, ClassLoader application, UnaryOperator<Runnable> contexts)
        implements UnaryOperator<Runnable> {
    @Override
    public Runnable apply(Runnable load) {
        return contexts.apply(() -> run(load));
    }

    private void run(Runnable load) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            requests.run(load);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
