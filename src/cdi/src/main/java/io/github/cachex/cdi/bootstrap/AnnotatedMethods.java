// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexWarm;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the methods of a class that carry our annotations, whatever else they are. */
final class AnnotatedMethods {
    static final List<Class<? extends Annotation>> BINDINGS =
            List.of(CachexFetch.class, CachexPut.class, CachexInvalidate.class);

    /**
     * Stands on a method with several {@link CachexInvalidate}. Weld looks into it and not every container does, so that the
     * extensions put one blank annotation in its place: that is what binds the interceptor, which reads the method itself.
     */
    static final Class<? extends Annotation> SEVERAL = CachexInvalidate.List.class;

    private AnnotatedMethods() {}

    /** Returns those of {@code bean} and its superclasses, overridden ones left out, in a steady order. */
    static List<Method> of(Class<?> bean) {
        List<Method> found = new ArrayList<>();
        Set<List<Object>> overridden = new HashSet<>();
        for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Method method : declared(type)) {
                boolean hidden = Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers());
                boolean first =
                        hidden || overridden.add(List.of(method.getName(), Arrays.asList(method.getParameterTypes())));
                if (first && isOurs(method)) {
                    found.add(method);
                }
            }
        }
        return found;
    }

    /** Returns those of the interfaces of {@code bean}; no container looks there. */
    static List<Method> ofInterfaces(Class<?> bean) {
        List<Method> found = new ArrayList<>();
        for (Class<?> type : interfaces(bean)) {
            declared(type).stream().filter(AnnotatedMethods::isOurs).forEach(found::add);
        }
        return found;
    }

    private static Set<Class<?>> interfaces(Class<?> bean) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> type = bean; type != null; type = type.getSuperclass()) {
            for (Class<?> direct : type.getInterfaces()) {
                interfaces.add(direct);
                interfaces.addAll(interfaces(direct));
            }
        }
        return interfaces;
    }

    private static List<Method> declared(Class<?> type) {
        try {
            return Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> !method.isSynthetic())
                    .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString))
                    .toList();
        } catch (LinkageError e) {
            // A class whose optional library is not there cannot run its methods either.
            return List.of();
        }
    }

    private static boolean isOurs(Method method) {
        return method.isAnnotationPresent(CachexWarm.class) || isIntercepted(method);
    }

    static boolean isIntercepted(Method method) {
        return BINDINGS.stream().anyMatch(binding -> isOn(method, binding));
    }

    /** Returns whether {@code method} carries {@code binding}, once or several times. */
    static boolean isOn(Method method, Class<? extends Annotation> binding) {
        return method.getAnnotationsByType(binding).length > 0;
    }

    /** Returns whether an annotation of {@code type}, given by its name, binds an interceptor of ours. */
    static boolean isBinding(String type) {
        return type.equals(SEVERAL.getName()) || BINDINGS.stream().anyMatch(binding -> type.equals(binding.getName()));
    }
}
