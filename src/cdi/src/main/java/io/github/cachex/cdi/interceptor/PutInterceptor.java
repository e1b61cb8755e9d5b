// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.CachexPut;
import io.github.cachex.cdi.plan.Kind;
import io.github.cachex.cdi.plan.MethodPlan;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores what methods marked {@link CachexPut} return, or the argument that they mark. */
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_AFTER)
public class PutInterceptor extends CachexInterceptor {
    private static final long serialVersionUID = 1L;

    /** Called by the container. */
    @Inject
    public PutInterceptor(CachedMethodsSource source) {
        super(source, Kind.PUT);
    }

    /** Runs the method and stores its value. */
    @AroundInvoke
    public @Nullable Object put(InvocationContext call) throws Exception {
        Optional<CachedMethod> asked = asked(call);
        Object result = call.proceed();
        if (asked.isPresent()) {
            MethodPlan plan = asked.get().plan();
            // The key is made now, so that an id which the method gave to its argument is in it.
            asked.get()
                    .cache()
                    .putResolved(
                            plan.key(call.getParameters()), plan.stored(result, call.getParameters()), plan.settings());
        }
        return result;
    }
}
