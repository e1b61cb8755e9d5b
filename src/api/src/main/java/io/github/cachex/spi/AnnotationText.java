// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the annotations of a class as a text that is the same in every JVM: everything by its name, and sorted. */
final class AnnotationText {
    private final Predicate<Class<? extends Annotation>> counted;
    private final Set<Class<?>> named;
    private final Set<Class<?>> open = new HashSet<>();

    /** Creates one that adds to {@code named} the classes that members name. */
    AnnotationText(Predicate<Class<? extends Annotation>> counted, Set<Class<?>> named) {
        this.counted = counted;
        this.named = named;
    }

    String of(Class<?> type) {
        List<String> members = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            String text = annotations(field);
            if (!text.isEmpty()) {
                members.add(field.getName() + text);
            }
        }
        Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
                .filter(executable -> !executable.isSynthetic())
                .map(this::executable)
                .filter(text -> !text.isEmpty())
                .forEach(members::add);
        return annotations(type) + members.stream().sorted().collect(Collectors.joining(";"));
    }

    private String executable(Executable executable) {
        String text = annotations(executable);
        String parameters =
                Arrays.stream(executable.getParameters()).map(this::annotations).collect(Collectors.joining(","));
        if (text.isEmpty() && parameters.chars().allMatch(letter -> letter == ',')) {
            return "";
        }
        return executable.getName()
                + Arrays.stream(executable.getParameters())
                        .map(Parameter::getType)
                        .map(Class::getName)
                        .collect(Collectors.joining(",", "(", ")"))
                + text
                + '('
                + parameters
                + ')';
    }

    private String annotations(AnnotatedElement element) {
        return Arrays.stream(element.getDeclaredAnnotations())
                .filter(annotation -> counted.test(annotation.annotationType()))
                .map(this::annotation)
                .sorted()
                .collect(Collectors.joining());
    }

    private String annotation(Annotation annotation) {
        Class<? extends Annotation> type = annotation.annotationType();
        String members = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 0 && !method.isSynthetic())
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> method.getName() + '=' + value(annotation, method))
                .collect(Collectors.joining(","));
        // An annotation may stand for others, which are its own.
        String bundled = open.add(type) ? annotations(type) : "";
        open.remove(type);
        return '@' + type.getName() + '(' + members + ')' + bundled;
    }

    private String value(Annotation annotation, Method member) {
        try {
            member.setAccessible(true);
            return text(member.invoke(annotation));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // It names a class that is not there: nothing can be written by it either.
            return "?";
        }
    }

    private String text(Object value) {
        if (value instanceof Class<?> type) {
            named.add(type);
            return type.getName();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Annotation nested) {
            return annotation(nested);
        }
        if (value.getClass().isArray()) {
            List<String> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(text(Array.get(value, i)));
            }
            return elements.toString();
        }
        return value.toString();
    }
}
