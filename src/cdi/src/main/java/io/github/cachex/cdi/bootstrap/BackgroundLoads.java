// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import java.util.function.Consumer;

/**
 * Runs loads that moved from their caller's thread to another: each in a request context of its own, as a request would, and
 * with the application's class loader. Neither is the caller's.
 */
record BackgroundLoads(RequestScope requests, ClassLoader application) implements Consumer<Runnable> {
    @Override
    public void accept(Runnable load) {
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
