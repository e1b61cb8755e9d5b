// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.CacheAnnotation;
import io.github.cachex.cdi.plan.MethodAnnotations;
import io.github.cachex.cdi.plan.Planner.Plans;
import io.github.cachex.core.config.ConfigurableMethod;
import io.github.cachex.core.config.MeantKeys;
import io.github.cachex.core.config.StrayKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares the caches and methods that are configured with those that there are. */
final class ConfiguredNames {
    private final Set<String> caches = new TreeSet<>();
    private final Set<ConfigurableMethod> methods = new LinkedHashSet<>();

    /** Adds {@code method} and the caches of its plans. */
    void add(BeanMethod method, Plans plans) {
        plans.values().forEach(plan -> caches.add(plan.cache()));
        plans.invalidations().forEach(plan -> caches.add(plan.cache()));
        caches.addAll(MethodAnnotations.otherCaches(method.method()));
        for (CacheAnnotation kind : CacheAnnotation.values()) {
            if (kind.isOn(method.bean(), method.method())) {
                methods.add(
                        new ConfigurableMethod(method.bean(), method.method().getName(), kind.simpleName()));
            }
        }
    }

    /** Returns warnings of what {@code names} say of caches and methods of an application, nothing of whose beans is wrong. */
    List<String> warnings(Set<String> names, Collection<Class<?>> beans, CacheFillers fillers) {
        Set<String> all = new TreeSet<>(caches);
        all.addAll(fillers.handlers());
        all.add(MicroProfileSource.WARM_CACHE);
        StrayKeys stray = new StrayKeys(names);
        List<String> warnings = new ArrayList<>();
        if (!fillers.mayBeAny()) {
            warnings.addAll(stray.ofCaches(all));
        }
        warnings.addAll(stray.ofMethods(beans, methods));
        warnings.addAll(new MeantKeys(names, all, methods).ambiguous(names));
        return warnings;
    }
}
