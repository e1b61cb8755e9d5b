// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The floor of an annotated method on Weld: an interceptor that looks at the arguments and answers. */
@NoOpInterceptor.Answered
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class NoOpInterceptor {
    private static final Post ANSWER = Post.of(1);

    /** Marks its methods. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    public @interface Answered {}

    /** Answers the same each time. */
    @AroundInvoke
    public Object answer(InvocationContext call) throws Exception {
        return call.getParameters().length > 0 ? ANSWER : call.proceed();
    }

    /** A bean with such a method. */
    @ApplicationScoped
    public static class Bean {
        /** Returns the answer of the interceptor. */
        @Answered
        public Post one(Long id) {
            return Post.of(id);
        }
    }

    /** Returns a batch that calls the method of the bean in {@code container}. */
    public static Batch calls(SeContainer container) {
        Bean bean = container.select(Bean.class).get();
        Long[] ids = ids();
        return times -> {
            for (int i = 0; i < times; i++) {
                Sink.take(bean.one(ids[i & (NearFloor.KEYS - 1)]));
            }
        };
    }

    /** Returns the arguments of such calls. */
    public static Long[] ids() {
        Long[] ids = new Long[NearFloor.KEYS];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (long) i;
        }
        return ids;
    }
}
