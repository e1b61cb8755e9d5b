// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of value: what it is declared as, and some of its values, the first of which is harmless. Values are made anew each time, the
 * same in every JVM.
 */
record Kind(String name, Type type, List<Supplier<Object>> values) {
    @SafeVarargs
    static Kind of(String name, Type type, Supplier<Object>... values) {
        return new Kind(name, type, List.of(values));
    }

    /** Returns a kind of values that do not change. */
    static Kind constant(Type type, Object... values) {
        List<Supplier<Object>> suppliers = new ArrayList<>();
        Stream.of(values).forEach(value -> suppliers.add(() -> value));
        return new Kind(type.getTypeName().replaceAll("[a-z]+\\.", ""), type, suppliers);
    }

    /** Returns this kind within something else, declared as {@code outside}. */
    Kind within(String where, Type outside, UnaryOperator<Object> wrapping) {
        return new Kind(
                where + " of " + name,
                outside,
                values.stream()
                        .<Supplier<Object>>map(value -> () -> wrapping.apply(value.get()))
                        .toList());
    }

    /** Returns {@code raw} of {@code arguments}. */
    static Type generic(Class<?> raw, Type... arguments) {
        return new Generic(raw, List.of(arguments));
    }

    private record Generic(Class<?> raw, List<Type> arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getDeclaringClass();
        }

        @Override
        public String getTypeName() {
            return raw.getName() + arguments.stream().map(Type::getTypeName).toList();
        }
    }
}
