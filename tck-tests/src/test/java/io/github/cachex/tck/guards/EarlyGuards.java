// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.guards;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.tck.guards.LateGuards.LateForAll;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.Interceptors;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Beans whose guards come before the cache, as they should. */
public final class EarlyGuards {
    /** Those whose {@code find} is guarded. */
    static final List<Class<?>> GUARDED = List.of(
            ByMethod.class,
            ByClass.class,
            ByStereotype.class,
            ByBinding.class,
            BySuperclass.class,
            ByExtension.class,
            ByName.class,
            Written.class,
            Everything.class);

    private EarlyGuards() {}

    /** Binds {@link EarlyGuard}. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Early {}

    /** Comes where the application's own interceptors do. */
    @Early
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    public static class EarlyGuard extends Guard {}

    /** Bound by its method. */
    @ApplicationScoped
    public static class ByMethod {
        /** Returns what belongs to {@code id}. */
        @Early
        @CachexFetch(key = "{0}")
        public String find(String id) {
            return "of " + id;
        }

        /** Is not cached, so that any guard will do. */
        @LateGuards.Late
        public String look(String id) {
            return "of " + id;
        }
    }

    /** Bound by its class; what is late is bound by another value. */
    @Early
    @LateForAll("never")
    @ApplicationScoped
    public static class ByClass extends Reader {}

    /** Carries a binding. */
    @Early
    @Stereotype
    @Retention(RetentionPolicy.RUNTIME)
    public @interface EarlyKind {}

    /** Bound by a stereotype. */
    @EarlyKind
    @ApplicationScoped
    public static class ByStereotype extends Reader {}

    /** A binding with another one. */
    @Early
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface AlsoEarly {}

    /** Bound by a binding's binding. */
    @AlsoEarly
    @ApplicationScoped
    public static class ByBinding extends Reader {}

    /** Binds {@link JustBeforeGuard}, for subclasses too. */
    @Inherited
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface JustInTime {}

    /** The last that comes before the cache. */
    @JustInTime
    @Interceptor
    @Priority(Interceptor.Priority.LIBRARY_AFTER - 1)
    public static class JustBeforeGuard extends Guard {}

    /** Guarded right before the cache. */
    @JustInTime
    public abstract static class JustBefore extends Reader {}

    /** Bound by its superclass. */
    @ApplicationScoped
    public static class BySuperclass extends JustBefore {}

    /** Bound by {@link EarlyBinding}. */
    @ApplicationScoped
    public static class ByExtension extends Reader {}

    /** Has no priority, and needs none where it is named. */
    public static class NamedGuard extends Guard {}

    /** Names its guard. */
    @Interceptors(NamedGuard.class)
    @ApplicationScoped
    public static class ByName extends Reader {}

    /** Binds {@link NobodysGuard}. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface NotEnabled {}

    /** Is nowhere enabled. */
    @NotEnabled
    @Interceptor
    public static class NobodysGuard extends Guard {}

    /** Puts and invalidates behind its guard; what nobody enables does not matter. */
    @Early
    @NotEnabled
    @ApplicationScoped
    public static class Written extends Reader {
        /** Returns what was stored, or would be. */
        @CachexFetch(cache = "written", key = "{0}")
        public String get(String id) {
            return "of " + id;
        }

        /** Returns what is stored. */
        @CachexPut(cache = "written", key = "{0}")
        public String put(String id) {
            return "of " + id;
        }

        /** Invalidates. */
        @CachexInvalidate(cache = "written", key = "{0}")
        public void forget(String id) {}
    }

    /** Binds {@link Meter}. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Measured {}

    /** Counts calls where libraries for metrics do. */
    @Measured
    @Interceptor
    @Priority(Interceptor.Priority.LIBRARY_BEFORE + 10)
    public static class Meter extends Guard {}

    /** Opens transactions where the platform does. */
    @Transactional
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 200)
    public static class Transactions extends Guard {}

    /** Has everything that is bound to methods: guards, metrics and transactions before the cache, the rest inside. */
    @Early
    @Measured
    @ApplicationScoped
    public static class Everything {
        /** Returns what belongs to {@code id}. */
        @Transactional
        @Retry(maxRetries = 1)
        @Timeout(60_000)
        @CircuitBreaker
        @Bulkhead
        @Fallback(fallbackMethod = "instead")
        @NotNull
        @CachexFetch(key = "{0}")
        public String find(@Size(max = 9) String id) {
            return "of " + id;
        }

        String instead(String id) {
            return "instead of " + id;
        }
    }
}
