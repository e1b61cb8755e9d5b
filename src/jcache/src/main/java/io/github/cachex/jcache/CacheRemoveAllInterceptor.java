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
import javax.cache.annotation.CacheRemoveAll;
import org.jspecify.annotations.Nullable;

/** Invalidates all entries of the cache that methods marked {@link CacheRemoveAll} name. */
@CacheRemoveAll
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_AFTER + 1)
public class CacheRemoveAllInterceptor extends InvalidateInterceptor {
    private static final long serialVersionUID = 1L;

    /** Called by the container. */
    @Inject
    public CacheRemoveAllInterceptor(CachedMethodsSource source) {
        super(source);
    }

    @Override
    @AroundInvoke
    public @Nullable Object invalidate(InvocationContext call) throws Exception {
        return super.invalidate(call);
    }

    @Override
    protected Timing timing(InvocationContext call) {
        CacheRemoveAll asked = call.getMethod().getAnnotation(CacheRemoveAll.class);
        return asked.afterInvocation()
                ? new Timing(false, Filter.of(asked.evictFor(), asked.noEvictFor(), false))
                : Timing.BEFORE;
    }
}
