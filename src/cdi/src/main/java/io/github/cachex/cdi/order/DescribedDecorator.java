// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.order;

import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Named;
import jakarta.inject.Qualifier;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A decorator as its class says it. What its delegate's type parameters and the members of its qualifiers say is left out:
 * in doubt it decorates a bean.
 *
 * @param type its class
 * @param delegate the name of what it decorates; empty where its class does not say so
 * @param qualifiers the names of the qualifiers that the decorated bean must have
 */
record DescribedDecorator(Class<?> type, String delegate, Set<String> qualifiers) {
    private static final Set<String> MEANINGLESS = Set.of(Any.class.getName(), Named.class.getName());

    static DescribedDecorator of(Class<?> type) {
        Stream<AnnotatedElement> parameters = Stream.<Executable>concat(
                        Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
                .flatMap(executable -> Arrays.stream(executable.getParameters()));
        return Stream.concat(Arrays.<AnnotatedElement>stream(type.getDeclaredFields()), parameters)
                .filter(place -> place.isAnnotationPresent(Delegate.class))
                .findFirst()
                .map(place -> new DescribedDecorator(type, typeOf(place).getName(), qualifiersOf(place)))
                .orElseGet(() -> new DescribedDecorator(type, "", Set.of()));
    }

    private static Class<?> typeOf(AnnotatedElement place) {
        return place instanceof Field field ? field.getType() : ((Parameter) place).getType();
    }

    private static Set<String> qualifiersOf(AnnotatedElement place) {
        return Arrays.stream(place.getAnnotations())
                .map(Annotation::annotationType)
                .filter(annotation -> annotation.isAnnotationPresent(Qualifier.class))
                .map(Class::getName)
                .collect(Collectors.toSet());
    }

    /** Returns whether it decorates a bean with {@code types} and {@code qualifiers}, given by their names. */
    boolean isMeant(Set<String> types, Set<String> itsQualifiers) {
        Set<String> has = new HashSet<>(itsQualifiers);
        has.removeAll(MEANINGLESS);
        if (has.isEmpty()) {
            has.add(Default.class.getName());
        }
        Set<String> wanted = new HashSet<>(qualifiers.isEmpty() ? Set.of(Default.class.getName()) : qualifiers);
        wanted.removeAll(MEANINGLESS);
        return (delegate.isEmpty() || types.contains(delegate)) && has.containsAll(wanted);
    }
}
