// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CachexDefaults;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the texts of an annotation; what it leaves empty comes from the class's {@link CachexDefaults}. */
final class AnnotationMembers {
    private AnnotationMembers() {}

    /** Returns what is written, by member; members that nobody wrote are left out. */
    static Map<String, String> of(Class<?> bean, Annotation annotation) {
        Map<String, String> written = texts(annotation);
        defaults(bean)
                .ifPresent(defaults -> texts(defaults).forEach((member, text) -> {
                    if (hasMember(annotation, member)) {
                        written.putIfAbsent(member, text);
                    }
                }));
        return written;
    }

    /** Returns the texts of an array {@code member}, blanks around them taken away. */
    static List<String> list(Annotation annotation, String member) {
        try {
            String[] texts =
                    (String[]) value(annotation, annotation.annotationType().getDeclaredMethod(member));
            return Arrays.stream(texts).map(String::strip).toList();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the tags of {@code annotation}, then those of the class's defaults. */
    static List<String> tags(Class<?> bean, Annotation annotation) {
        return Stream.concat(
                        list(annotation, "tags").stream(),
                        defaults(bean).stream().flatMap(defaults -> list(defaults, "tags").stream()))
                .distinct()
                .toList();
    }

    private static boolean hasMember(Annotation annotation, String member) {
        for (Method declared : annotation.annotationType().getDeclaredMethods()) {
            if (declared.getName().equals(member)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> texts(Annotation annotation) {
        Map<String, String> texts = new HashMap<>();
        for (Method member : annotation.annotationType().getDeclaredMethods()) {
            Optional<String> text = text(annotation, member);
            text.filter(written -> !written.isEmpty()).ifPresent(written -> texts.put(member.getName(), written));
        }
        return texts;
    }

    /** Returns what {@code member} says, as one would say it outside; empty where it is read in another way. */
    private static Optional<String> text(Annotation annotation, Method member) {
        if (member.getReturnType() == String.class) {
            return Optional.of(((String) value(annotation, member)).strip());
        }
        return member.getReturnType() == Class[].class
                ? Optional.of(Arrays.stream((Class<?>[]) value(annotation, member))
                        .map(Class::getName)
                        .collect(Collectors.joining(",")))
                : Optional.empty();
    }

    private static Object value(Annotation annotation, Method member) {
        try {
            return member.invoke(annotation);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(annotation + ": member " + member.getName() + " cannot be read", e);
        }
    }

    /** Returns the defaults on the class or its superclass; if there are none, those of the nearest stereotype. */
    private static Optional<CachexDefaults> defaults(Class<?> bean) {
        return Optional.ofNullable(bean.getAnnotation(CachexDefaults.class))
                .or(() -> carried(bean).stream().map(Carried::annotation).findFirst());
    }

    private static List<Carried<CachexDefaults>> carried(Class<?> bean) {
        return Carried.nearest(bean, CachexDefaults.class);
    }

    /** Tells {@code problems} if stereotypes of {@code bean} have different defaults and it has none of its own. */
    static void checkDefaults(Class<?> bean, Consumer<String> problems) {
        if (bean.isAnnotationPresent(CachexDefaults.class)) {
            return;
        }
        List<Carried<CachexDefaults>> carried = carried(bean);
        if (carried.stream().map(Carried::annotation).distinct().count() > 1) {
            problems.accept("@CachexDefaults: "
                    + carried.stream().map(Carried::name).sorted().collect(Collectors.joining(" and "))
                    + " carry different ones; leave one of them, or write @CachexDefaults on the class");
        }
    }
}
