// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import io.github.cachex.spi.SerializedForm;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What JSON-B writes a class by: annotations and accessors. By names alone, since JSON-B may be missing. */
final class JsonbForms {
    private static final String ANNOTATIONS = "jakarta.json.bind.annotation.";
    private static final Pattern GETTER = Pattern.compile("(get|is)\\P{Ll}.*");
    private static final Pattern SETTER = Pattern.compile("set\\P{Ll}.*");

    private JsonbForms() {}

    static SerializedForm of(Class<?> type) {
        return SerializedForm.annotated(type, JsonbForms::counts).plus(accessors(type));
    }

    /** Returns whether an annotation is one of JSON-B's, or stands for some. */
    private static boolean counts(Class<? extends Annotation> annotation) {
        return annotation.getName().startsWith(ANNOTATIONS)
                || Arrays.stream(annotation.getAnnotations())
                        .anyMatch(meta -> meta.annotationType().getName().equals(ANNOTATIONS + "JsonbAnnotation"));
    }

    private static String accessors(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(JsonbForms::isAccessor)
                .map(method -> method.getName()
                        + ':'
                        + (method.getParameterCount() == 0
                                ? method.getGenericReturnType().getTypeName()
                                : method.getGenericParameterTypes()[0].getTypeName()))
                .sorted()
                .collect(Collectors.joining(";", "[", "]"));
    }

    private static boolean isAccessor(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !method.isSynthetic()
                && switch (method.getParameterCount()) {
                    case 0 ->
                        method.getReturnType() != void.class
                                && GETTER.matcher(method.getName()).matches();
                    case 1 -> SETTER.matcher(method.getName()).matches();
                    default -> false;
                };
    }

    /** Returns a configuration as a text that is the same in every JVM. */
    static String settings(Map<String, Object> configuration) {
        Map<String, String> texts = new TreeMap<>();
        configuration.forEach((key, value) -> texts.put(key, text(value)));
        return texts.toString();
    }

    private static String text(Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Number) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Locale locale) {
            return locale.toLanguageTag();
        }
        if (value instanceof Collection<?> several) {
            return texts(several.stream());
        }
        if (value.getClass().isArray()) {
            return texts(IntStream.range(0, Array.getLength(value)).mapToObj(i -> Array.get(value, i)));
        }
        Class<?> type = value instanceof Class<?> named ? named : value.getClass();
        // A lambda has another name in each JVM.
        return type.isHidden() || type.isSynthetic() ? "code" : type.getName();
    }

    private static String texts(Stream<?> several) {
        return several.map(JsonbForms::text).sorted().toList().toString();
    }
}
