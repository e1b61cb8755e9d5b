// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells shapes of types apart: the names and types of the fields of a class and of the classes they are made of. A class
 * that changed between two releases has another fingerprint, so that its old entries count as misses instead of coming
 * back half empty.
 */
final class Fingerprints {
    private final Map<Type, Long> known = new ConcurrentHashMap<>();

    long of(Type type) {
        Long fingerprint = known.get(type);
        if (fingerprint == null) {
            StringBuilder shape = new StringBuilder(type.getTypeName());
            Set<Class<?>> described = new LinkedHashSet<>();
            describe(type, shape, described);
            fingerprint = Hash.of(shape);
            known.put(type, fingerprint);
        }
        return fingerprint;
    }

    private static void describe(Type type, StringBuilder shape, Set<Class<?>> described) {
        if (type instanceof ParameterizedType generic) {
            describe(generic.getRawType(), shape, described);
            for (Type argument : generic.getActualTypeArguments()) {
                describe(argument, shape, described);
            }
        } else if (type instanceof GenericArrayType array) {
            describe(array.getGenericComponentType(), shape, described);
        } else if (type instanceof WildcardType wildcard) {
            describe(wildcard.getUpperBounds()[0], shape, described);
        } else if (type instanceof Class<?> plain) {
            describeClass(plain, shape, described);
        }
    }

    private static void describeClass(Class<?> type, StringBuilder shape, Set<Class<?>> described) {
        if (type.isArray()) {
            describeClass(type.getComponentType(), shape, described);
            return;
        }
        // The platform's own classes keep their serialized form; two JDKs side by side must not differ.
        if (type.isPrimitive()
                || type.getClassLoader() == null
                || type.getName().startsWith("java.")) {
            return;
        }
        if (!described.add(type)) {
            return;
        }
        shape.append('|').append(type.getName());
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                shape.append(';').append(((Enum<?>) constant).name());
            }
            return;
        }
        Field[] fields = type.getDeclaredFields();
        Arrays.sort(fields, Comparator.comparing(Field::getName));
        for (Field field : fields) {
            if (!Modifier.isStatic(field.getModifiers())
                    && !Modifier.isTransient(field.getModifiers())
                    && !field.isSynthetic()) {
                shape.append(';')
                        .append(field.getName())
                        .append(':')
                        .append(field.getGenericType().getTypeName());
            }
        }
        for (Field field : fields) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                describe(field.getGenericType(), shape, described);
            }
        }
        if (type.getSuperclass() != null) {
            describeClass(type.getSuperclass(), shape, described);
        }
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                describeClass(permitted, shape, described);
            }
        }
    }
}
