// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.cdi.plan.DropPlan;
import io.github.cachex.cdi.plan.Target;
import io.github.cachex.core.engine.EngineCache;
import io.github.cachex.core.engine.EngineCache.When;

/** A plan to drop entries, and the cache that they are in. */
record Drop(EngineCache cache, DropPlan plan) {
    /** Drops {@code target}, when that is said. A sick backend is no reason to fail. */
    void drop(Target target, When when) {
        boolean soft = plan.isSoft();
        if (target instanceof Target.Ids some) {
            // A list of keys may have been empty.
            if (!some.ids().isEmpty()) {
                cache.invalidateResolved(some.ids(), soft, when);
            }
        } else if (target instanceof Target.Tagged tagged) {
            cache.invalidateTagsResolved(tagged.tags(), soft, when);
        } else if (target instanceof Target.Matching matching) {
            cache.invalidateMatchingResolved(matching.glob(), soft, when);
        } else {
            cache.clearResolved(soft, when);
        }
    }
}
