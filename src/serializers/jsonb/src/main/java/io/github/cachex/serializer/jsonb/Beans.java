// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.json.bind.annotation.JsonbTransient;
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

    /** Returns whether JSON-B, by its defaults, finds nothing to write of {@code type}: neither getters nor public fields. */
    static boolean showsNothing(Class<?> type) {
        return !isAnnotated(type)
                && readers(type).isEmpty()
                && Stream.of(type.getFields()).allMatch(field -> Modifier.isStatic(field.getModifiers()));
    }

    /** Returns whether {@code field} is not written: transient, marked so, or without a getter. */
    static boolean leavesOut(Field field) {
        Class<?> owner = field.getDeclaringClass();
        if (Modifier.isTransient(field.getModifiers()) || field.isAnnotationPresent(JsonbTransient.class)) {
            return true;
        }
        Method reader = readers(owner).get(field.getName());
        return reader == null
                ? !Modifier.isPublic(field.getModifiers())
                : reader.isAnnotationPresent(JsonbTransient.class)
                        || Stream.of(owner.getMethods())
                                .filter(method -> isSetterOf(method, field.getName()))
                                .anyMatch(setter -> setter.isAnnotationPresent(JsonbTransient.class));
    }

    /**
     * Returns whether annotations of JSON-B steer how objects of {@code type} are written or read: formats and adapters, under which
     * one value may come back and another not.
     */
    static boolean isSteered(Class<?> type) {
        Stream<AnnotatedElement> parts = Stream.of(
                        Stream.of(type),
                        Stream.ofNullable(type.getPackage()),
                        Stream.of(type.getDeclaredFields()),
                        Stream.of(type.getDeclaredMethods()),
                        Stream.of(type.getDeclaredConstructors()),
                        Stream.of(type.getDeclaredConstructors())
                                .flatMap(constructor -> Stream.of(constructor.getParameters())))
                .flatMap(part -> part);
        return parts.flatMap(part -> Stream.of(part.getAnnotations()))
                .map(Annotation::annotationType)
                .anyMatch(Beans::steers);
    }

    private static boolean steers(Class<? extends Annotation> annotation) {
        boolean plain = annotation == JsonbProperty.class
                || annotation == JsonbCreator.class
                || annotation == JsonbPropertyOrder.class
                || annotation == JsonbTransient.class;
        return !plain
                && (isOfJsonb(annotation)
                        || Stream.of(annotation.getAnnotations()).anyMatch(meta -> isOfJsonb(meta.annotationType())));
    }

    private static boolean isOfJsonb(Class<?> annotation) {
        return annotation.getPackageName().startsWith("jakarta.json.bind");
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
        return Stream.of(type.getMethods()).anyMatch(method -> isSetterOf(method, property));
    }

    private static boolean isSetterOf(Method method, String property) {
        return method.getParameterCount() == 1
                && method.getName().startsWith("set")
                && method.getName().length() > 3
                && property(method.getName(), 3).equals(property);
    }

    static boolean isAnnotated(AnnotatedElement element) {
        return Stream.of(element.getAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(Beans::isOfJsonb);
    }
}
