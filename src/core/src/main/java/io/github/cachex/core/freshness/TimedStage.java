// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.freshness;

import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.time.Background;
import io.github.cachex.core.time.Scheduler;
import io.github.cachex.error.CacheInterruptedException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.event.CacheEvent.StaleServed.Reason;
import io.github.cachex.spi.EntryKey;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a caller wait no longer for a load than its soft timeout, where a stale value is there, or its hard timeout: the load
 * goes on in the background, and whoever asks meanwhile waits for the same one. Thread-safe.
 */
public final class TimedStage implements FetchStage {
    private final ConcurrentMap<RunKey, Run> runs = new ConcurrentHashMap<>();
    private final FetchStage next;
    private final Background background;
    private final Scheduler scheduler;
    private final Fallback fallback;
    private final Journal journal;

    /** Asks {@code next}, on a thread of {@code background} where a timeout is set. */
    public TimedStage(FetchStage next, Background background, Scheduler scheduler, Fallback fallback, Journal journal) {
        this.next = next;
        this.background = background;
        this.scheduler = scheduler;
        this.fallback = fallback;
        this.journal = journal;
    }

    private record RunKey(EntryKey entry, Type type) {}

    /** A load under way in the background; equal to itself alone. */
    private static final class Run {
        private final CompletableFuture<Outcome> result = new CompletableFuture<>();
    }

    @Override
    public Outcome fetch(FetchCall call) throws Exception {
        Patience patience = Patience.of(call);
        if (patience.isEndless() || Background.isCurrent() && !call.isAsync()) {
            return next.fetch(call);
        }
        RunKey key = new RunKey(call.entryKey(), call.key().type());
        while (true) {
            Run mine = new Run();
            Run running = runs.putIfAbsent(key, mine);
            if (running == null) {
                running = mine;
                FetchCall copy = call.onAnotherThread();
                if (call.isAsync() || !background.tryRun(() -> carryOut(key, mine, copy))) {
                    // Its load keeps no thread, or no other thread is free.
                    carryOut(key, mine, copy);
                }
            }
            if (call.isAsync()) {
                return Outcome.pending(bounded(running, running == mine, call, patience));
            }
            Outcome outcome = await(running, call, patience);
            if (outcome != null && (running == mine || outcome.isGoodFor(call.asked()))) {
                return outcome;
            }
        }
    }

    private void carryOut(RunKey key, Run run, FetchCall call) {
        try {
            Outcome outcome = next.fetch(call);
            outcome.whenKnown((known, failure) -> {
                runs.remove(key, run);
                complete(run.result, known, failure);
            });
        } catch (Throwable failure) {
            runs.remove(key, run);
            run.result.completeExceptionally(failure);
        }
    }

    private static void complete(
            CompletableFuture<Outcome> result, @Nullable Outcome outcome, @Nullable Throwable failure) {
        if (failure != null) {
            result.completeExceptionally(failure);
        } else {
            result.complete(outcome);
        }
    }

    /** Returns how {@code run} ended, or what is served instead of waiting on; null where the caller must ask again. */
    private @Nullable Outcome await(Run run, FetchCall call, Patience patience) throws Exception {
        try {
            return run.result.get(patience.left(System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            if (Fallback.isPersonal(failure) && !Thread.currentThread().isInterrupted()) {
                return null;
            }
            throw Fallback.<RuntimeException>sneaky(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheInterruptedException(
                    call.entryKey().cache(), call.entryKey().id(), e);
        } catch (TimeoutException e) {
            return overdue(call, patience.reason());
        }
    }

    /** Returns how {@code run} ends, or what is served instead once {@code patience} is over; no thread waits. */
    private CompletableFuture<Outcome> bounded(Run run, boolean mine, FetchCall call, Patience patience) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        Future<?> limit = scheduler.after(
                () -> {
                    try {
                        answer.complete(overdue(call, patience.reason()));
                    } catch (CacheTimeoutException e) {
                        answer.completeExceptionally(e);
                    }
                },
                Duration.ofNanos(patience.left(System.nanoTime())));
        run.result.whenComplete((outcome, failure) -> {
            limit.cancel(false);
            boolean askAgain =
                    !mine && (failure != null ? Fallback.isPersonal(failure) : !outcome.isGoodFor(call.asked()));
            if (askAgain) {
                askAgain(call, answer);
            } else {
                complete(answer, outcome, failure);
            }
        });
        return answer;
    }

    private void askAgain(FetchCall call, CompletableFuture<Outcome> answer) {
        try {
            fetch(call).whenKnown((outcome, failure) -> complete(answer, outcome, failure));
        } catch (Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }

    private Outcome overdue(FetchCall call, Reason reason) {
        journal.refreshing();
        Optional<Outcome> instead = fallback.instead(call, reason);
        return instead.orElseThrow(() -> new CacheTimeoutException(
                call.entryKey().cache(),
                call.entryKey().id(),
                Duration.ofNanos(System.nanoTime() - call.asked()),
                CacheTimeoutException.Limit.HARD_TIMEOUT));
    }

    /** Lets callers from now on start anew: what is under way for {@code entry} may carry an older value. */
    public void detach(EntryKey entry) {
        if (!runs.isEmpty()) {
            runs.keySet().removeIf(key -> key.entry().equals(entry));
        }
    }

    /** Lets callers from now on start anew, whatever they ask for. */
    public void detachAll() {
        runs.clear();
    }
}
