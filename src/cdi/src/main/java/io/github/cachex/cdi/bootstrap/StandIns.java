// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.BeanMethod;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Knows which beans the container injects in place of others, so that only one of them is ever called. */
final class StandIns {
    private StandIns() {}

    /** Returns whether the bean of {@code later} is injected wherever that of {@code earlier} would have been. */
    static boolean isFor(BeanMethod earlier, BeanMethod later) {
        Class<?> replaced = earlier.bean();
        Class<?> bean = later.bean();
        if (replaced == bean) {
            return false;
        }
        return replaced.isAssignableFrom(bean)
                ? isAlternative(bean, new HashSet<>()) || bean.isAnnotationPresent(Specializes.class)
                : isAlternative(bean, new HashSet<>()) && shareRole(earlier, later);
    }

    /** Returns whether {@code annotated} is marked, be it by a stereotype. */
    private static boolean isAlternative(Class<?> annotated, Set<Class<?>> seen) {
        return annotated.isAnnotationPresent(Alternative.class)
                || Arrays.stream(annotated.getAnnotations())
                        .map(Annotation::annotationType)
                        .anyMatch(type -> type.isAnnotationPresent(Stereotype.class)
                                && seen.add(type)
                                && isAlternative(type, seen));
    }

    /** Returns whether both methods are those of one interface, by which others ask for them. */
    private static boolean shareRole(BeanMethod one, BeanMethod other) {
        return Overrides.interfaces(one.bean()).stream()
                .filter(role -> role.isAssignableFrom(other.bean()))
                .anyMatch(role -> declares(role, one.method()) && declares(role, other.method()));
    }

    private static boolean declares(Class<?> role, Method method) {
        return Arrays.stream(role.getMethods())
                .anyMatch(declared -> declared.getName().equals(method.getName())
                        && declared.getParameterCount() == method.getParameterCount());
    }
}
