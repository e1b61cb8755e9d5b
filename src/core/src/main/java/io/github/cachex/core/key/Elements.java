// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What collections and arrays hold. */
public final class Elements {
    private Elements() {}

    /** The types whose elements a template may name. */
    public enum Holders {
        /** None. */
        NONE,
        /** Collections and arrays. */
        COLLECTIONS,
        /** These, and what can be iterated over. */
        ITERABLES,
        /** Collections, arrays, and maps, whose elements are their keys. */
        MAPS;

        /** Returns the type of what a parameter of {@code type} holds; empty where it holds nothing, or does not say of what. */
        public Optional<Type> type(Type type) {
            if (type instanceof Class<?> plain) {
                return Optional.ofNullable(plain.getComponentType());
            } else if (type instanceof GenericArrayType array) {
                return Optional.of(array.getGenericComponentType());
            } else if (type instanceof ParameterizedType generic
                    && generic.getRawType() instanceof Class<?> raw
                    && admits(raw, generic.getActualTypeArguments().length)) {
                Type argument = generic.getActualTypeArguments()[0];
                return Optional.of(argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument)
                        .filter(element ->
                                element != Object.class && raw(element).isPresent());
            }
            return Optional.empty();
        }

        private boolean admits(Class<?> raw, int arguments) {
            return arguments == 1 && Collection.class.isAssignableFrom(raw)
                    || arguments == 1 && this == ITERABLES && raw == Iterable.class
                    || arguments == 2 && this == MAPS && Map.class.isAssignableFrom(raw);
        }
    }

    /** Returns the class of {@code type}; empty where it is not known. */
    static Optional<Class<?>> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return Optional.of(plain);
        }
        return type instanceof ParameterizedType generic ? raw(generic.getRawType()) : Optional.empty();
    }

    /** Returns what {@code holder}, one of {@link Holders}, holds; nothing where it is null. */
    public static List<@Nullable Object> of(@Nullable Object holder) {
        List<@Nullable Object> elements = new ArrayList<>();
        if (holder instanceof Iterable<?> iterable) {
            iterable.forEach(elements::add);
        } else if (holder instanceof Map<?, ?> map) {
            elements.addAll(map.keySet());
        } else if (holder != null) {
            for (int i = 0; i < Array.getLength(holder); i++) {
                elements.add(Array.get(holder, i));
            }
        }
        return elements;
    }
}
