// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import io.github.cachex.cdi.interceptor.CachedMethodsSource;
import io.github.cachex.cdi.interceptor.PutInterceptor;
import io.github.cachex.cdi.interceptor.Timing;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import javax.cache.annotation.CachePut;
import org.jspecify.annotations.Nullable;

/** Stores the argument that methods marked {@link CachePut} mark as their value. */
@CachePut
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_AFTER)
public class CachePutInterceptor extends PutInterceptor {
    private static final long serialVersionUID = 1L;

    /** Called by the container. */
    @Inject
    public CachePutInterceptor(CachedMethodsSource source) {
        super(source);
    }

    @Override
    @AroundInvoke
    public @Nullable Object put(InvocationContext call) throws Exception {
        try (CallTarget target = CallTarget.of(call)) {
            return super.put(call);
        }
    }

    @Override
    protected Timing timing(InvocationContext call) {
        CachePut asked = call.getMethod().getAnnotation(CachePut.class);
        return asked.afterInvocation()
                ? new Timing(false, Filter.of(asked.cacheFor(), asked.noCacheFor(), false))
                : Timing.BEFORE;
    }
}
