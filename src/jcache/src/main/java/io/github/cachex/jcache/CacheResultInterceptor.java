// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import io.github.cachex.cdi.interceptor.CachedMethodsSource;
import io.github.cachex.cdi.interceptor.FetchInterceptor;
import io.github.cachex.cdi.interceptor.KeptTexts;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Optional;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** Answers methods marked {@link CacheResult} from their cache, and throws what they threw before where that is cached. */
@CacheResult
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_AFTER)
public class CacheResultInterceptor extends FetchInterceptor {
    private static final long serialVersionUID = 1L;

    private final CachedMethodsSource source;

    /** Called by the container. */
    @Inject
    public CacheResultInterceptor(CachedMethodsSource source) {
        super(source);
        this.source = source;
    }

    @Override
    @AroundInvoke
    public @Nullable Object fetch(InvocationContext call) throws Exception {
        try (CallTarget target = CallTarget.of(call)) {
            CacheResult asked = call.getMethod().getAnnotation(CacheResult.class);
            return asked != null && asked.skipGet() ? renew(call) : super.fetch(call);
        }
    }

    @Override
    protected @Nullable Object proceed(InvocationContext call, String id) throws Exception {
        CacheResult asked = call.getMethod().getAnnotation(CacheResult.class);
        if (asked.exceptionCacheName().isEmpty()) {
            return call.proceed();
        }
        Filter filter = Filter.of(asked.cachedExceptions(), asked.nonCachedExceptions(), true);
        KeptTexts exceptions = source.cachedMethods().texts(CacheNames.legal(asked.exceptionCacheName()));
        if (!asked.skipGet()) {
            Optional<Throwable> known = exceptions
                    .find(id)
                    .flatMap(text -> CachedException.parse(text)
                            .rebuilt(call.getMethod().getDeclaringClass().getClassLoader(), filter));
            if (known.isPresent()) {
                throw failure(known.get());
            }
        }
        try {
            return call.proceed();
        } catch (Throwable e) {
            if (filter.test(e)) {
                CachedException.of(e).ifPresent(cached -> exceptions.keep(id, cached.text()));
            }
            throw e;
        }
    }

    private static Exception failure(Throwable known) {
        if (known instanceof Error error) {
            throw error;
        }
        return known instanceof Exception exception ? exception : new IllegalStateException(known);
    }
}
