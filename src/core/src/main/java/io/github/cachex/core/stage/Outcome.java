// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a fetch came to.
 *
 * @param value the value for the caller
 * @param basis by {@link System#nanoTime}, the last moment at which the value is known to have been right: when the read
 *     or load that gave it began, or when the command was sent by which the backend confirmed that nothing had invalidated
 *     it since. Not when that answer came: an invalidation, and a caller who knows of it, may have come between
 * @param personal whether it is for this caller alone: its default value
 * @param pending how it will end, where the load is asynchronous and still under way; value and basis mean nothing then
 */
public record Outcome(
        @Nullable Object value,
        long basis,
        boolean personal,
        @Nullable CompletableFuture<Outcome> pending) {
    /** Creates one that others may share. */
    public Outcome(@Nullable Object value, long basis) {
        this(value, basis, false, null);
    }

    /** Returns the default value of one caller. */
    public static Outcome byDefault(@Nullable Object value) {
        return new Outcome(value, System.nanoTime(), true, null);
    }

    /** Returns one that {@code result} will tell; only for asynchronous calls. */
    public static Outcome pending(CompletableFuture<Outcome> result) {
        return new Outcome(null, 0, false, result);
    }

    /** How a load, or what comes after it, ends. */
    @FunctionalInterface
    public interface Ending<T> {
        /** Returns the outcome after {@code loaded}, or after {@code failure} where that is given. */
        Outcome end(@Nullable T loaded, @Nullable Throwable failure) throws Exception;
    }

    /** Returns the outcome that {@code ending} makes of {@code result}, once that is known, on {@code executor}. */
    public static <T> Outcome later(CompletableFuture<T> result, Executor executor, Ending<T> ending) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        result.whenCompleteAsync(
                (loaded, failure) -> {
                    try {
                        outcome.complete(ending.end(loaded, failure == null ? null : unwrapped(failure)));
                    } catch (Throwable thrown) {
                        outcome.completeExceptionally(thrown);
                    }
                },
                executor);
        return pending(outcome);
    }

    /** Tells {@code hearer} how it ended: now, or once it is known, on the thread that makes it known. */
    public void whenKnown(BiConsumer<@Nullable Outcome, @Nullable Throwable> hearer) {
        if (pending == null) {
            hearer.accept(this, null);
        } else {
            pending.whenComplete((outcome, failure) -> {
                if (failure != null) {
                    hearer.accept(null, unwrapped(failure));
                } else {
                    outcome.whenKnown(hearer);
                }
            });
        }
    }

    /** Returns what a stage failed with, without what stages wrap around it. */
    public static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * Returns whether a caller that asked at {@code asked} may have this outcome of another caller's fetch: it must not be
     * older than an invalidation that the caller may know of.
     */
    public boolean isGoodFor(long asked) {
        return !personal && basis - asked >= 0;
    }
}
