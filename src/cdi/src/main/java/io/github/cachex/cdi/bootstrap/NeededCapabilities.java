// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.InvalidationPlan;
import io.github.cachex.cdi.plan.Planner.Plans;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.Capability;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the annotations of an application need of its backend. */
final class NeededCapabilities {
    private static final String INVALIDATION =
            "@CachexInvalidate of what tags, matching or all name; name keys, or use another backend: ";
    private static final String TAGS = "tags that nothing can invalidate; remove them, or use another backend: ";

    /** Why marks are needed, by place. */
    private final Map<String, String> marks = new LinkedHashMap<>();

    /** Adds what {@code method} needs. */
    void add(BeanMethod method, Plans plans) {
        if (plans.invalidations().stream().map(InvalidationPlan::reach).anyMatch(InvalidationPlan.Reach::groups)) {
            marks.put(method.name(), INVALIDATION);
        } else if (plans.values().stream().anyMatch(plan -> !plan.tagForms().isEmpty())) {
            marks.put(method.name(), TAGS);
        }
    }

    /** Returns a problem for each place that needs what {@code backend} lacks. */
    List<String> missing(CacheBackend backend) {
        Set<Capability> capabilities = backend.capabilities();
        return Capability.MARKS
                .missing(capabilities, backend.type())
                .map(lack -> marks.entrySet().stream()
                        .map(place -> place.getKey() + ": " + place.getValue() + lack)
                        .toList())
                .orElse(List.of());
    }
}
