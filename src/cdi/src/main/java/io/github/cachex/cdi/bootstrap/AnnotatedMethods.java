// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexWarm;
import io.github.cachex.cdi.plan.CacheAnnotation;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Finds the methods of a class that carry our annotations, whatever else they are. */
final class AnnotatedMethods {
    /**
     * Stands on a method with several {@link CachexInvalidate}. Weld looks into it and not every container does, so that the
     * extensions put one blank annotation in its place: that is what binds the interceptor, which reads the method itself.
     */
    static final Class<? extends Annotation> SEVERAL = CachexInvalidate.List.class;

    private AnnotatedMethods() {}

    /**
     * Returns those of {@code bean}, its superclasses and the default methods of its interfaces that a call runs, overridden
     * ones left out, in a steady order.
     */
    static List<Method> of(Class<?> bean) {
        return inherited(bean)
                .filter(method -> !Modifier.isAbstract(method.getModifiers())
                        || !method.getDeclaringClass().isInterface())
                .filter(method -> Overrides.implementation(bean, method).equals(method))
                .toList();
    }

    /** Returns those of {@code bean}, its superclasses and interfaces, overridden ones too; of interfaces what can be inherited. */
    static Stream<Method> inherited(Class<?> bean) {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            classes.add(type);
        }
        return Stream.concat(
                        classes.stream().flatMap(type -> Overrides.declared(type).stream()),
                        Overrides.interfaces(bean).stream()
                                .flatMap(type -> Overrides.declared(type).stream())
                                .filter(method -> !Modifier.isStatic(method.getModifiers())
                                        && !Modifier.isPrivate(method.getModifiers())))
                .filter(method -> isOurs(bean, method));
    }

    static boolean isOurs(Class<?> bean, Method method) {
        return method.isAnnotationPresent(CachexWarm.class) || isIntercepted(bean, method);
    }

    /** Returns whether one of our annotations is at work for {@code method} of {@code bean}. */
    static boolean isIntercepted(Class<?> bean, Method method) {
        return Stream.of(CacheAnnotation.values()).anyMatch(kind -> kind.isOn(bean, method));
    }

    /** Returns whether an annotation of {@code type} binds an interceptor of ours, by itself or by one that it carries. */
    static boolean isBinding(Class<? extends Annotation> type) {
        return isBinding(type.getName())
                || Arrays.stream(type.getAnnotations())
                        .anyMatch(carried -> isBinding(carried.annotationType().getName()));
    }

    /** Returns whether an annotation of {@code type}, given by its name, binds an interceptor of ours. */
    static boolean isBinding(String type) {
        return type.equals(SEVERAL.getName())
                || OwnBeans.interceptors().values().stream().anyMatch(binding -> type.equals(binding.getName()));
    }
}
