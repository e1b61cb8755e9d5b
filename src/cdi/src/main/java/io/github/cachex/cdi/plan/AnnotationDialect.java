// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.spi.KeyGenerator;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Annotations of another standard that are served as ours. Found by {@link java.util.ServiceLoader}, and told about its interceptors
 * by extensions of its own. Thread-safe.
 */
public interface AnnotationDialect {
    /** Returns the interceptors that serve its annotations, each with the annotation that binds it. */
    Map<Class<?>, Class<? extends Annotation>> interceptors();

    /** Returns those annotations of {@code method} that stand for ours of {@code kind}. */
    List<Annotation> written(Method method, CacheAnnotation kind);

    /** Returns the annotation of ours that {@code written}, on {@code method} of {@code bean}, stands for. */
    Annotation translated(Class<?> bean, Method method, Annotation written);

    /** Returns what makes the keys of {@code method} of {@code bean}; empty where its translation says how. */
    Optional<KeyGenerator> keyGenerator(Class<?> bean, Method method);

    /** Returns whether {@code parameter} is marked as the value to store, whatever its method returns. */
    boolean isValue(Parameter parameter);

    /** Returns the caches in which {@code method} keeps something beside its values. */
    Set<String> otherCaches(Method method);

    /** Returns the rules for the beans of one application. */
    Rules rules();

    /** What is wrong in one application with the annotations of a dialect. */
    interface Rules {
        /** Tells {@code problems} what is wrong with {@code bean}, each as "place: problem; remedy"; it is asked about each bean once. */
        void check(Class<?> bean, Consumer<String> problems);

        /** Tells {@code problems} what is wrong with an annotated {@code method} of {@code bean}, each as "problem; remedy". */
        void check(Class<?> bean, Method method, Consumer<String> problems);
    }
}
