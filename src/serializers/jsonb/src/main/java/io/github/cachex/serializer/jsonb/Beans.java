// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import jakarta.json.bind.annotation.JsonbCreator;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks at classes as JSON-B does. */
final class Beans {
    private Beans() {}

    /** Returns whether {@code type} is a class of the application, with properties of its own. */
    static boolean isBean(Class<?> type) {
        return !type.isPrimitive()
                && !type.isArray()
                && !type.isEnum()
                && !Enum.class.isAssignableFrom(type)
                && !type.getName().startsWith("java.")
                && !type.getName().startsWith("javax.");
    }

    /** Returns the readers of the properties of {@code type} by name: record accessors, or getters. */
    static Map<String, Method> readers(Class<?> type) {
        Map<String, Method> readers = new TreeMap<>();
        if (type.isRecord()) {
            Stream.of(type.getRecordComponents())
                    .forEach(component -> readers.put(component.getName(), component.getAccessor()));
            return readers;
        }
        for (Method method : type.getMethods()) {
            String name = method.getName();
            boolean readable = method.getParameterCount() == 0
                    && method.getDeclaringClass() != Object.class
                    && !Modifier.isStatic(method.getModifiers());
            if (readable && name.startsWith("get") && name.length() > 3) {
                readers.put(property(name, 3), method);
            } else if (readable && name.startsWith("is") && name.length() > 2) {
                readers.put(property(name, 2), method);
            }
        }
        return readers;
    }

    private static String property(String method, int start) {
        return Character.toLowerCase(method.charAt(start)) + method.substring(start + 1);
    }

    /** Returns whether instances hold anything: a field that is neither static nor transient. */
    static boolean hasFields(Class<?> type) {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())
                        && !field.isSynthetic()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns whether JSON-B can make an instance of {@code type}. */
    static boolean canBeMade(Class<?> type) {
        return type.isRecord()
                || hasCreator(type)
                || Stream.of(type.getDeclaredConstructors())
                        .anyMatch(constructor -> constructor.getParameterCount() == 0
                                && (constructor.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0);
    }

    private static boolean hasCreator(Class<?> type) {
        return Stream.<Executable>concat(
                        Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
                .anyMatch(maker -> maker.isAnnotationPresent(JsonbCreator.class));
    }

    /**
     * Returns the properties that {@code type} shows by a getter, keeps in a private field, and offers no way to set. Their
     * value is lost even where this first instance has none. Empty where annotations of JSON-B rule.
     */
    static List<String> unsettable(Class<?> type) {
        List<String> names = new ArrayList<>();
        if (!isBean(type) || type.isRecord() || isAnnotated(type) || hasCreator(type)) {
            return names;
        }
        readers(type).forEach((name, reader) -> {
            Optional<Field> field = field(reader.getDeclaringClass(), name, reader.getReturnType());
            if (field.isPresent()
                    && !isAnnotated(field.get())
                    && !isAnnotated(reader)
                    && !Modifier.isPublic(field.get().getModifiers())
                    && !hasSetter(type, name)) {
                names.add(name);
            }
        });
        return names;
    }

    private static Optional<Field> field(Class<?> owner, String name, Class<?> type) {
        return Stream.of(owner.getDeclaredFields())
                .filter(field -> field.getName().equals(name) && field.getType() == type)
                .filter(field -> (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0)
                .findFirst();
    }

    private static boolean hasSetter(Class<?> type, String property) {
        return Stream.of(type.getMethods())
                .anyMatch(method -> method.getParameterCount() == 1
                        && method.getName().startsWith("set")
                        && method.getName().length() > 3
                        && property(method.getName(), 3).equals(property));
    }

    private static boolean isAnnotated(AnnotatedElement element) {
        return Stream.of(element.getAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getPackageName().startsWith("jakarta.json.bind"));
    }
}
