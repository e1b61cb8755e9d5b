// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.plan.Kind;
import io.github.cachex.cdi.plan.MethodPlan;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers methods marked {@link CachexFetch} from their cache. */
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_AFTER)
public class FetchInterceptor extends CachexInterceptor {
    private static final long serialVersionUID = 1L;

    /** Called by the container. */
    @Inject
    public FetchInterceptor(CachedMethodsSource source) {
        super(source, Kind.FETCH);
    }

    /** Returns the cached value, or runs the method for it. */
    @AroundInvoke
    @SuppressWarnings("NullAway") // a loader may answer null
    public @Nullable Object fetch(InvocationContext call) throws Exception {
        Optional<CachedMethod> asked = asked(call);
        if (asked.isEmpty()) {
            return call.proceed();
        }
        MethodPlan plan = asked.get().plan();
        var key = plan.key(call.getParameters());
        Object content = asked.get()
                .cache()
                .fetchResolved(key, key, plan.settings(), context -> plan.content(call.proceed()));
        if (content == null && call.getMethod().getReturnType().isPrimitive()) {
            // Another method stored null under this key; a primitive cannot say so.
            return call.proceed();
        }
        return plan.returned(content);
    }
}
