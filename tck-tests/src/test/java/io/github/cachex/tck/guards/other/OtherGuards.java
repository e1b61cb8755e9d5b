// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.guards.other;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.atomic.AtomicReference;

/** Guards of a library, which the application tells whom to refuse. */
public final class OtherGuards {
    /** Throws for whom the application refuses. */
    public static final AtomicReference<Runnable> CHECK = new AtomicReference<>(() -> {});

    private OtherGuards() {}

    /** Binds {@link OtherGuard}. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface GuardedByLibrary {}

    /** Comes after the cache by its priority. */
    @GuardedByLibrary
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_AFTER)
    public static class OtherGuard {
        /** Lets the call pass, or throws. */
        @AroundInvoke
        public Object check(InvocationContext call) throws Exception {
            CHECK.get().run();
            return call.proceed();
        }
    }

    /** Binds {@link OtherGuardOfBeansXml}. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface EnabledHere {}

    /** Has no priority: the beans.xml of the application enables it, not that of its own archive. */
    @EnabledHere
    @Interceptor
    public static class OtherGuardOfBeansXml {
        /** Lets the call pass, or throws. */
        @AroundInvoke
        public Object check(InvocationContext call) throws Exception {
            CHECK.get().run();
            return call.proceed();
        }
    }
}
