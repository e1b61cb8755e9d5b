// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jackson;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.stream.Stream;

/** Looks for annotations of Jackson under which one value of a class may come back and another not: formats, converters, filters. */
final class Steering {
    private Steering() {}

    static boolean isSteered(Class<?> type) {
        Stream<AnnotatedElement> parts = Stream.of(
                        Stream.of(type),
                        Stream.of(type.getDeclaredFields()),
                        Stream.of(type.getDeclaredMethods()),
                        Stream.of(type.getDeclaredConstructors()),
                        Stream.of(type.getDeclaredConstructors())
                                .flatMap(constructor -> Stream.of(constructor.getParameters())))
                .flatMap(part -> part);
        return parts.flatMap(part -> Stream.of(part.getAnnotations()))
                .map(Annotation::annotationType)
                .anyMatch(Steering::steers);
    }

    private static boolean steers(Class<? extends Annotation> annotation) {
        return annotation != JsonProperty.class
                && annotation != JsonCreator.class
                && (annotation.getPackageName().startsWith("com.fasterxml.jackson")
                        || annotation.isAnnotationPresent(JacksonAnnotation.class)
                        || Stream.of(annotation.getAnnotations())
                                .anyMatch(meta ->
                                        meta.annotationType().getPackageName().startsWith("com.fasterxml.jackson")));
    }
}
