// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.guards;

import io.github.cachex.CachexFetch;
import io.github.cachex.tck.guards.other.OtherGuards;
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
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Beans whose guards come after the cache, so that it would answer who is refused. */
public final class LateGuards {
    private LateGuards() {}

    /** Binds {@link LateGuard}. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Late {}

    /** Comes after the cache by its priority. */
    @Late
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_AFTER)
    public static class LateGuard extends Guard {}

    /** Bound by its method. */
    @ApplicationScoped
    public static class ByMethod {
        /** Returns what belongs to {@code id}. */
        @Late
        @CachexFetch(key = "{0}")
        public String find(String id) {
            return "of " + id;
        }
    }

    /** Bound by its class. */
    @Late
    @ApplicationScoped
    public static class ByClass extends Reader {}

    /** Carries a binding. */
    @Late
    @Stereotype
    @Retention(RetentionPolicy.RUNTIME)
    public @interface LateKind {}

    /** Bound by a stereotype. */
    @LateKind
    @ApplicationScoped
    public static class ByStereotype extends Reader {}

    /** A binding with another one. */
    @Late
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface AlsoLate {}

    /** Bound by a binding's binding. */
    @AlsoLate
    @ApplicationScoped
    public static class ByBinding extends Reader {}

    /** Bound by {@link LateBinding}. */
    @ApplicationScoped
    public static class ByExtension extends Reader {}

    /** Binds {@link InheritedGuard}, for subclasses too. */
    @Inherited
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface LateForAll {
        /** Returns which guard. */
        String value();

        /** Returns what guards do not look at. */
        @Nonbinding
        String reason() default "";
    }

    /** Comes after the cache where the binding's value is the same. */
    @LateForAll(value = "late", reason = "of its own")
    @Interceptor
    @Priority(Interceptor.Priority.LIBRARY_AFTER + 1)
    public static class InheritedGuard extends Guard {}

    /** Carries a binding. */
    @LateForAll(value = "late", reason = "another")
    public abstract static class Guarded extends Reader {}

    /** Bound by its superclass. */
    @ApplicationScoped
    public static class BySuperclass extends Guarded {}

    /** Binds {@link SamePriorityGuard}. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface AtOnce {}

    /** Has the priority of the cache. */
    @AtOnce
    @Interceptor
    @Priority(Interceptor.Priority.LIBRARY_AFTER)
    public static class SamePriorityGuard extends Guard {}

    /** Guarded before or after the cache. */
    @AtOnce
    @ApplicationScoped
    public static class SamePriority extends Reader {}

    /** Binds {@link GuardAsFaultTolerance}. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface WithFaultTolerance {}

    /** Has the priority of Fault Tolerance. */
    @WithFaultTolerance
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_AFTER + 10)
    public static class GuardAsFaultTolerance extends Guard {}

    /** Guarded where Fault Tolerance is. */
    @WithFaultTolerance
    @ApplicationScoped
    public static class AsFaultTolerance extends Reader {}

    /** Binds {@link GuardAsValidation}. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface WithValidation {}

    /** Has the priority of Bean Validation. */
    @WithValidation
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_AFTER + 800)
    public static class GuardAsValidation extends Guard {}

    /** Guarded where Bean Validation is. */
    @WithValidation
    @ApplicationScoped
    public static class AsValidation extends Reader {}

    /** Binds {@link GuardOfBeansXml}. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Enabled {}

    /** Has no priority: a beans.xml enables it. */
    @Enabled
    @Interceptor
    public static class GuardOfBeansXml extends Guard {}

    /** Guarded by what beans.xml enables. */
    @Enabled
    @ApplicationScoped
    public static class ByBeansXml extends Reader {}

    /** What {@link GuardingDecorator} decorates. */
    public interface Decorated {
        /** Returns what belongs to {@code id}. */
        String find(String id);
    }

    /** Guards by decorating. */
    @Decorator
    @Priority(Interceptor.Priority.APPLICATION)
    public static class GuardingDecorator implements Decorated {
        @Inject
        @Any
        @Delegate
        private Decorated delegate;

        @Override
        public String find(String id) {
            Caller.check();
            return delegate.find(id);
        }
    }

    /** Guarded by a decorator. */
    @ApplicationScoped
    public static class ByDecorator extends Reader implements Decorated {}

    /** What {@link DecoratorOfBeansXml} decorates. */
    public interface DecoratedByBeansXml<T> {
        /** Returns what belongs to {@code id}. */
        String find(T id);
    }

    /** Guards by decorating, where a beans.xml enables it. */
    @Decorator
    public abstract static class DecoratorOfBeansXml<T> implements DecoratedByBeansXml<T> {
        @Inject
        @Any
        @Delegate
        private DecoratedByBeansXml<T> delegate;

        @Override
        public String find(T id) {
            Caller.check();
            return delegate.find(id);
        }
    }

    /** Guarded by a decorator that beans.xml enables. */
    @ApplicationScoped
    public static class ByDecoratorOfBeansXml extends Reader implements DecoratedByBeansXml<String> {}

    /** Guarded by what lies in another archive. */
    @OtherGuards.GuardedByLibrary
    @ApplicationScoped
    public static class ByAnotherArchive extends Reader {}

    /** Guarded by what lies in another archive, and is enabled in its own. */
    @OtherGuards.EnabledHere
    @ApplicationScoped
    public static class ByBeansXmlOfItsOwn extends Reader {}

    /** Guards itself. */
    @ApplicationScoped
    public static class ByItself extends Reader {
        /** Lets the call pass, or throws. */
        @AroundInvoke
        Object check(InvocationContext call) throws Exception {
            Caller.check();
            return call.proceed();
        }
    }

    /** Guards its subclasses. */
    public abstract static class SelfGuarding extends Reader {
        @AroundInvoke
        private Object check(InvocationContext call) throws Exception {
            Caller.check();
            return call.proceed();
        }
    }

    /** Guarded by what it inherits. */
    @ApplicationScoped
    public static class ByInheritance extends SelfGuarding {}
}
