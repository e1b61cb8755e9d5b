// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.MethodNames;
import io.github.cachex.cdi.plan.Planner;
import io.github.cachex.core.key.DefaultKeyGenerator;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds fetch methods of one cache whose generated keys may be the same, so that one would answer with the other's value:
 * such a key is made from the arguments alone, as it must be for a put or an invalidation to meet it.
 */
final class SharedKeys {
    private record Space(String cache, int parts) {}

    private record Place(Class<?> bean, Method method) {}

    private final Planner planner;
    private final Map<Space, Place> taken = new HashMap<>();

    SharedKeys(Planner planner) {
        this.planner = planner;
    }

    /** Returns which earlier method {@code method} of {@code bean} shares its keys with, and the remedy. */
    Optional<String> problem(Class<?> bean, Method method) {
        return planner.cacheOfGeneratedKey(bean, method).flatMap(cache -> {
            Place first =
                    taken.putIfAbsent(new Space(cache, DefaultKeyGenerator.parts(method)), new Place(bean, method));
            if (first == null || first.method().equals(method)) {
                return Optional.empty();
            }
            return Optional.of("@CachexFetch in cache '" + cache + "' would share generated keys with "
                    + MethodNames.of(first.bean(), first.method())
                    + "; give each a key template, or leave the cache's name out so that each has its own");
        });
    }
}
