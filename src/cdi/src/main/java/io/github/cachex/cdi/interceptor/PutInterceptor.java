// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.CachexPut;
import io.github.cachex.core.fault.Faults;
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
    PlanCache<Optional<CachedMethod>> of(CachedMethods methods) {
        return methods.puts();
    }

    @Override
    Optional<CachedMethod> nothing() {
        return Optional.empty();
    }

    /** Runs the method and stores its value; where it answers by a stage, once that has ended. */
    @AroundInvoke
    public @Nullable Object put(InvocationContext call) throws Exception {
        // What code of the application throws as an interrupt must end neither the method nor the put after it.
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            return runAndPut(call);
        }
    }

    private @Nullable Object runAndPut(InvocationContext call) throws Exception {
        Optional<CachedMethod> asked = asked(call);
        Optional<PutCall> put = asked.flatMap(method -> PutCall.begin(method, call.getParameters()));
        Object result = call.proceed();
        if (asked.isEmpty() || put.isEmpty()) {
            return result;
        }
        if (asked.get().plan().isLater()) {
            return result instanceof CompletionStage<?> stage
                    ? Stages.then(stage, value -> stored(put.get(), value))
                    : result;
        }
        return stored(put.get(), result);
    }

    private static @Nullable Object stored(PutCall put, @Nullable Object result) {
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            put.end(result);
            return result;
        }
    }
}
