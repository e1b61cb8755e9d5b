// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How a method hands its value out.
 *
 * @param value the type of the value
 * @param optional whether it comes in an {@code Optional}
 * @param later whether the method answers by a stage
 * @param storedArgument the position of the argument that is the value; empty where it is what the method returns
 */
record ReturnShape(Type value, boolean optional, boolean later, OptionalInt storedArgument) {
    /** Returns that of a value that is declared as {@code type}, a stage around it taken away. */
    static ReturnShape of(Type type, boolean later, OptionalInt storedArgument) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
                ? new ReturnShape(generic.getActualTypeArguments()[0], true, later, storedArgument)
                : new ReturnShape(type, false, later, storedArgument);
    }

    /** Returns whether a method that returns {@code type} answers by a stage, of which we can make another. */
    static boolean isStage(Class<?> type) {
        return type == CompletionStage.class || type == CompletableFuture.class;
    }

    /** Returns the type of the value that a stage of {@code type} ends with; empty where it does not say. */
    static Optional<Type> promised(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            Type bound = argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument;
            return bound == Object.class && argument instanceof WildcardType ? Optional.empty() : Optional.of(bound);
        }
        return Optional.empty();
    }

    /** Returns {@code returned} as it is cached: the content of an {@code Optional}, null for an empty one. */
    static @Nullable Object content(@Nullable Object returned) {
        return returned instanceof Optional<?> some ? some.orElse(null) : returned;
    }

    /** Returns what is cached of a call with {@code arguments} that answered {@code result}. */
    @Nullable
    Object stored(@Nullable Object result, @Nullable Object[] arguments) {
        return content(storedArgument.isPresent() ? arguments[storedArgument.getAsInt()] : result);
    }

    /** Returns the cached {@code content} as the method hands it out. */
    @Nullable
    Object returned(@Nullable Object content) {
        return optional ? Optional.ofNullable(content) : content;
    }
}
