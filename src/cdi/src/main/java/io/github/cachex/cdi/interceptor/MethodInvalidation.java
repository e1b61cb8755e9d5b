// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.cdi.plan.InvalidationPlan;
import io.github.cachex.core.engine.MethodCache;
import io.github.cachex.core.engine.MethodCache.When;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.error.CacheKeyException;

/** A plan to invalidate entries, the cache that they are in, and what is logged of its calls. */
record MethodInvalidation(MethodCache cache, InvalidationPlan plan, CallWarnings warnings) {
    /**
     * Throws what {@link #invalidate} would throw for {@code target}.
     *
     * @throws CacheKeyException when the key policy rejects an id
     */
    void check(Selection target) {
        if (target instanceof Selection.Ids some) {
            for (String id : some.ids()) {
                cache.rejection(id).ifPresent(problem -> {
                    throw new CacheKeyException(problem);
                });
            }
        }
    }

    /** Invalidates {@code target} of {@code owner} after the commit; a failure is logged, since the method has done its work. */
    void invalidateAfterwards(Namespace owner, Selection target) {
        try {
            invalidate(owner, target, When.AFTER_COMMIT);
        } catch (Throwable e) {
            warnings.failed("entries are not invalidated", e);
        }
    }

    /** Invalidates {@code target} of {@code owner}, when that is said. A sick backend is no reason to fail. */
    void invalidate(Namespace owner, Selection target, When when) {
        // A list of keys may have been empty.
        if (!(target instanceof Selection.Ids some && some.ids().isEmpty())) {
            cache.invalidate(owner, target, plan.isSoft(), when);
        }
    }
}
