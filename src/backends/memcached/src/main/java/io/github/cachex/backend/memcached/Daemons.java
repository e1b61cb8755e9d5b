// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.util.concurrent.ThreadFactory;

/** Threads that keep neither the JVM nor the class loader of an application alive. */
final class Daemons {
    private Daemons() {}

    static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(null, task, name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(Daemons.class.getClassLoader());
            return thread;
        };
    }
}
