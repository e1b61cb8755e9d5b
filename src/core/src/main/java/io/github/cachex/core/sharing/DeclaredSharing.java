// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a declared type tells of how its values are given to several callers under {@code near.store=auto}.
 *
 * @param kind how, as far as the type tells
 * @param because the type that it depends on: itself, or one that it holds
 */
public record DeclaredSharing(Kind kind, Type because) {
    /** How values are given to several callers, from the fastest to the slowest. */
    public enum Kind {
        /** One object for all: nobody can change it. */
        REFERENCE,
        /** Containers of each caller's own that hold the same objects. */
        SHALLOW_COPY,
        /** As each value turns out. */
        BY_VALUE,
        /** What the value's bytes decode to, for each caller anew. */
        DECODED_COPY
    }

    /** Returns what {@code type} tells. */
    public static DeclaredSharing of(Type type) {
        return new Reader(new HashSet<>(), Map.of()).read(type);
    }

    private static DeclaredSharing slower(DeclaredSharing one, DeclaredSharing other) {
        return other.kind.compareTo(one.kind) > 0 ? other : one;
    }

    /**
     * Reads types.
     *
     * @param read the classes that were read on the way here: a class that holds its own kind is what the rest of it is
     * @param arguments what the variables of the class at hand stand for
     */
    private record Reader(Set<Class<?>> read, Map<TypeVariable<?>, Type> arguments) {
        DeclaredSharing read(Type type) {
            if (type instanceof Class<?> plain) {
                return plain(plain);
            } else if (type instanceof ParameterizedType generic) {
                return generic(generic, (Class<?>) generic.getRawType());
            } else if (type instanceof WildcardType wildcard) {
                return read(wildcard.getUpperBounds()[0]);
            } else if (type instanceof GenericArrayType array) {
                return container(array, Stream.of(array.getGenericComponentType()));
            }
            Type argument = type instanceof TypeVariable<?> variable ? arguments.get(variable) : null;
            return argument == null || argument == type ? new DeclaredSharing(Kind.BY_VALUE, type) : read(argument);
        }

        private DeclaredSharing plain(Class<?> type) {
            if (type.isPrimitive() || Immutables.contains(type)) {
                return new DeclaredSharing(Kind.REFERENCE, type);
            } else if (type.isArray()) {
                return container(type, Stream.of(type.getComponentType()));
            } else if (type.isRecord()) {
                return members(type, Arrays.stream(type.getRecordComponents()).map(RecordComponent::getGenericType));
            } else if (type.isSealed() && (type.isInterface() || Modifier.isAbstract(type.getModifiers()))) {
                return members(type, Arrays.stream(type.getPermittedSubclasses()));
            }
            boolean open = type == Object.class || type.isInterface() || PlatformContainers.of(type) != null;
            return open ? new DeclaredSharing(Kind.BY_VALUE, type) : fields(type);
        }

        private DeclaredSharing generic(ParameterizedType type, Class<?> raw) {
            Stream<Type> held = Arrays.stream(type.getActualTypeArguments());
            if (raw == Optional.class) {
                return members(raw, held);
            }
            boolean holdsOthers = raw.getName().startsWith("java.util.")
                    && (Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw));
            if (holdsOthers) {
                return container(type, held);
            }
            Map<TypeVariable<?>, Type> known = new HashMap<>(arguments);
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                Type argument = type.getActualTypeArguments()[i];
                known.put(raw.getTypeParameters()[i], arguments.getOrDefault(argument, argument));
            }
            return new Reader(read, known).plain(raw);
        }

        private DeclaredSharing container(Type type, Stream<? extends Type> held) {
            return held.map(this::read).reduce(new DeclaredSharing(Kind.SHALLOW_COPY, type), DeclaredSharing::slower);
        }

        private DeclaredSharing members(Class<?> type, Stream<? extends Type> held) {
            DeclaredSharing immutable = new DeclaredSharing(Kind.REFERENCE, type);
            if (type != Optional.class && !read.add(type)) {
                return immutable;
            }
            return held.map(this::read).reduce(immutable, DeclaredSharing::slower);
        }

        /** A subclass may have fields that can be changed; one with such fields has them in each subclass. */
        private DeclaredSharing fields(Class<?> type) {
            if (FieldsPlan.of(type) == ClassPlan.OPAQUE) {
                return new DeclaredSharing(Kind.DECODED_COPY, type);
            }
            DeclaredSharing held = members(
                    type,
                    Arrays.stream(type.getDeclaredFields())
                            .filter(field -> !Modifier.isStatic(field.getModifiers()))
                            .map(Field::getGenericType));
            boolean closed = Modifier.isFinal(type.getModifiers()) && type.getSuperclass() == Object.class;
            return switch (held.kind) {
                case REFERENCE -> closed ? held : new DeclaredSharing(Kind.BY_VALUE, type);
                case SHALLOW_COPY, BY_VALUE -> new DeclaredSharing(Kind.BY_VALUE, held.because);
                case DECODED_COPY -> held;
            };
        }
    }
}
