// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import io.github.cachex.cdi.plan.DropPlan;
import io.github.cachex.cdi.plan.Target;
import io.github.cachex.core.engine.EngineCache;

/** A plan to drop entries, and the cache that they are in. */
record Drop(EngineCache cache, DropPlan plan) {
    /** Drops {@code target}. A sick backend is no reason to fail. */
    void drop(Target target) {
        boolean soft = plan.isSoft();
        if (target instanceof Target.Ids some) {
            // A list of keys may have been empty.
            if (!some.ids().isEmpty()) {
                cache.invalidateResolved(some.ids(), soft);
            }
        } else if (target instanceof Target.Tagged tagged) {
            cache.invalidateTagsResolved(tagged.tags(), soft);
        } else if (target instanceof Target.Matching matching) {
            cache.invalidateMatchingResolved(matching.glob(), soft);
        } else {
            cache.clearResolved(soft);
        }
    }
}
