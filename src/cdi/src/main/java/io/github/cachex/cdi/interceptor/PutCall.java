// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.cdi.plan.Elementwise;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.error.CacheKeyException;
import java.util.Optional;
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
}
