// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.MethodPlan;
import io.github.cachex.core.config.NearSettings;
import io.github.cachex.core.config.NearStore;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The rules for values that are kept in this JVM by reference: all callers are handed the same object. */
final class SharedValues {
    private static final String ENTITY = "jakarta.persistence.Entity";
    private static final Pattern SETTER = Pattern.compile("set\\p{Lu}.*");

    private SharedValues() {}

    /** Returns why the values of {@code plan} must not be shared, with the remedies. */
    static Optional<String> problem(MethodPlan plan) {
        return shared(plan, SharedValues::isEntity)
                .map(type ->
                        type.getName() + " is an entity, and the near cache would hand the same one to all callers,"
                                + " detached or of another persistence context; return a record made of it, or set "
                                + key(plan, "near.store") + "=bytes or " + key(plan, "near.enabled") + "=false");
    }

    /** Returns why the values of {@code plan} had better not be shared, with the remedies. */
    static Optional<String> warning(MethodPlan plan) {
        return shared(plan, SharedValues::isMutable)
                .map(type -> type.getTypeName() + " can be changed, and the near cache hands the same object to all"
                        + " callers; return a record or an unmodifiable copy, or set " + key(plan, "near.store")
                        + "=bytes");
    }

    private static Optional<Class<?>> shared(MethodPlan plan, Predicate<Class<?>> bad) {
        NearSettings near = plan.settings().near();
        if (!near.enabled() || near.store() != NearStore.REFERENCE) {
            return Optional.empty();
        }
        Set<Class<?>> classes = new LinkedHashSet<>();
        collect(plan.valueType(), classes);
        return classes.stream().filter(bad).findFirst();
    }

    /** Collects what {@code type} consists of: itself, its arguments and members, and those of records among them. */
    private static void collect(Type type, Set<Class<?>> classes) {
        if (type instanceof Class<?> plain) {
            if (classes.add(plain)) {
                if (plain.isArray()) {
                    collect(plain.getComponentType(), classes);
                } else if (plain.isRecord()) {
                    Arrays.stream(plain.getRecordComponents())
                            .map(RecordComponent::getGenericType)
                            .forEach(component -> collect(component, classes));
                }
            }
        } else if (type instanceof ParameterizedType generic) {
            collect(generic.getRawType(), classes);
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, classes));
        } else if (type instanceof WildcardType wildcard) {
            collect(wildcard.getUpperBounds()[0], classes);
        } else if (type instanceof GenericArrayType array) {
            classes.add(Object[].class);
            collect(array.getGenericComponentType(), classes);
        }
    }

    private static boolean isEntity(Class<?> type) {
        return type != Object.class
                && (Arrays.stream(type.getAnnotations())
                                .anyMatch(annotation ->
                                        annotation.annotationType().getName().equals(ENTITY))
                        || type.getSuperclass() != null && isEntity(type.getSuperclass()));
    }

    private static boolean isMutable(Class<?> type) {
        if (type.isArray()) {
            return true;
        }
        if (type.isRecord() || type.isEnum() || type.isInterface() || type.isPrimitive() || isOfPlatform(type)) {
            return false;
        }
        try {
            return Arrays.stream(type.getMethods())
                            .anyMatch(method -> method.getParameterCount() == 1
                                    && !Modifier.isStatic(method.getModifiers())
                                    && SETTER.matcher(method.getName()).matches())
                    || Arrays.stream(type.getFields())
                            .anyMatch(field -> !Modifier.isFinal(field.getModifiers())
                                    && !Modifier.isStatic(field.getModifiers()));
        } catch (LinkageError e) {
            return false; // A class whose optional library is not there says nothing.
        }
    }

    private static boolean isOfPlatform(Class<?> type) {
        return type.getName().startsWith("java.")
                || type.getName().startsWith("javax.")
                || type.getName().startsWith("jakarta.");
    }

    private static String key(MethodPlan plan, String setting) {
        String name = plan.cache().indexOf('.') < 0 ? plan.cache() : '"' + plan.cache() + '"';
        return "cachex.cache." + name + "." + setting;
    }
}
