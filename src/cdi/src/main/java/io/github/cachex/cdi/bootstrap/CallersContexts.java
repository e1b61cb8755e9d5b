// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import java.util.function.UnaryOperator;

/** Finds what takes contexts of a thread along to another, where there is such a thing. */
final class CallersContexts {
    private static final String TYPE = "org.eclipse.microprofile.context.ThreadContext";

    private CallersContexts() {}

    /** Returns what MicroProfile Context Propagation does; the task itself where the API is not there. */
    static UnaryOperator<Runnable> of(ClassLoader application) {
        try {
            Class.forName(TYPE, false, CallersContexts.class.getClassLoader());
            return new PropagatedContexts(application);
        } catch (ClassNotFoundException | LinkageError e) {
            return UnaryOperator.identity();
        }
    }
}
