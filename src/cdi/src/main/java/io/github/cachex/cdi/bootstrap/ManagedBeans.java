// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.CachexInvalidate;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InterceptionType;
import jakarta.enterprise.inject.spi.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Asks a full container about its beans. */
final class ManagedBeans implements BeanFacts {
    /** Where MicroProfile Fault Tolerance and Jakarta Validation put theirs: they are about the method alone. */
    private static final Set<Integer> BELONG_INSIDE = Set.of(
            jakarta.interceptor.Interceptor.Priority.PLATFORM_AFTER + 10,
            jakarta.interceptor.Interceptor.Priority.PLATFORM_AFTER + 800);

    private final ApplicationBeans beans;
    private final BeanManager manager;

    ManagedBeans(ApplicationBeans beans, BeanManager manager) {
        this.beans = beans;
        this.manager = manager;
    }

    @Override
    public List<String> beansOf(Class<?> type) {
        return beans.meant(type).stream()
                .map(bean -> bean.getBeanClass().getName())
                .sorted()
                .toList();
    }

    @Override
    public NamedBean named(String name, Class<?> type) {
        List<Bean<?>> named =
                beans.all().stream().filter(bean -> name.equals(bean.getName())).toList();
        if (named.isEmpty()) {
            return NamedBean.MISSING;
        }
        return named.stream().allMatch(bean -> bean.getTypes().stream().anyMatch(its -> isOf(its, type)))
                ? NamedBean.FOUND
                : NamedBean.OF_ANOTHER_TYPE;
    }

    /** Returns whether {@code its} is {@code type}, whatever its type arguments. */
    static boolean isOf(java.lang.reflect.Type its, Class<?> type) {
        return its == type
                || its instanceof java.lang.reflect.ParameterizedType generic && generic.getRawType() == type;
    }

    @Override
    public List<Class<?>> interceptorsInside(Class<?> bean, Method method) {
        Annotation[] bindings = bindings(bean, method);
        if (bindings.length == 0) {
            return List.of();
        }
        List<Class<?>> inside = new ArrayList<>();
        boolean ours = false;
        for (Interceptor<?> interceptor : manager.resolveInterceptors(InterceptionType.AROUND_INVOKE, bindings)) {
            boolean own = OwnBeans.ALL.contains(interceptor.getBeanClass());
            if (ours && !own && !belongsInside(interceptor.getBeanClass())) {
                inside.add(interceptor.getBeanClass());
            }
            ours |= own;
        }
        return inside;
    }

    private static boolean belongsInside(Class<?> interceptor) {
        Priority priority = interceptor.getAnnotation(Priority.class);
        return priority != null && BELONG_INSIDE.contains(priority.value());
    }

    private Annotation[] bindings(Class<?> bean, Method method) {
        Set<Annotation> bindings = new LinkedHashSet<>();
        Stream.concat(Stream.of(method.getAnnotations()), Stream.of(bean.getAnnotations()))
                .map(annotation -> annotation.annotationType() == AnnotatedMethods.SEVERAL
                        ? OwnBeans.blank(CachexInvalidate.class)
                        : annotation)
                .filter(annotation -> manager.isInterceptorBinding(annotation.annotationType()))
                .filter(annotation ->
                        bindings.stream().noneMatch(known -> known.annotationType() == annotation.annotationType()))
                .forEach(bindings::add);
        return bindings.toArray(Annotation[]::new);
    }
}
