// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
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
 * @param sharing how others are given the value, to be asked before the caller has it; null where they may have it as it is
 */
public record Outcome(
        @Nullable Object value,
        long basis,
        boolean personal,
        @Nullable CompletableFuture<Outcome> pending,
        @Nullable Supplier<SharedValue> sharing) {
    /** Creates one whose value others may have as it is. */
    public Outcome(@Nullable Object value, long basis) {
        this(value, basis, false, null, null);
    }

    /** Creates one whose value others are given by {@code sharing}. */
    public Outcome(@Nullable Object value, long basis, Supplier<SharedValue> sharing) {
        this(value, basis, false, null, sharing);
    }

    /** Returns the default value of one caller. */
    public static Outcome byDefault(@Nullable Object value) {
        return new Outcome(value, System.nanoTime(), true, null, null);
    }

    /** Returns one that {@code result} will tell; only for asynchronous calls. */
    public static Outcome pending(CompletableFuture<Outcome> result) {
        return new Outcome(null, 0, false, result, null);
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
        BiConsumer<@Nullable T, @Nullable Throwable> end = (loaded, failure) -> {
            try {
                outcome.complete(ending.end(loaded, failure == null ? null : unwrapped(failure)));
            } catch (Throwable thrown) {
                outcome.completeExceptionally(thrown);
            }
        };
        AtomicBoolean begun = new AtomicBoolean();
        result.whenCompleteAsync(
                        (loaded, failure) -> {
                            begun.set(true);
                            end.accept(loaded, failure);
                        },
                        executor)
                .whenComplete((loaded, failure) -> {
                    // An executor that refuses must not leave anybody waiting.
                    if (begun.compareAndSet(false, true)) {
                        end.accept(result.isCompletedExceptionally() ? null : result.join(), failure);
                    }
                });
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

    /** Returns it for {@code audience}, which nobody joins any more. To be called before its own caller has the value. */
    public SharedOutcome sharedWith(Audience audience) {
        return audience.close() ? shared() : SharedOutcome.UNSHARED;
    }

    /** Returns it for those who waited for another caller's fetch. To be called before that caller has the value. */
    public SharedOutcome shared() {
        return new SharedOutcome(sharing == null ? SharedValue.one(value) : sharing.get(), basis, personal);
    }
}
