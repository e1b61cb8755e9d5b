// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The annotations that are at work when a method is called. Where the method itself has none of a kind, those count that its
 * annotations carry; where it has none of any kind, those that the annotations of the bean's class carry, stereotypes above all. Of
 * annotations that carry others, the nearest counts.
 */
public enum CacheAnnotation {
    /** {@link CachexFetch}. */
    FETCH(CachexFetch.class),
    /** {@link CachexPut}. */
    PUT(CachexPut.class),
    /** {@link CachexInvalidate}. */
    INVALIDATE(CachexInvalidate.class);

    private final Class<? extends Annotation> annotation;

    CacheAnnotation(Class<? extends Annotation> annotation) {
        this.annotation = annotation;
    }

    /** Returns the annotation's class. */
    public Class<? extends Annotation> annotation() {
        return annotation;
    }

    /** Returns whether it is at work for {@code method} of {@code bean}, once or several times. */
    public boolean isOn(Class<?> bean, Method method) {
        return !on(bean, method).isEmpty();
    }

    /** Returns those of this kind that are at work for {@code method} of {@code bean}; of a fetch or a put the first counts. */
    public List<Annotation> on(Class<?> bean, Method method) {
        List<Annotation> own = MethodAnnotations.of(bean, method, this);
        return own.isEmpty()
                ? carried(bean, method).stream()
                        .<Annotation>map(Carried::annotation)
                        .distinct()
                        .toList()
                : own;
    }

    /** Returns the one of this kind that counts. */
    Optional<Annotation> first(Class<?> bean, Method method) {
        return on(bean, method).stream().findFirst();
    }

    private List<? extends Carried<?>> carried(Class<?> bean, Method method) {
        List<? extends Carried<?>> ofMethod = Carried.nearest(method, annotation);
        return ofMethod.isEmpty() && isLeftToTheClass(method) ? Carried.nearest(bean, annotation) : ofMethod;
    }

    /** What a class says of all its methods is not meant for those that say something themselves, or that nobody intercepts. */
    private boolean isLeftToTheClass(Method method) {
        int modifiers = method.getModifiers();
        return !method.isSynthetic()
                && (modifiers & (Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT)) == 0
                && (this == INVALIDATE || method.getReturnType() != void.class)
                && Stream.of(values())
                        .allMatch(kind -> !MethodAnnotations.isOn(method, kind)
                                && Carried.nearest(method, kind.annotation).isEmpty());
    }

    /** Tells {@code problems} what is wrong with the annotations that carry this kind to {@code method} of {@code bean}. */
    void checkCarried(Class<?> bean, Method method, Consumer<String> problems) {
        if (MethodAnnotations.isOn(method, this)) {
            return;
        }
        List<? extends Carried<?>> carried = carried(bean, method);
        for (Carried<?> one : carried) {
            if (!one.isBound()) {
                problems.accept(one.name() + " carries @" + simpleName()
                        + " and is neither an interceptor binding nor a stereotype, so that no container goes by it;"
                        + " add @InterceptorBinding to it");
            }
        }
        String carriers =
                carried.stream().map(Carried::name).distinct().sorted().collect(Collectors.joining(" and "));
        long different = carried.stream().map(Carried::annotation).distinct().count();
        boolean oneOfEach = carried.size()
                == carried.stream().map(Carried::carrier).distinct().count();
        if (different > 1 && oneOfEach && this != INVALIDATE) {
            problems.accept("@" + simpleName() + ": " + carriers
                    + " carry different ones; leave one of them, or write @" + simpleName() + " on the method");
        } else if (different > 1 && !oneOfEach) {
            problems.accept(carriers + " carries several @" + simpleName()
                    + ", which not every container looks into; write them on the method");
        }
    }

    /** Returns how {@code method} itself spells it, such as {@code @CachexFetch}; empty where it does not carry it. */
    public List<String> names(Method method) {
        return MethodAnnotations.names(method, this);
    }

    /** Returns the simple names of all kinds that are at work for {@code method} of {@code bean}, as they are written. */
    public static String names(Class<?> bean, Method method) {
        List<String> names = new ArrayList<>();
        for (CacheAnnotation kind : values()) {
            List<String> own = kind.names(method);
            if (!own.isEmpty()) {
                names.addAll(own);
            } else if (kind.isOn(bean, method)) {
                names.add("@" + kind.simpleName());
            }
        }
        return String.join(", ", names);
    }

    /** Returns the annotation's name as configuration keys have it, such as {@code CachexFetch}. */
    public String simpleName() {
        return annotation.getSimpleName();
    }
}
