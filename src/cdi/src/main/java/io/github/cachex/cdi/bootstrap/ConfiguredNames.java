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
import io.github.cachex.spi.LogLine;
import io.github.cachex.spi.LogMessage;
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
    List<LogLine> warnings(Set<String> names, Collection<Class<?>> beans, CacheFillers fillers) {
        Set<String> all = new TreeSet<>(caches);
        all.addAll(fillers.handlers());
        all.add(MicroProfileSource.WARM_CACHE);
        StrayKeys stray = new StrayKeys(names);
        List<LogLine> warnings = new ArrayList<>();
        if (!fillers.mayBeAny()) {
            stray.ofCaches(all).forEach(text -> warnings.add(LogMessage.CACHE_UNKNOWN.saying(text)));
        }
        stray.ofMethods(beans, methods).forEach(text -> warnings.add(LogMessage.METHOD_UNKNOWN.saying(text)));
        new MeantKeys(names, all, methods)
                .ambiguous(names)
                .forEach(text -> warnings.add(LogMessage.VARIABLE_AMBIGUOUS.saying(text)));
        return warnings;
    }
}
