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

/** What a fetch came to: a value, or a load that is still under way. */
public sealed interface Outcome {
    /**
     * Returns the end of a call that is not asynchronous.
     *
     * @throws IllegalStateException where the load is still under way
     */
    Known known();

    /** Tells {@code hearer} how it ended: now, or once it is known, on the thread that makes it known. */
    void whenKnown(BiConsumer<@Nullable Known, @Nullable Throwable> hearer);

    /** What a fetch ended with. */
    sealed interface Known extends Outcome permits Value, Default, Finding.Fresh {
        /** Returns the value for the caller. */
        @Nullable
        Object value();

        /** Returns the stored entry that it is the value of; null where it is none's, or that is not known. */
        default @Nullable Stored stored() {
            return null;
        }

        /** Returns it for those who waited for another caller's fetch. To be called before that caller has the value. */
        SharedOutcome shared();

        /** Returns it for {@code audience}, which nobody joins any more. To be called before its own caller has the value. */
        default SharedOutcome sharedWith(Audience audience) {
            return audience.close() ? shared() : SharedOutcome.UNSHARED;
        }

        @Override
        default Known known() {
            return this;
        }

        @Override
        default void whenKnown(BiConsumer<@Nullable Known, @Nullable Throwable> hearer) {
            hearer.accept(this, null);
        }
    }

    /**
     * A value that others may have as well.
     *
     * @param value the value for the caller
     * @param basis by {@link System#nanoTime}, the last moment at which the value is known to have been right: when the read
     *     or load that gave it began, or when the command was sent by which the backend confirmed that nothing had invalidated
     *     it since. Not when that answer came: an invalidation, and a caller who knows of it, may have come between
     * @param sharing how others are given the value, to be asked before the caller has it
     * @param stored the stored entry that it is the value of; null where it is none's, or that is not known
     */
    record Value(
            @Nullable Object value,
            long basis,
            Supplier<SharedValue> sharing,
            @Nullable Stored stored) implements Known {
        /** Creates one that is no stored entry's. */
        public Value(@Nullable Object value, long basis, Supplier<SharedValue> sharing) {
            this(value, basis, sharing, null);
        }

        @Override
        public SharedOutcome shared() {
            return new SharedOutcome(sharing.get(), basis, false, stored);
        }
    }

    /** The default value of one caller, for this one alone. */
    record Default(@Nullable Object value) implements Known {
        @Override
        public SharedOutcome shared() {
            return SharedOutcome.UNSHARED;
        }
    }

    /** An asynchronous load that is under way; {@code result} will tell how it ends. */
    record Pending(CompletableFuture<Known> result) implements Outcome {
        @Override
        public Known known() {
            throw new IllegalStateException("the load is still under way");
        }

        @Override
        public void whenKnown(BiConsumer<@Nullable Known, @Nullable Throwable> hearer) {
            result.whenComplete(
                    (outcome, failure) -> hearer.accept(outcome, failure == null ? null : unwrapped(failure)));
        }
    }

    /** How a load, or what comes after it, ends. */
    @FunctionalInterface
    interface Ending<T> {
        /** Returns the outcome after {@code loaded}, or after {@code failure} where that is given. */
        Known end(@Nullable T loaded, @Nullable Throwable failure) throws Exception;
    }

    /** Returns the outcome that {@code ending} makes of {@code result}, once that is known, on {@code executor}. */
    static <T> Outcome later(CompletableFuture<T> result, Executor executor, Ending<T> ending) {
        CompletableFuture<Known> outcome = new CompletableFuture<>();
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
        return new Pending(outcome);
    }

    /** Returns what a stage failed with, without what stages wrap around it. */
    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
