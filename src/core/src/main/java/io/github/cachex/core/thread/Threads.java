// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.thread;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The threads of an engine.
 *
 * @param background runs loads and what ends them
 * @param scheduler runs short chores, now and then
 */
public record Threads(Background background, Scheduler scheduler) {
    /** Runs {@code task} in the background, or on this thread where that cannot be: what ends a load must not be lost. */
    public void finish(Runnable task) {
        background.run(task, task);
    }

    /**
     * Returns what {@code step} comes to, in the background; inline, and on a thread of the background, on this thread. The caller is not
     * kept waiting otherwise, whatever happens.
     *
     * @param refused what is done instead, at once, where no thread is free and too much waits for one; must be quick
     * @param dropped what is done instead where the background is closed, or gets no thread any more, before; must be quick
     */
    public <R> CompletableFuture<R> later(Supplier<R> step, Supplier<R> refused, Supplier<R> dropped) {
        CompletableFuture<R> answer = new CompletableFuture<>();
        Runnable instead = () -> end(answer, dropped);
        handOver(() -> end(answer, step), () -> end(answer, refused), instead, instead);
        return answer;
    }

    /**
     * Runs {@code task} in the background; inline, and on a thread of the background, on this thread, since a full house must not wait for
     * itself.
     *
     * @param refused is run instead, at once, where no thread is free and too much waits for one; must be quick
     * @param dropped is run instead where the background is closed before; must be quick
     * @param stranded is run instead where no thread comes any more; must be quick
     */
    public void handOver(Runnable task, Runnable refused, Runnable dropped, Runnable stranded) {
        if (background.isInline() || Background.isCurrent()) {
            task.run();
        } else if (!background.tryHandOver(task, dropped, stranded)) {
            refused.run();
        }
    }

    private static <R> void end(CompletableFuture<R> answer, Supplier<R> step) {
        try {
            answer.complete(step.get());
        } catch (Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }
}
