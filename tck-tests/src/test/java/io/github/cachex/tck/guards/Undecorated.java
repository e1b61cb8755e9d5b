// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.guards;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;

/** Beans with decorators and methods marked {@link AroundInvoke} that are not about what is cached. */
public final class Undecorated {
    /** All classes. */
    static final List<Class<?>> ALL = List.of(
            OtherMethod.class,
            OtherMethodDecorator.class,
            OtherQualifier.class,
            OtherQualifierDecorator.class,
            Overriding.class,
            NotCached.class);

    private Undecorated() {}

    /** Has one method that is cached and one that is decorated. */
    public interface Both {
        /** Returns what belongs to {@code id}. */
        String find(String id);

        /** Changes it. */
        void change(String id);
    }

    /** Is decorated where it is not cached. */
    @ApplicationScoped
    public static class OtherMethod extends Reader implements Both {
        @Override
        public void change(String id) {}
    }

    /** Leaves alone what is cached. */
    @Decorator
    @Priority(1)
    public abstract static class OtherMethodDecorator implements Both {
        @Inject
        @Any
        @Delegate
        private Both delegate;

        @Override
        public void change(String id) {
            delegate.change(id);
        }
    }

    /** Tells beans of a type apart. */
    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Special {}

    /** Finds. */
    public interface Finder {
        /** Returns what belongs to {@code id}. */
        String find(String id);
    }

    /** Is not decorated. */
    @ApplicationScoped
    public static class OtherQualifier extends Reader implements Finder {}

    /** Decorates others. */
    @Decorator
    @Priority(1)
    public static class OtherQualifierDecorator implements Finder {
        @Inject
        @Special
        @Delegate
        private Finder delegate;

        @Override
        public String find(String id) {
            return delegate.find(id);
        }
    }

    /** Intercepts its own methods. */
    public abstract static class Watching extends Reader {
        /** Lets the call pass. */
        @AroundInvoke
        protected Object check(InvocationContext call) throws Exception {
            return call.proceed();
        }
    }

    /** Overrides what would intercept, so that nothing does. */
    @ApplicationScoped
    public static class Overriding extends Watching {
        @Override
        protected Object check(InvocationContext call) throws Exception {
            return super.check(call);
        }
    }

    /** Has nothing that is cached. */
    @ApplicationScoped
    public static class NotCached {
        /** Returns its argument. */
        public String find(String id) {
            return id;
        }

        @AroundInvoke
        private Object check(InvocationContext call) throws Exception {
            return call.proceed();
        }
    }
}
