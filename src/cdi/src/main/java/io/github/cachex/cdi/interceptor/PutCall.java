// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.cdi.plan.Elementwise;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.error.CacheKeyException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One call of a method marked {@code CachexPut}. */
interface PutCall {
    /**
     * Returns the call with {@code arguments}, which is about to begin; empty if it stores nothing.
     *
     * @throws CacheKeyException when no key or no tag can be made of the arguments; what else names the key may throw anything
     */
    static Optional<PutCall> begin(CachedMethod method, @Nullable Object[] arguments) {
        MethodPlan plan = method.plan();
        if (!plan.isFor(arguments)) {
            return Optional.empty();
        }
        Optional<Elementwise> elements = plan.elements();
        if (elements.isEmpty()) {
            return Optional.of(ValuePut.begin(method, arguments));
        }
        return elements.get().areGiven(arguments)
                ? Optional.of(ElementPut.begin(method, elements.get(), arguments))
                : Optional.empty();
    }

    /** Stores what the method returned, or the argument that it marks. Never throws. */
    void end(@Nullable Object result);

    /** Returns the id of the key; empty where it is made of the result, or there are several. */
    default Optional<String> id() {
        return Optional.empty();
    }

    /** Runs a method. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object proceed() throws Exception;
    }

    /** Runs {@code method} and stores its value, as {@code timing} says; where it is {@code later}, once its stage has ended. */
    default @Nullable Object run(Timing timing, boolean later, Body method) throws Exception {
        if (timing.before()) {
            end(null);
            return method.proceed();
        }
        Object result;
        try {
            result = method.proceed();
        } catch (Throwable e) {
            failed(timing, e);
            throw e;
        }
        if (later) {
            return result instanceof CompletionStage<?> stage
                    ? Stages.then(stage, this::stored, failure -> failed(timing, failure))
                    : result;
        }
        return stored(result);
    }

    private void failed(Timing timing, Throwable failure) {
        if (timing.failures().test(failure)) {
            var unused = stored(null);
        }
    }

    private @Nullable Object stored(@Nullable Object result) {
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            end(result);
            return result;
        }
    }
}
