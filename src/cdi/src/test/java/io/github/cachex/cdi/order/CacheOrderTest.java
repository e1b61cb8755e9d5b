// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.cdi.LogLines;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The order as both extensions see it: the one that asks a container, and the one that is told of beans at build time. */
class CacheOrderTest {
    /** Binds {@link Guard}. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Guarded {
        /** Returns which guard is meant. */
        Level value();

        /** Returns what no guard looks at. */
        @Nonbinding
        String[] reasons() default {};
    }

    /** Which guard is meant. */
    public enum Level {
        /** The one before the cache. */
        EARLY,
        /** The one behind it. */
        LATE
    }

    /** Bound by the binding of a binding. */
    @Guarded(Level.LATE)
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface LateAsWell {}

    /** Bound by a stereotype. */
    @LateAsWell
    @Stereotype
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Kind {}

    /** Comes after the cache. */
    @Guarded(value = Level.LATE, reasons = "any")
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_AFTER + 10)
    public static class LateGuard {
        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            return call.proceed();
        }
    }

    /** Comes before the cache. */
    @Guarded(Level.EARLY)
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    public static class EarlyGuard {
        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            return call.proceed();
        }
    }

    /** What {@link Before} decorates. */
    public interface Reader {
        /** Returns {@code id}. */
        String find(String id);
    }

    /** Decorates readers. */
    @Decorator
    @Priority(1)
    public static class Before implements Reader {
        @Inject
        @Any
        @Delegate
        private Reader delegate;

        @Override
        public String find(String id) {
            return delegate.find(id);
        }
    }

    /** Has one method that is guarded too late. */
    @Guarded(Level.EARLY)
    @ApplicationScoped
    public static class ByMethod {
        @CachexFetch(key = "{0}")
        @Guarded(Level.LATE)
        public String late(String id) {
            return id;
        }

        @CachexFetch(key = "{0}")
        public String early(String id) {
            return id;
        }
    }

    /** Is guarded too late by its kind. */
    @Kind
    @ApplicationScoped
    public static class ByKind {
        @CachexFetch(key = "{0}")
        public String find(String id) {
            return id;
        }
    }

    /** Is decorated. */
    @ApplicationScoped
    public static class Decorated implements Reader {
        @Override
        @CachexFetch(key = "{0}")
        public String find(String id) {
            return id;
        }
    }

    /** Intercepts its own methods. */
    @ApplicationScoped
    public static class Own {
        @CachexFetch(key = "{0}")
        public String find(String id) {
            return id;
        }

        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            return call.proceed();
        }
    }

    private static final Class<?>[] ALL = {
        LateGuard.class, EarlyGuard.class, Before.class, ByMethod.class, ByKind.class, Decorated.class, Own.class
    };

    @ParameterizedTest
    @EnumSource
    void whatComesTooLate_isNamed(By extension) {
        assertThatThrownBy(() -> Application.of(extension, Map.of(), ALL).close())
                .hasMessageContaining("4 mistakes")
                .hasMessageContaining(ByMethod.class.getName() + ".late: the interceptor " + LateGuard.class.getName())
                .hasMessageContaining(ByKind.class.getName() + ".find: the interceptor " + LateGuard.class.getName())
                .hasMessageContaining(Decorated.class.getName() + ".find: the decorator " + Before.class.getName())
                .hasMessageContaining(
                        Own.class.getName() + ".find: the @AroundInvoke method " + Own.class.getName() + ".check");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAllowed_mayComeLate_byClassOrBinding(By extension) {
        String allowed = Guarded.class.getCanonicalName() + ", " + Before.class.getName() + "," + Own.class.getName();
        try (Application application = Application.of(extension, Map.of("cachex.interceptors.inside", allowed), ALL)) {
            assertThat(application.get(ByMethod.class).late("x")).isEqualTo("x");
        }
    }

    @Test
    void whatIsAllowed_isSaidAtTheStart() {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(
                        Map.of("cachex.interceptors.inside", LateGuard.class.getName()),
                        LateGuard.class,
                        EarlyGuard.class,
                        ByMethod.class)) {
            assertThat(application.get(ByMethod.class).late("x")).isEqualTo("x");
            assertThat(log.lines())
                    .contains("INFO " + ByMethod.class.getName() + ".late: allowed after the cache on purpose: "
                            + LateGuard.class.getName());
        }
    }

    @Test
    void whatIsAllowed_isToBeNamesOfClasses() {
        assertThatThrownBy(() -> Application.of(Map.of("cachex.interceptors.inside", "a guard"), EarlyGuard.class)
                        .close())
                .hasMessage("Cachex cannot start: cachex.interceptors.inside=a guard: 'a guard' is no name of a class;"
                        + " write names with their packages, such as com.acme.Audited, after commas");
    }
}
