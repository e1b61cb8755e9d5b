// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** The object whose method this thread calls, for key generators that look at it; calls may be nested. */
final class CallTarget implements AutoCloseable {
    private static final ThreadLocal<@Nullable Object> CURRENT = new ThreadLocal<>();

    private final @Nullable Object outer;

    private CallTarget(@Nullable Object outer) {
        this.outer = outer;
    }

    /** Returns the object; null where the thread is past the call, as when a stage has ended. */
    static @Nullable Object current() {
        return CURRENT.get();
    }

    /** Begins {@code call}. */
    static CallTarget of(InvocationContext call) {
        CallTarget begun = new CallTarget(CURRENT.get());
        CURRENT.set(call.getTarget());
        return begun;
    }

    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
