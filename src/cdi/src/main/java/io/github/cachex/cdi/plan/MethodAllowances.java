// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CachexAllow;
import io.github.cachex.core.config.Allowance;
import io.github.cachex.core.config.Configuration;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What methods do on purpose: said by {@link CachexAllow} on the method or its bean's class, or outside. */
public final class MethodAllowances {
    private MethodAllowances() {}

    /** Returns all that {@code method} may do. */
    public static Set<Allowance> of(Configuration configuration, BeanMethod method) {
        Set<Allowance> allowed = ofItsOwn(configuration, method);
        allowed.addAll(configuration.allowances().everywhere());
        return allowed;
    }

    /** Returns what {@code method} may do and not every other. */
    public static Set<Allowance> ofItsOwn(Configuration configuration, BeanMethod method) {
        Set<Allowance> allowed = EnumSet.noneOf(Allowance.class);
        for (String word : words(method)) {
            known(word).ifPresent(allowed::add);
        }
        allowed.addAll(
                configuration.allowances().of(method.bean(), method.method().getName()));
        return allowed;
    }

    /** Returns what is wrong with the annotations, each as "problem; remedy". */
    public static List<String> problems(BeanMethod method) {
        List<String> problems = new ArrayList<>();
        for (String word : words(method)) {
            try {
                Allowance unused = Allowance.of(word);
            } catch (IllegalArgumentException e) {
                problems.add("@CachexAllow(\"" + word + "\"): " + e.getMessage());
            }
        }
        return problems;
    }

    private static Optional<Allowance> known(String word) {
        try {
            return Optional.of(Allowance.of(word));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // Told by problems.
        }
    }

    private static List<String> words(BeanMethod method) {
        List<String> words = new ArrayList<>();
        for (AnnotatedElement place : List.of(method.method(), method.bean())) {
            Optional.ofNullable(place.getAnnotation(CachexAllow.class))
                    .ifPresent(allow -> words.addAll(List.of(allow.value())));
        }
        return words;
    }
}
