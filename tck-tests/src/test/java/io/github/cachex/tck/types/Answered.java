// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a caller of a method got.
 *
 * @param value what was returned; for a stage, what it ended with
 * @param failure what was thrown, or the stage failed with
 */
record Answered(@Nullable Object value, @Nullable Throwable failure) {
    static Answered by(Method method, Object bean, String key) throws IllegalAccessException {
        try {
            Object returned = method.invoke(bean, key);
            return returned instanceof CompletionStage<?> stage
                    ? stage.<Answered>handle(Answered::new)
                            .toCompletableFuture()
                            .join()
                    : new Answered(returned, null);
        } catch (InvocationTargetException e) {
            return new Answered(null, e.getCause());
        }
    }

    /** Returns whether it is {@code expected}, and no failure. */
    boolean is(@Nullable Object expected) {
        return failure == null && Objects.deepEquals(value, expected);
    }

    /** Returns whether it is what {@link Origin} throws for {@code key}, as it was thrown. */
    boolean isFailure(String key) {
        return failure instanceof Origin.Failure && key.equals(failure.getMessage());
    }
}
