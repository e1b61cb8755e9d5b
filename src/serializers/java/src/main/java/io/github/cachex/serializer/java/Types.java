// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.java;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.stream.Stream;

/** Looks at declared types. */
final class Types {
    private Types() {}

    /** Returns the loader of the first class in {@code type} that the application brought; ours where there is none. */
    static ClassLoader loader(Type type) {
        return named(type)
                .flatMap(named -> Stream.ofNullable(named.getClassLoader()))
                .findFirst()
                .orElseGet(Types.class::getClassLoader);
    }

    private static Stream<Class<?>> named(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Stream.concat(
                    named(generic.getRawType()),
                    Stream.of(generic.getActualTypeArguments()).flatMap(Types::named));
        }
        if (type instanceof WildcardType wildcard) {
            return Stream.of(wildcard.getUpperBounds()).flatMap(Types::named);
        }
        return Stream.of(raw(type));
    }

    /** Returns the class that instances of {@code type} have or extend; that of the box for a primitive. */
    static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return MethodType.methodType(plain).wrap().returnType();
        }
        if (type instanceof ParameterizedType generic) {
            return raw(generic.getRawType());
        }
        return type instanceof GenericArrayType array
                ? raw(array.getGenericComponentType()).arrayType()
                : Object.class;
    }
}
