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
            Optional<CachedMethod> asked = asked(call);
            Optional<PutCall> put = asked.flatMap(method -> PutCall.begin(method, call.getParameters()));
            return asked.isEmpty() || put.isEmpty()
                    ? call.proceed()
                    : put.get().run(timing(call), asked.get().plan().isLater(), call::proceed);
        }
    }

    /** Returns when the value of {@code call} is stored; before the method it must not be made of what that returns. */
    protected Timing timing(InvocationContext call) {
        return Timing.AFTER_SUCCESS;
    }
}
