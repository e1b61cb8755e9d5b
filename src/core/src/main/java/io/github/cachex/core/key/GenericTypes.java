// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what type variables stand for in a bean class, or in a type that gives them arguments. */
public final class GenericTypes {
    private final Map<TypeVariable<?>, Type> known = new HashMap<>();

    private GenericTypes() {}

    /** Returns what the variables of the supertypes of {@code bean} stand for. */
    public static GenericTypes of(Class<?> bean) {
        GenericTypes types = new GenericTypes();
        types.learn(bean);
        return types;
    }

    /** Returns what the variables of {@code owner} and of its supertypes stand for. */
    static GenericTypes within(Type owner) {
        GenericTypes types = new GenericTypes();
        types.learn(owner);
        types.learn(raw(owner));
        return types;
    }

    private void learn(@Nullable Class<?> type) {
        if (type == null || type == Object.class) {
            return;
        }
        learn(type.getGenericSuperclass());
        Arrays.stream(type.getGenericInterfaces()).forEach(this::learn);
        learn(type.getSuperclass());
        Arrays.stream(type.getInterfaces()).forEach(this::learn);
    }

    private void learn(@Nullable Type parent) {
        if (parent instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                known.putIfAbsent(variables[i], resolve(generic.getActualTypeArguments()[i]));
            }
        }
    }

    /** Returns {@code type} without the variables that are known; this very type where it has none. */
    public Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return known.getOrDefault(variable, variable);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Type[] resolved = Arrays.stream(arguments).map(this::resolve).toArray(Type[]::new);
            return Arrays.equals(arguments, resolved) ? generic : new Parameterized(generic, resolved);
        }
        if (type instanceof WildcardType wildcard) {
            Type bound = resolve(wildcard.getUpperBounds()[0]);
            return bound.equals(wildcard.getUpperBounds()[0]) ? wildcard : bound;
        }
        if (type instanceof GenericArrayType array) {
            Type member = resolve(array.getGenericComponentType());
            return member instanceof Class<?> plain ? plain.arrayType() : array;
        }
        return type;
    }

    /** Returns the class behind {@code type}; {@code Object} for what has none. */
    public static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType generic) {
            return raw(generic.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        }
        if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        return Object.class;
    }

    /** Returns the class behind {@code resolved}; {@code erasure} where that says more. */
    static Class<?> raw(Type resolved, Class<?> erasure) {
        Class<?> raw = raw(resolved);
        return erasure.isAssignableFrom(raw) ? raw : erasure;
    }

    /** Returns the types that {@code type} is made of besides its own class: arguments, bounds, the members of an array. */
    public static Type[] parts(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getActualTypeArguments();
        }
        if (type instanceof WildcardType wildcard) {
            return wildcard.getUpperBounds();
        }
        if (type instanceof GenericArrayType array) {
            return new Type[] {array.getGenericComponentType()};
        }
        return type instanceof Class<?> plain && plain.isArray() ? new Type[] {plain.getComponentType()} : new Type[0];
    }

    /** Equal to the platform's own of the same parts, and written the same. */
    private static final class Parameterized implements ParameterizedType {
        private final ParameterizedType pattern;
        private final Type[] arguments;

        Parameterized(ParameterizedType pattern, Type[] arguments) {
            this.pattern = pattern;
            this.arguments = arguments;
        }

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public Type getRawType() {
            return pattern.getRawType();
        }

        @Override
        public @Nullable Type getOwnerType() {
            return pattern.getOwnerType();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ParameterizedType type
                    && getRawType().equals(type.getRawType())
                    && Objects.equals(getOwnerType(), type.getOwnerType())
                    && Arrays.equals(arguments, type.getActualTypeArguments());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(arguments)
                    ^ Objects.hashCode(getOwnerType())
                    ^ getRawType().hashCode();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(getRawType().getTypeName()).append('<');
            for (int i = 0; i < arguments.length; i++) {
                text.append(i == 0 ? "" : ", ").append(arguments[i].getTypeName());
            }
            return text.append('>').toString();
        }
    }
}
