// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.cdi.interceptor.FetchInterceptor;
import io.github.cachex.cdi.interceptor.InvalidateInterceptor;
import io.github.cachex.cdi.interceptor.PutInterceptor;
import io.github.cachex.cdi.plan.MethodAnnotations;
import io.github.cachex.cdi.warmup.WarmUp;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The beans of Cachex itself. They are registered by name: the jar is no bean archive, so nobody scans it. */
final class OwnBeans {
    /** Our interceptors and what binds them; they cannot carry it themselves, since it is for methods alone. */
    static final Map<Class<?>, Class<? extends Annotation>> INTERCEPTORS = Map.of(
            FetchInterceptor.class, CachexFetch.class,
            PutInterceptor.class, CachexPut.class,
            InvalidateInterceptor.class, CachexInvalidate.class);

    static final List<Class<?>> ALL = List.of(
            EngineOwner.class,
            HandlerProducer.class,
            FetchInterceptor.class,
            PutInterceptor.class,
            InvalidateInterceptor.class,
            WarmUp.class);

    private OwnBeans() {}

    /** Returns {@link #INTERCEPTORS}, and those of dialects, which their own extensions register. */
    static Map<Class<?>, Class<? extends Annotation>> interceptors() {
        Map<Class<?>, Class<? extends Annotation>> all = new HashMap<>(INTERCEPTORS);
        MethodAnnotations.dialects().forEach(dialect -> all.putAll(dialect.interceptors()));
        return all;
    }

    /** Returns {@code binding} with nothing said in it. */
    static Annotation blank(Class<? extends Annotation> binding) {
        try {
            return Blanks.class.getDeclaredMethod("blank").getAnnotation(binding);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    /** Marks what was registered, which what a scan finds is not. The event of a container does not tell them apart. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Registered {}

    @SuppressWarnings("UnusedMethod") // read by reflection
    private interface Blanks {
        @CachexFetch
        @CachexPut
        @CachexInvalidate
        @Registered
        void blank();
    }
}
