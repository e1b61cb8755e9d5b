// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import org.jspecify.annotations.Nullable;

/** Looks at what values are declared as; null is a type that says nothing. */
final class DeclaredTypes {
    private DeclaredTypes() {}

    /** Returns the class of {@code type}; null where it is not known. */
    static @Nullable Class<?> raw(@Nullable Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType generic) {
            return raw(generic.getRawType());
        }
        if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            Class<?> element = raw(array.getGenericComponentType());
            return element == null ? null : element.arrayType();
        }
        return null;
    }

    /** Returns what a collection, map or Optional of the JDK is declared to hold; null where it is not known. */
    static @Nullable Type argument(@Nullable Type type, int position) {
        if (type instanceof WildcardType wildcard) {
            return argument(wildcard.getUpperBounds()[0], position);
        }
        Class<?> raw = raw(type);
        return type instanceof ParameterizedType generic
                        && raw != null
                        && VisibleState.isOfJdk(raw)
                        && position < generic.getActualTypeArguments().length
                ? generic.getActualTypeArguments()[position]
                : null;
    }
}
