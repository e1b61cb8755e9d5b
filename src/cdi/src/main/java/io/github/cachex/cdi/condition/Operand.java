// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.condition;

import io.github.cachex.core.key.PropertyChain;
import org.jspecify.annotations.Nullable;

/** What a condition compares. */
sealed interface Operand {
    /** Returns its value for a call with {@code arguments} that came to {@code result}. */
    @Nullable
    Object value(@Nullable Object[] arguments, @Nullable Object result);

    /** Returns it as it is written. */
    String text();

    /** Returns the class of its values; {@code Object} where it may be any, {@code Void} for null. */
    Class<?> type();

    /** What is written as such. */
    record Literal(String text, @Nullable Object constant) implements Operand {
        @Override
        public @Nullable Object value(@Nullable Object[] arguments, @Nullable Object result) {
            return constant;
        }

        @Override
        public Class<?> type() {
            return constant == null ? Void.class : constant.getClass();
        }
    }

    /** An argument, or a property of it. */
    record Argument(String text, int position, PropertyChain chain, Class<?> type) implements Operand {
        @Override
        public @Nullable Object value(@Nullable Object[] arguments, @Nullable Object result) {
            return chain.read(arguments[position]);
        }
    }

    /** The result, or a property of it. */
    record Result(String text, PropertyChain chain, Class<?> type) implements Operand {
        @Override
        public @Nullable Object value(@Nullable Object[] arguments, @Nullable Object result) {
            return chain.read(result);
        }
    }
}
