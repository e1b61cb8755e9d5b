// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.CachexPut;
import io.github.cachex.cdi.plan.MethodPlan;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Stores what methods marked {@link CachexPut} return, or the argument that they mark. */
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_AFTER)
public class PutInterceptor extends CachexInterceptor<Optional<CachedMethod>> {
    private static final long serialVersionUID = 1L;

    /** Called by the container. */
    @Inject
    public PutInterceptor(CachedMethodsSource source) {
        super(source);
    }

    @Override
    Asked<Optional<CachedMethod>> of(CachedMethods methods) {
        return methods.puts();
    }

    @Override
    Optional<CachedMethod> nothing() {
        return Optional.empty();
    }

    /** Runs the method and stores its value; where it answers by a stage, once that has ended. */
    @AroundInvoke
    public @Nullable Object put(InvocationContext call) throws Exception {
        Optional<CachedMethod> asked = asked(call);
        Object result = call.proceed();
        if (asked.isEmpty()) {
            return result;
        }
        CachedMethod method = asked.get();
        if (!method.plan().isLater()) {
            return store(method, call.getParameters(), result);
        }
        return result instanceof CompletionStage<?> stage
                ? Stages.then(stage, value -> store(method, call.getParameters(), value))
                : result;
    }

    private static @Nullable Object store(CachedMethod method, @Nullable Object[] arguments, @Nullable Object result) {
        // The key is made now, so that an id which the method gave to its argument is in it.
        MethodPlan plan = method.plan();
        method.cache().putResolved(plan.key(arguments), plan.stored(result, arguments), plan.settings(arguments));
        return result;
    }
}
