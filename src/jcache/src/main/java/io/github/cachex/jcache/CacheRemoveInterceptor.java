// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import io.github.cachex.cdi.interceptor.CachedMethodsSource;
import io.github.cachex.cdi.interceptor.InvalidateInterceptor;
import io.github.cachex.cdi.interceptor.Timing;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import javax.cache.annotation.CacheRemove;
import org.jspecify.annotations.Nullable;

/** Invalidates the entry that methods marked {@link CacheRemove} name. */
@CacheRemove
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_AFTER + 1)
public class CacheRemoveInterceptor extends InvalidateInterceptor {
    private static final long serialVersionUID = 1L;

    /** Called by the container. */
    @Inject
    public CacheRemoveInterceptor(CachedMethodsSource source) {
        super(source);
    }

    @Override
    @AroundInvoke
    public @Nullable Object invalidate(InvocationContext call) throws Exception {
        try (CallTarget target = CallTarget.of(call)) {
            return super.invalidate(call);
        }
    }

    @Override
    protected Timing timing(InvocationContext call) {
        CacheRemove asked = call.getMethod().getAnnotation(CacheRemove.class);
        return asked.afterInvocation()
                ? new Timing(false, Filter.of(asked.evictFor(), asked.noEvictFor(), false))
                : Timing.BEFORE;
    }
}
