// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.cdi.plan.InvalidationPlan;
import io.github.cachex.cdi.plan.Target;
import io.github.cachex.core.engine.EngineCache;
import io.github.cachex.core.engine.EngineCache.When;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.error.CacheKeyException;

/** A plan to invalidate entries, the cache that they are in, and what is logged of its calls. */
record MethodInvalidation(EngineCache cache, InvalidationPlan plan, CallWarnings warnings) {
    /**
     * Throws what {@link #invalidate} would throw for {@code target}.
     *
     * @throws CacheKeyException when the key policy rejects an id
     */
    void check(Target target) {
        if (target instanceof Target.Ids some) {
            for (String id : some.ids()) {
                cache.rejection(id).ifPresent(problem -> {
                    throw new CacheKeyException(problem);
                });
            }
        }
    }

    /** Invalidates {@code target} of {@code owner} after the commit; a failure is logged, since the method has done its work. */
    void invalidateAfterwards(Namespace owner, Target target) {
        try {
            invalidate(owner, target, When.AFTER_COMMIT);
        } catch (Throwable e) {
            warnings.failed("entries are not invalidated", e);
        }
    }

    /** Invalidates {@code target} of {@code owner}, when that is said. A sick backend is no reason to fail. */
    void invalidate(Namespace owner, Target target, When when) {
        boolean soft = plan.isSoft();
        if (target instanceof Target.Ids some) {
            // A list of keys may have been empty.
            if (!some.ids().isEmpty()) {
                cache.invalidateResolved(owner, some.ids(), soft, when);
            }
        } else if (target instanceof Target.Tagged tagged) {
            cache.invalidateTagsResolved(owner, tagged.tags(), soft, when);
        } else if (target instanceof Target.Matching matching) {
            cache.invalidateMatchingResolved(owner, matching.glob(), soft, when);
        } else {
            cache.clearResolved(owner, soft, when);
        }
    }
}
