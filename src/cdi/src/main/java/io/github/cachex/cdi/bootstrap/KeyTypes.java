// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.CacheAnnotation;
import io.github.cachex.cdi.plan.KeyForm;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.cdi.plan.Planner.Plans;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds methods that keep values of different types under the same keys of one cache: an entry of another type is a miss, so
 * that each would load for ever and throw out what the other stored.
 */
final class KeyTypes {
    private record Keys(String cache, String form) {}

    private record Use(String method, KeyForm form, Type type) {}

    private final Map<Keys, List<Use>> taken = new HashMap<>();

    /** Returns which earlier method keeps another type than {@code method}, and the remedy. */
    Optional<String> problem(BeanMethod method, Plans plans) {
        return plans.values().stream()
                .flatMap(plan -> problem(method, plan).stream())
                .findFirst();
    }

    private Optional<String> problem(BeanMethod method, MethodPlan plan) {
        return plan.form().flatMap(form -> {
            Use use = new Use(method.name(), form, plan.valueType());
            List<Use> earlier = taken.computeIfAbsent(new Keys(plan.cache(), form.text()), first -> new ArrayList<>());
            Optional<Use> other = earlier.stream()
                    .filter(one -> one.form().meets(form) && !one.type().equals(use.type()))
                    .findFirst();
            earlier.add(use);
            return other.map(
                    one -> CacheAnnotation.names(method.bean(), method.method()) + " in cache '" + plan.cache()
                            + "' keeps "
                            + use.type().getTypeName() + " under the keys '" + form.text() + "', where " + one.method()
                            + " keeps "
                            + one.type().getTypeName()
                            + ", so that each would throw out what the other stored; give each a key template or a cache of its own");
        });
    }
}
