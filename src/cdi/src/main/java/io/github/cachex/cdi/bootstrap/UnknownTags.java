// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.DropPlan;
import io.github.cachex.cdi.plan.KeyForm;
import io.github.cachex.cdi.plan.KeyForm.Source;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.cdi.plan.Planner.Plans;
import io.github.cachex.core.config.Nearest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds tags that are invalidated and that no annotation of their cache gives to a value; a load may still do so in code. */
final class UnknownTags {
    private final Map<String, Set<String>> declared = new TreeMap<>();
    private final Map<BeanMethod, List<DropPlan>> drops = new LinkedHashMap<>();
    private final Set<String> tagsInCode = new HashSet<>();

    /** Adds what {@code method} declares and drops. */
    void add(BeanMethod method, Plans plans) {
        for (MethodPlan plan : plans.values()) {
            declared.computeIfAbsent(plan.cache(), first -> new LinkedHashSet<>())
                    .addAll(plan.tagForms());
            if (ContextTags.mayBeAddedBy(method.bean())) {
                tagsInCode.add(plan.cache());
            }
        }
        drops.put(method, plans.drops());
    }

    /** Returns a warning for each tag that nobody declares in a cache that {@code fillers} leave to annotations. */
    List<String> warnings(CacheFillers fillers) {
        return drops.entrySet().stream()
                .flatMap(drop -> drop.getValue().stream()
                        .filter(plan -> declared.containsKey(plan.cache()) && !tagsInCode.contains(plan.cache()))
                        .filter(plan -> !fillers.mayFill(plan.cache()) && !fillers.hasWarmers())
                        .flatMap(plan -> plan.reach().tags().stream()
                                .filter(tag -> !isDeclared(tag, plan.cache()))
                                .map(tag -> warning(drop.getKey(), plan.cache(), tag))))
                .toList();
    }

    private boolean isDeclared(String tag, String cache) {
        KeyForm form = new KeyForm(tag, Source.TEMPLATE);
        return declared.getOrDefault(cache, Set.of()).stream()
                .anyMatch(other -> form.meets(new KeyForm(other, Source.TEMPLATE)));
    }

    private String warning(BeanMethod method, String cache, String tag) {
        return method.name() + ": @CachexInvalidate of cache '" + cache + "' has the tag '" + tag
                + "', which no annotation gives to a value of it; "
                + Nearest.of(tag, declared.getOrDefault(cache, Set.of()))
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("add it to the tags of the @CachexFetch whose values it is about");
    }
}
