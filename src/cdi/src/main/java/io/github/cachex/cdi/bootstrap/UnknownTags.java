// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.bootstrap.UnlikeTypes.Known;
import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.InvalidationPlan;
import io.github.cachex.cdi.plan.KeyForm;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.cdi.plan.Planner.Plans;
import io.github.cachex.core.config.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds tags that are invalidated and that no annotation of their cache gives to a value; a load may still do so in code. */
final class UnknownTags {
    private final Map<String, List<Known>> declared = new TreeMap<>();
    private final Map<BeanMethod, List<InvalidationPlan>> invalidations = new LinkedHashMap<>();
    private final Set<String> tagsInCode = new HashSet<>();

    /** Adds what {@code method} declares and invalidates. */
    void add(BeanMethod method, Plans plans) {
        for (MethodPlan plan : plans.values()) {
            List<Known> known = declared.computeIfAbsent(plan.cache(), first -> new ArrayList<>());
            plan.tagForms().forEach(form -> known.add(new Known(form, method)));
            if (ContextTags.mayBeAddedBy(method.bean())) {
                tagsInCode.add(plan.cache());
            }
        }
        invalidations.put(method, plans.invalidations());
    }

    /** Returns a warning for each tag that nobody declares in a cache that {@code fillers} leave to annotations. */
    List<String> warnings(CacheFillers fillers) {
        return invalidations.entrySet().stream()
                .flatMap(invalidation -> invalidation.getValue().stream()
                        .filter(plan -> declared.containsKey(plan.cache()) && !tagsInCode.contains(plan.cache()))
                        .filter(plan -> !fillers.mayFill(plan.cache()) && !fillers.hasWarmers())
                        .flatMap(plan -> plan.reach().tags().stream()
                                .flatMap(tag -> warning(invalidation.getKey(), plan.cache(), tag).stream())))
                .toList();
    }

    private Optional<String> warning(BeanMethod method, String cache, KeyForm tag) {
        List<Known> known = declared.getOrDefault(cache, List.of());
        String start = method.name() + ": @CachexInvalidate of cache '" + cache + "' has the tag '" + tag.text() + "'";
        Optional<UnlikeTypes> unlike = UnlikeTypes.among(known, tag);
        if (unlike.isPresent()) {
            return Optional.of(start + unlike.get().text() + "nothing is invalidated; "
                    + unlike.get().remedy(false));
        }
        return known.stream().anyMatch(one -> tag.meets(one.form()))
                ? Optional.empty()
                : Optional.of(start + ", which no annotation gives to a value of it; "
                        + Nearest.of(
                                        tag.text(),
                                        known.stream()
                                                .map(one -> one.form().text())
                                                .toList())
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("add it to the tags of the @CachexFetch whose values it is about"));
    }
}
