// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.CacheAnnotation;
import io.github.cachex.cdi.plan.MethodNames;
import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.Alternative;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Annotated classes whose methods are not those of a bean. */
final class Strangers {
    /** No beans, but the server's interceptors are before their methods all the same. */
    private static final Set<String> INTERCEPTED = Set.of("jakarta.ejb.MessageDriven");

    private Strangers() {}

    /** Returns a warning if {@code type}, which is no bean, has an annotated method that somebody may wonder about. */
    static Optional<String> warning(Class<?> type) {
        return AnnotatedMethods.of(type).stream().findFirst().flatMap(method -> {
            String place = MethodNames.of(type, method);
            for (Class<? extends Annotation> part : Set.of(Interceptor.class, Decorator.class)) {
                if (type.isAnnotationPresent(part)) {
                    return Optional.of(place + ": " + CacheAnnotation.names(type, method) + " in a class that is a @"
                            + part.getSimpleName() + ", before which no interceptor is put, so that nothing is "
                            + LostAnnotations.missed(type, method) + "; annotate the method of the bean");
                }
            }
            boolean left = type.isAnnotationPresent(Alternative.class)
                    || Modifier.isAbstract(type.getModifiers())
                    || Arrays.stream(type.getAnnotations())
                            .anyMatch(own ->
                                    INTERCEPTED.contains(own.annotationType().getName()));
            return left
                    ? Optional.empty()
                    : Optional.of(place + ": its class is no bean, so nothing is cached; give the class a scope such as"
                            + " @ApplicationScoped, and get its instances from the container");
        });
    }
}
