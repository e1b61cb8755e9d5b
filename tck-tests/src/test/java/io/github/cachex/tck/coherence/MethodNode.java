// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.bootstrap.CachexExtension;
import io.github.cachex.cdi.interceptor.CachedMethodsSource;
import io.github.cachex.cdi.interceptor.FetchInterceptor;
import io.github.cachex.testkit.redis.RedisServer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** An application on Weld SE with a cached method, and beside it one whose interceptor answers without any cache. */
final class MethodNode implements AutoCloseable {
    private static final String URI = "cachex.backend.redis.uri";

    private final SeContainer container;

    private MethodNode(SeContainer container) {
        this.container = container;
    }

    /** Starts one over {@code redis}. */
    static MethodNode over(RedisServer redis) {
        System.setProperty(URI, redis.uri());
        try {
            return new MethodNode(SeContainerInitializer.newInstance()
                    .disableDiscovery() // the example's beans are on this class path too
                    .addExtensions(new CachexExtension())
                    .addBeanClasses(Methods.class, Answering.class)
                    .initialize());
        } finally {
            System.clearProperty(URI);
        }
    }

    Methods methods() {
        return container.select(Methods.class).get();
    }

    /** Returns what Cachex puts before a method, made as the container makes it. */
    FetchInterceptor interceptor() {
        return new FetchInterceptor(container.select(CachedMethodsSource.class).get());
    }

    @Override
    public void close() {
        container.close();
    }

    /** Its methods. */
    @ApplicationScoped
    public static class Methods {
        /** Returns the double of {@code number}, cached. */
        @CachexFetch(cache = "methods", key = "double:{0}")
        public Long cached(Integer number) {
            return 2L * number;
        }

        /** Returns what the interceptor answers. */
        @Answered
        public Long answered(Integer number) {
            return 2L * number;
        }
    }

    /** Marks methods whose interceptor answers by itself. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Answered {}

    /** Looks at the arguments and answers: the least that an interceptor of a cache has to do. */
    @Answered
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    public static class Answering {
        private static final Long ANSWER = 2L;

        /** Returns the same each time. */
        @AroundInvoke
        public Object answer(InvocationContext call) {
            return call.getParameters().length == 1 ? ANSWER : null;
        }
    }
}
