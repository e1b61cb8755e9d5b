// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows the stages that methods answer. */
final class Stages {
    private Stages() {}

    /** Returns whether another stage may stand for the one that {@code method} answered. */
    static boolean mayBeReplaced(Method method) {
        return method.getReturnType().isAssignableFrom(CompletableFuture.class);
    }

    /** Makes a value of another. */
    @FunctionalInterface
    interface Step {
        @Nullable
        Object from(@Nullable Object value);
    }

    /**
     * Returns how {@code stage} ends, its value made another by {@code step} before anybody sees it. Not by
     * {@code thenApply}: that would wrap what it fails with.
     */
    static CompletableFuture<@Nullable Object> then(CompletionStage<?> stage, Step step) {
        return then(stage, step, failure -> {});
    }

    /** Returns the same, what it fails with told to {@code failed} before anybody sees it. */
    static CompletableFuture<@Nullable Object> then(CompletionStage<?> stage, Step step, Consumer<Throwable> failed) {
        CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            if (failure != null) {
                failed.accept(failure);
                result.completeExceptionally(failure);
                return;
            }
            try {
                result.complete(step.from(value));
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        });
        return result;
    }
}
