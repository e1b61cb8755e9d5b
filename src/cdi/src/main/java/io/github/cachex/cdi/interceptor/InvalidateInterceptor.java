// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.CachexInvalidate;
import io.github.cachex.cdi.plan.Kind;
import io.github.cachex.cdi.plan.MethodPlan;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drops the keys of methods marked {@link CachexInvalidate}. */
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_AFTER)
public class InvalidateInterceptor extends CachexInterceptor {
    private static final long serialVersionUID = 1L;

    /** Called by the container. */
    @Inject
    public InvalidateInterceptor(CachedMethodsSource source) {
        super(source, Kind.INVALIDATE);
    }

    /** Runs the method and drops its key. */
    @AroundInvoke
    public @Nullable Object invalidate(InvocationContext call) throws Exception {
        Optional<CachedMethod> asked = asked(call);
        if (asked.isEmpty()) {
            return call.proceed();
        }
        MethodPlan plan = asked.get().plan();
        String id = plan.id(call.getParameters());
        if (plan.before()) {
            asked.get().cache().invalidateResolved(java.util.List.of(id), false);
        }
        Object result = call.proceed();
        asked.get().cache().invalidateResolved(java.util.List.of(id), false);
        String idAfterwards = plan.id(call.getParameters());
        if (!idAfterwards.equals(id)) {
            // The method changed what its key is made of: what is cached under the new id is old as well.
            asked.get().cache().invalidateResolved(java.util.List.of(idAfterwards), false);
        }
        return result;
    }
}
