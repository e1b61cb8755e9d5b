// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CachexValue;
import io.github.cachex.spi.KeyGenerator;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The annotations that count for a method: ours, and those of dialects as the ones of ours that they stand for. */
public final class MethodAnnotations {
    private static final List<AnnotationDialect> DIALECTS =
            ServiceLoader.load(AnnotationDialect.class, AnnotationDialect.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private MethodAnnotations() {}

    /** Returns the dialects beside our own annotations. */
    public static List<AnnotationDialect> dialects() {
        return DIALECTS;
    }

    /** Returns whether {@code method} carries some of {@code kind}. */
    static boolean isOn(Method method, CacheAnnotation kind) {
        return method.getAnnotationsByType(kind.annotation()).length > 0
                || DIALECTS.stream()
                        .anyMatch(dialect -> !dialect.written(method, kind).isEmpty());
    }

    /** Returns those of {@code kind} on {@code method} of {@code bean}. */
    static List<Annotation> of(Class<?> bean, Method method, CacheAnnotation kind) {
        return Stream.<Annotation>concat(
                        Arrays.stream(method.getAnnotationsByType(kind.annotation())),
                        DIALECTS.stream()
                                .flatMap(dialect -> dialect.written(method, kind).stream()
                                        .map(written ->
                                                kind.annotation().cast(dialect.translated(bean, method, written)))))
                .toList();
    }

    /** Returns the simple names of those of {@code kind} on {@code method}, as they are written there, each with an at sign. */
    static List<String> names(Method method, CacheAnnotation kind) {
        return Stream.concat(
                        Arrays.stream(method.getAnnotationsByType(kind.annotation())),
                        DIALECTS.stream().flatMap(dialect -> dialect.written(method, kind).stream()))
                .map(written -> "@" + written.annotationType().getSimpleName())
                .distinct()
                .toList();
    }

    /** Returns which annotations of {@code method} stand for which of ours, for messages that speak of those; else an empty text. */
    public static String legend(Method method) {
        return Arrays.stream(CacheAnnotation.values())
                .flatMap(kind -> DIALECTS.stream()
                        .flatMap(dialect -> dialect.written(method, kind).stream())
                        .map(written -> "; @" + written.annotationType().getSimpleName() + " stands for @"
                                + kind.simpleName() + " here"))
                .collect(Collectors.joining());
    }

    /** Returns the generator that a dialect has for {@code method} of {@code bean}. */
    static Optional<KeyGenerator> keyGenerator(Class<?> bean, Method method) {
        return DIALECTS.stream()
                .flatMap(dialect -> dialect.keyGenerator(bean, method).stream())
                .findFirst();
    }

    /** Returns the caches in which {@code method} keeps something beside its values. */
    public static Set<String> otherCaches(Method method) {
        return DIALECTS.stream()
                .flatMap(dialect -> dialect.otherCaches(method).stream())
                .collect(Collectors.toSet());
    }

    /** Returns whether {@code parameter} is marked as the value to store. */
    static boolean isValue(Parameter parameter) {
        return parameter.isAnnotationPresent(CachexValue.class) || isForeignValue(parameter);
    }

    /** Returns whether a dialect marks {@code parameter} as the value to store, whatever its method returns. */
    static boolean isForeignValue(Parameter parameter) {
        return DIALECTS.stream().anyMatch(dialect -> dialect.isValue(parameter));
    }
}
