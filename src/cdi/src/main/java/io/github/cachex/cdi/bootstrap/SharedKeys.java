// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.Planner;
import io.github.cachex.core.config.Allowance;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.key.DefaultKeyGenerator;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds fetch methods of one cache whose generated keys may be the same, so that one would answer with the other's value:
 * such a key is made from the arguments alone, as it must be for a put or an invalidation to meet it.
 */
final class SharedKeys {
    private record Space(String cache, int parts) {}

    private final Planner planner;
    private final Configuration configuration;
    private final Findings findings;
    private final Map<Space, BeanMethod> taken = new HashMap<>();

    SharedKeys(Planner planner, Configuration configuration, Findings findings) {
        this.planner = planner;
        this.configuration = configuration;
        this.findings = findings;
    }

    /** Adds {@code place}, and a problem if it shares its keys with an earlier one. Returns whether it does. */
    boolean add(BeanMethod place) {
        return planner.cacheOfGeneratedKey(place.bean(), place.method())
                .filter(cache -> isShared(cache, place))
                .isPresent();
    }

    private boolean isShared(String cache, BeanMethod place) {
        BeanMethod first = taken.putIfAbsent(new Space(cache, DefaultKeyGenerator.parts(place.method())), place);
        if (first == null || first.method().equals(place.method())) {
            return false;
        }
        findings.problem(
                configuration,
                Allowance.SHARED_KEYS,
                "@CachexFetch in cache '" + cache + "' would share generated keys with " + first.name()
                        + "; give each a key template, or leave the cache's name out so that each has its own",
                place,
                first);
        return true;
    }
}
