// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.Planner.Plans;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.Capability;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What the annotations of an application need of its backend. */
final class NeededCapabilities {
    private static final String INVALIDATION =
            "@CachexInvalidate of what tags, matching or all name; name keys, or use another backend: ";
    private static final String TAGS = "tags that nothing can invalidate; remove them, or use another backend: ";

    private final List<Need> needs = new ArrayList<>();

    /** Marks, for the cache of a method, and why. */
    private record Need(String place, String cache, String reason) {}

    /** Adds what {@code method} needs. */
    void add(BeanMethod method, Plans plans) {
        plans.invalidations().stream()
                .filter(plan -> plan.reach().groups())
                .forEach(plan -> needs.add(new Need(method.name(), plan.cache(), INVALIDATION)));
        plans.values().stream()
                .filter(plan -> !plan.tagForms().isEmpty())
                .forEach(plan -> needs.add(new Need(method.name(), plan.cache(), TAGS)));
    }

    /** Returns a problem for each place that needs what the backend of its cache lacks, which {@code backends} tells. */
    List<String> missing(Function<String, CacheBackend> backends) {
        Set<String> problems = new LinkedHashSet<>();
        for (Need need : needs) {
            CacheBackend backend = backends.apply(need.cache());
            Capability.MARKS
                    .missing(backend.capabilities(), backend.type())
                    .ifPresent(lack -> problems.add(need.place() + ": " + need.reason() + lack));
        }
        return List.copyOf(problems);
    }
}
