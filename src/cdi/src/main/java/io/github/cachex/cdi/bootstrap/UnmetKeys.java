// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.bootstrap.UnlikeTypes.Known;
import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.CacheAnnotation;
import io.github.cachex.cdi.plan.InvalidationPlan;
import io.github.cachex.cdi.plan.KeyForm;
import io.github.cachex.cdi.plan.KeyForm.Source;
import io.github.cachex.cdi.plan.MethodAnnotations;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.cdi.plan.Planner.Plans;
import io.github.cachex.core.config.Allowance;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.Nearest;
import io.github.cachex.spi.LogMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds invalidations and puts whose keys no fetch of their cache can have, so that nothing is invalidated and nobody is served. */
final class UnmetKeys {
    private final Configuration configuration;
    private final Findings findings;
    private final CacheFillers fillers;
    private final Map<String, List<Known>> fetches = new TreeMap<>();
    private final Set<String> unknown = new TreeSet<>();
    private final Set<String> otherCaches = new TreeSet<>();
    private final List<Use> uses = new ArrayList<>();
    private boolean incomplete;

    private record Use(String annotation, String cache, BeanMethod method, List<KeyForm> keys) {
        boolean isPut() {
            return annotation.equals("@CachexPut");
        }
    }

    UnmetKeys(Configuration configuration, Findings findings, CacheFillers fillers) {
        this.configuration = configuration;
        this.findings = findings;
        this.fillers = fillers;
    }

    /** Adds what {@code method} fetches, puts and invalidates. */
    void add(BeanMethod method, Plans plans) {
        boolean isFetch = CacheAnnotation.FETCH.isOn(method.bean(), method.method());
        otherCaches.addAll(MethodAnnotations.otherCaches(method.method()));
        for (MethodPlan plan : plans.values()) {
            if (!isFetch) {
                uses.add(new Use(
                        "@CachexPut", plan.cache(), method, plan.form().stream().toList()));
                continue;
            }
            List<Known> known = fetches.computeIfAbsent(plan.cache(), first -> new ArrayList<>());
            plan.form().ifPresentOrElse(form -> known.add(new Known(form, method)), () -> unknown.add(plan.cache()));
        }
        for (InvalidationPlan plan : plans.invalidations()) {
            uses.add(new Use(
                    "@CachexInvalidate", plan.cache(), method, plan.reach().keys()));
        }
    }

    /** Notes that nothing is known of {@code method}, since it is wrong: what a fetch would have met is not looked for. */
    void leaveOut(BeanMethod method) {
        incomplete |= CacheAnnotation.FETCH.isOn(method.bean(), method.method());
    }

    /** Returns the names of the caches that annotated fetches fill. */
    Set<String> fetched() {
        return fetches.keySet();
    }

    /** Tells the findings what meets nothing. */
    void check() {
        for (Use use : incomplete ? List.<Use>of() : uses) {
            List<Known> known = fetches.get(use.cache());
            if (known == null) {
                checkCache(use);
            } else if (!unknown.contains(use.cache())) {
                use.keys().forEach(key -> check(use, key, known));
            }
        }
    }

    private void check(Use use, KeyForm key, List<Known> known) {
        Optional<UnlikeTypes> unlike = UnlikeTypes.among(known, key);
        if (unlike.isPresent()) {
            tell(
                    use,
                    what(key) + unlike.get().text() + said(use) + "; "
                            + unlike.get().remedy(true) + orAll(use));
        } else if (known.stream().noneMatch(fetch -> key.meets(fetch.form()))) {
            Known near = nearest(key, known);
            tell(
                    use,
                    what(key) + ", and no fetch of it has such a key, so that " + said(use) + "; the nearest is "
                            + shown(near.form()) + " of " + near.method().name() + ", so "
                            + remedy(use, key, near.form()));
        }
    }

    private void checkCache(Use use) {
        if (fillers.mayFill(use.cache()) || otherCaches.contains(use.cache())) {
            return;
        }
        Collection<String> names = new TreeSet<>(fetches.keySet());
        names.addAll(fillers.handlers());
        findings.warning(LogMessage.CACHE_UNFILLED.with(
                use.method().name(),
                use.annotation(),
                use.cache(),
                Nearest.of(use.cache(), names)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("name the cache of a @CachexFetch, or remove the annotation")));
    }

    private void tell(Use use, String what) {
        String problem = use.annotation() + " of cache '" + use.cache() + "' " + what;
        if (fillers.mayFill(use.cache()) || fillers.areKeysUnknown()) {
            findings.warning(LogMessage.KEY_UNMET.saying(use.method().name() + ": " + problem));
        } else {
            findings.problem(configuration, Allowance.UNMET, problem, use.method());
        }
    }

    private static String said(Use use) {
        return use.isPut() ? "nobody reads what is stored" : "nothing is invalidated";
    }

    private static String orAll(Use use) {
        return use.isPut() ? "" : ", or invalidate all by all = true";
    }

    private static String what(KeyForm key) {
        return switch (key.source()) {
            case GENERATED -> "has the key '" + key.text() + "', made from the arguments";
            case TEMPLATE -> "has the key '" + key.text() + "'";
            case PATTERN -> "invalidates what matches '" + key.text() + "'";
        };
    }

    private static String shown(KeyForm form) {
        return "'" + form.text() + "'" + (form.source() == Source.GENERATED ? ", made from the arguments," : "");
    }

    private static String remedy(Use use, KeyForm key, KeyForm near) {
        if (key.source() == Source.TEMPLATE && key.text().indexOf('*') >= 0 && !use.isPut()) {
            return "write matching = \"…\" for a pattern, since a star in a key is a star";
        }
        if (near.source() == Source.GENERATED) {
            return key.source() == Source.GENERATED
                    ? "mark the parameters that this one is made of @CachexKey" + orAll(use)
                    : "leave the key out, or give the fetch the same template" + orAll(use);
        }
        return "write that key" + orAll(use);
    }

    private static Known nearest(KeyForm key, List<Known> known) {
        Optional<String> text = Nearest.of(
                key.text(), known.stream().map(fetch -> fetch.form().text()).toList());
        return known.stream()
                .filter(fetch -> text.filter(fetch.form().text()::equals).isPresent())
                .findFirst()
                .orElse(known.get(0));
    }
}
