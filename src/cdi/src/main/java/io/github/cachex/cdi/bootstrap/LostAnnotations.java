// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.CacheAnnotation;
import io.github.cachex.cdi.plan.MethodNames;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds annotations of a bean that no interceptor reaches though the container says nothing against them. */
final class LostAnnotations {
    /** Methods that the container calls by itself, on the bare object. Matched by name, since not all are always there. */
    private static final Set<String> CALLED_BY_THE_CONTAINER = Set.of(
            "jakarta.annotation.PostConstruct",
            "jakarta.annotation.PreDestroy",
            "jakarta.ejb.PostActivate",
            "jakarta.ejb.PrePassivate",
            "jakarta.inject.Inject",
            "jakarta.interceptor.AroundInvoke",
            "jakarta.interceptor.AroundTimeout");

    private LostAnnotations() {}

    /** Returns a warning for each annotation of a method that {@code bean} overrides or implements without it. */
    static List<String> warnings(Class<?> bean) {
        List<String> warnings = new ArrayList<>();
        AnnotatedMethods.inherited(bean).forEach(method -> {
            Method implementation = Overrides.implementation(bean, method);
            // An override with annotations of its own has said what it wants.
            if (!implementation.equals(method) && !AnnotatedMethods.isOurs(bean, implementation)) {
                warnings.add(warning(bean, method, implementation));
            }
        });
        return warnings;
    }

    private static String warning(Class<?> bean, Method method, Method implementation) {
        Class<?> declaring = implementation.getDeclaringClass();
        boolean implemented = Modifier.isAbstract(method.getModifiers());
        return MethodNames.of(declaring, implementation)
                + (implemented ? ": implements " : ": overrides ")
                + MethodNames.of(method.getDeclaringClass(), method) + " without its "
                + CacheAnnotation.names(bean, method) + ", which the container does not inherit, so that nothing is "
                + missed(bean, method) + " by " + bean.getName() + "; repeat the annotation there";
    }

    /** Returns a warning if {@code method} of {@code bean} is one that the container calls past all interceptors. */
    static Optional<String> warningOfCallback(Class<?> bean, Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> CALLED_BY_THE_CONTAINER.contains(type.getName()))
                .findFirst()
                .map(type -> MethodNames.of(bean, method) + ": " + CacheAnnotation.names(bean, method) + " on a @"
                        + type.getSimpleName()
                        + " method, which the container calls past all interceptors, so that nothing is "
                        + missed(bean, method) + "; move it to a method that is called on the injected bean");
    }

    /** Returns what does not happen where no interceptor comes to {@code method} of {@code bean}. */
    static String missed(Class<?> bean, Method method) {
        if (CacheAnnotation.FETCH.isOn(bean, method)) {
            return "cached";
        }
        return CacheAnnotation.PUT.isOn(bean, method) ? "stored" : "invalidated";
    }
}
