// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.core.entry.Shape.Container;
import io.github.cachex.core.entry.Shape.Container.Kind;
import io.github.cachex.core.entry.Shape.Open;
import io.github.cachex.core.entry.Shape.Perhaps;
import io.github.cachex.core.entry.Shape.Plain;
import io.github.cachex.core.entry.Shape.Product;
import io.github.cachex.spi.Serializer;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of declared types. A type is closed where its values can hold nothing but what it says: records and final classes of closed
 * types, which the serializer treats alike, plain values of the JDK, lists, and sets and maps whose order is nobody's business. All
 * others are open. Thread-safe.
 */
final class Shapes {
    // Beyond it every value is tried: slower, still right. Only a cache of unbounded types gets there.
    private static final int MAX_KNOWN = 10_000;
    private static final int MAX_DEPTH = 32;

    /** Plain values that every serializer of ours writes and reads by one rule. */
    private static final Set<String> PLAIN = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.math.BigInteger",
            "java.math.BigDecimal",
            "java.util.UUID",
            "java.time.Duration",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.Period");

    private final Serializer serializer;
    private final Map<Type, Shape> known = new ConcurrentHashMap<>();

    Shapes(Serializer serializer) {
        this.serializer = serializer;
    }

    /** Returns the shape of {@code type}. */
    Shape of(Type type) {
        Shape shape = known.get(type);
        if (shape == null) {
            shape = new Building().shape(type, Map.of(), 0);
            if (known.size() < MAX_KNOWN) {
                Shape raced = known.putIfAbsent(type, shape);
                return raced == null ? shape : raced;
            }
        }
        return shape;
    }

    /** The making of one shape, whose parts may be of the type that is being made. */
    private final class Building {
        private final Map<Type, Shape> begun = new HashMap<>();

        Shape shape(@Nullable Type declared, Map<TypeVariable<?>, Type> variables, int depth) {
            Type type = declared instanceof TypeVariable<?> variable ? variables.get(variable) : declared;
            if (depth > MAX_DEPTH) {
                return new Open();
            }
            if (type instanceof Class<?> plain) {
                return plain(MethodType.methodType(plain).wrap().returnType(), depth);
            }
            if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
                return generic(raw, generic, variables, depth);
            }
            if (type instanceof GenericArrayType array) {
                Shape element = shape(array.getGenericComponentType(), variables, depth + 1);
                return new Container(Kind.ARRAY, element, element);
            }
            return new Open();
        }

        private Shape plain(Class<?> type, int depth) {
            if (PLAIN.contains(type.getName())) {
                return serializer.isUniform(type) ? new Plain(type) : new Open();
            }
            if (type.isArray()) {
                Class<?> component = type.getComponentType();
                Shape element = component.isPrimitive() ? new Open() : shape(component, Map.of(), depth + 1);
                // All whole numbers are alike; a format may have a way of its own with NaN and with zero below zero.
                boolean closed = serializer.isUniform(type) && component != double.class && component != float.class;
                return closed ? new Container(Kind.ARRAY, element, element) : new Open();
            }
            if (type.isEnum()) {
                return serializer.isUniform(type) ? new Plain(type) : new Open();
            }
            return isClosed(type) ? product(type, type, Map.of(), depth) : new Open();
        }

        private Shape generic(Class<?> raw, ParameterizedType type, Map<TypeVariable<?>, Type> variables, int depth) {
            Type[] arguments = type.getActualTypeArguments();
            if (raw == List.class || raw == java.util.Collection.class || raw == Set.class || raw == Map.class) {
                if (!serializer.isUniform(raw)) {
                    return new Open();
                }
                Shape first = shape(arguments[0], variables, depth + 1);
                Shape last = arguments.length == 1 ? first : shape(arguments[1], variables, depth + 1);
                return new Container(
                        raw == Map.class ? Kind.MAP : raw == Set.class ? Kind.SET : Kind.LIST, first, last);
            }
            if (raw == Optional.class) {
                return new Perhaps(shape(arguments[0], variables, depth + 1));
            }
            if (!isClosed(raw)) {
                return new Open();
            }
            Map<TypeVariable<?>, Type> bound = new HashMap<>();
            for (int i = 0; i < arguments.length; i++) {
                Type argument =
                        arguments[i] instanceof TypeVariable<?> variable ? variables.get(variable) : arguments[i];
                if (argument != null) {
                    bound.put(raw.getTypeParameters()[i], argument);
                }
            }
            return product(raw, type, bound, depth);
        }

        private Shape product(Class<?> raw, Type type, Map<TypeVariable<?>, Type> variables, int depth) {
            boolean closes = variables.isEmpty();
            Shape same = closes ? begun.get(type) : null;
            if (same != null) {
                return same;
            }
            Product product = new Product(raw);
            if (closes) {
                begun.put(type, product);
            }
            List<Member> members = new ArrayList<>();
            for (Class<?> owner = raw; isOfApplication(owner); owner = owner.getSuperclass()) {
                for (Field field : owner.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        Method accessor = accessor(raw, field);
                        if (!field.trySetAccessible() || accessor != null && !accessor.trySetAccessible()) {
                            return new Open();
                        }
                        Shape shape = shape(field.getGenericType(), variables, depth + 1);
                        try {
                            members.add(Member.of(field, accessor, shape));
                        } catch (IllegalAccessException e) {
                            return new Open();
                        }
                    }
                }
            }
            product.consistOf(List.copyOf(members));
            return product;
        }
    }

    private static @Nullable Method accessor(Class<?> type, Field field) {
        if (type.isRecord()) {
            for (var component : type.getRecordComponents()) {
                if (component.getName().equals(field.getName())) {
                    return component.getAccessor();
                }
            }
        }
        return null;
    }

    private boolean isClosed(Class<?> type) {
        if (!Modifier.isFinal(type.getModifiers())
                || !isOfApplication(type)
                || java.util.Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)) {
            return false;
        }
        for (Class<?> owner = type; owner != Object.class && owner != Record.class; owner = owner.getSuperclass()) {
            if (owner == null || !isOfApplication(owner) || !serializer.isUniform(owner)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfApplication(@Nullable Class<?> type) {
        return type != null
                && !type.isPrimitive()
                && !type.getName().startsWith("java.")
                && !type.getName().startsWith("javax.");
    }
}
