// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.bootstrap.UnlikeTypes.Known;
import io.github.cachex.cdi.plan.BeanMethod;
import io.github.cachex.cdi.plan.CacheAnnotation;
import io.github.cachex.cdi.plan.KeyForm;
import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.cdi.plan.Planner;
import io.github.cachex.cdi.plan.Planner.Plans;
import io.github.cachex.core.config.Allowance;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.spi.LogMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds fetch methods of one cache whose keys may be the same, so that one would answer with the other's value: those that make
 * them from the arguments alone, and those of several beans with the same template, be it one method that both inherit. Methods of
 * one class with the same template are taken to mean the same.
 */
final class SharedKeys {
    private record Space(String cache, String form) {}

    private final Planner planner;
    private final Configuration configuration;
    private final Findings findings;
    private final Map<Space, List<Known>> taken = new HashMap<>();

    SharedKeys(Planner planner, Configuration configuration, Findings findings) {
        this.planner = planner;
        this.configuration = configuration;
        this.findings = findings;
    }

    /** Adds {@code place}, and a problem if it shares keys with an earlier one by mistake. Returns whether it does. */
    boolean add(BeanMethod place, Plans plans) {
        Optional<MethodPlan> fetch = CacheAnnotation.FETCH.isOn(place.bean(), place.method())
                ? plans.values().stream().findFirst()
                : Optional.empty();
        Optional<KeyForm> form = fetch.flatMap(MethodPlan::form);
        return form.isPresent() && isShared(fetch.get().cache(), new Known(form.get(), place));
    }

    /** Adds a problem if several {@code producers} hand out objects with the fetch of {@code place}. Returns whether it does. */
    boolean addProduced(BeanMethod place, List<String> producers) {
        return producers.size() > 1
                && CacheAnnotation.FETCH.isOn(place.bean(), place.method())
                && findings.problem(
                        configuration,
                        Allowance.SHARED_KEYS,
                        "@CachexFetch on objects that " + String.join(" and ", producers)
                                + " hand out, which would share"
                                + " keys, so that one object would answer with the other's value; produce a class of its"
                                + " own for each, or fetch in the beans that call them",
                        place);
    }

    private boolean isShared(String cache, Known fetch) {
        BeanMethod place = fetch.method();
        Space space = new Space(cache, fetch.form().text());
        List<Known> earlier = taken.computeIfAbsent(space, first -> new ArrayList<>());
        Optional<BeanMethod> other = earlier.stream()
                .filter(one -> one.form().meets(fetch.form()))
                .map(Known::method)
                .filter(one -> !StandIns.isFor(one, place) && !StandIns.isFor(place, one))
                .findFirst();
        earlier.add(fetch);
        Optional<String> problem = other.flatMap(one -> problem(space, one, place));
        if (problem.isPresent()) {
            return findings.problem(configuration, Allowance.SHARED_KEYS, problem.get(), place, other.orElse(place));
        }
        other.ifPresent(one ->
                findings.remark(LogMessage.KEYS_SHARED.with(place.name(), space.form(), space.cache(), one.name())));
        return false;
    }

    private Optional<String> problem(Space space, BeanMethod first, BeanMethod place) {
        String start = "@CachexFetch in cache '" + space.cache() + "' ";
        if (first.method().equals(place.method())) {
            return Optional.of(start + "is inherited, and would share keys with " + first.name()
                    + ", so that one bean would answer with the other's value; leave the cache's name out so that each"
                    + " bean has its own, or name one in the @CachexDefaults of each");
        }
        if (isGenerated(first) && isGenerated(place)) {
            return Optional.of(start + "would share generated keys with " + first.name()
                    + "; give each a key template, or leave the cache's name out so that each has its own");
        }
        return first.bean() == place.bean()
                ? Optional.empty()
                : Optional.of(start + "has the keys '" + space.form() + "', as " + first.name()
                        + " has, so that one would answer with the other's value; give each a key template or a cache"
                        + " of its own");
    }

    private boolean isGenerated(BeanMethod place) {
        return planner.cacheOfGeneratedKey(place.bean(), place.method()).isPresent();
    }
}
