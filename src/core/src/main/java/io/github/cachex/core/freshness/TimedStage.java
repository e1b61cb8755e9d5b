// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.freshness;

import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.stage.Audience;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.FlightKey;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.stage.SharedOutcome;
import io.github.cachex.core.stage.Underway;
import io.github.cachex.core.stage.WaitGraph;
import io.github.cachex.core.thread.Background;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.error.CacheInterruptedException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.event.CacheEvent.StaleServed.Reason;
import io.github.cachex.spi.EntryKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
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
    private final Underway<Run> runs = new Underway<>();
    private final FetchStage next;
    private final FetchStage alone;
    private final WaitGraph graph;
    private final Threads threads;
    private final Fallback fallback;
    private final CacheTelemetry telemetry;

    /**
     * Asks {@code next}, on a thread of {@code threads} where a timeout is set; {@code alone} loads where waiting would not
     * help.
     */
    public TimedStage(
            FetchStage next,
            FetchStage alone,
            WaitGraph graph,
            Threads threads,
            Fallback fallback,
            CacheTelemetry telemetry) {
        this.next = next;
        this.alone = alone;
        this.graph = graph;
        this.threads = threads;
        this.fallback = fallback;
        this.telemetry = telemetry;
    }

    /** Returns what keeps the same limits for loads of several keys. */
    public TimedBulk bulk() {
        return new TimedBulk(graph, threads, fallback, telemetry);
    }

    /** A load under way in the background; equal to itself alone. Its result is null where it never began. */
    private static final class Run implements WaitGraph.Work {
        private final CompletableFuture<@Nullable Ended> result = new CompletableFuture<>();
        private final Audience followers = new Audience();
        private volatile @Nullable Thread owner;

        void end(@Nullable Known outcome, @Nullable Throwable failure) {
            try {
                if (outcome != null) {
                    result.complete(new Ended(outcome, outcome.sharedWith(followers)));
                }
            } catch (Throwable unshared) {
                // The one who began it has its value; those who follow ask again.
                Faults.keepInterrupt(unshared);
                result.complete(new Ended(outcome, SharedOutcome.UNSHARED));
            } finally {
                result.completeExceptionally(failure == null ? new CancellationException("not shared") : failure);
            }
        }

        @Override
        public @Nullable Thread owner() {
            return owner;
        }
    }

    /** What a load came to for the one who began it, and for those who waited for it as well. */
    private record Ended(Known own, SharedOutcome others) {
        /** Returns the outcome of {@code call}; null where it must ask again. */
        @Nullable
        Known of(FetchCall call, boolean mine) {
            if (mine) {
                return own;
            }
            return others.isGoodFor(call.asked()) ? others.forCaller().orElse(null) : null;
        }
    }

    @Override
    public Outcome fetch(FetchCall call) throws Exception {
        Optional<Patience> patience = threads.background().isInline() ? Optional.empty() : Patience.of(call);
        FlightKey key = call.wanted();
        while (true) {
            Run running = runs.get(key);
            if (running == null && staysHere(call, patience) || patience.isEmpty() && call.isAsync()) {
                return next.fetch(call);
            }
            boolean mine = running == null;
            if (running == null) {
                running = new Run();
                if (runs.putIfAbsent(key, running) != null) {
                    continue;
                }
                begin(key, running, call);
            } else if (!running.followers.join()) {
                continue;
            }
            if (call.isAsync()) {
                return new Outcome.Pending(bounded(running, mine, call, patience.orElseThrow()));
            }
            Outcome outcome = await(running, mine, call, patience);
            if (outcome != null) {
                return outcome;
            }
        }
    }

    /** A nested load stays on its thread: a full house of those would wait for itself. */
    private static boolean staysHere(FetchCall call, Optional<Patience> patience) {
        return patience.isEmpty() || Background.isCurrent() && !call.isAsync();
    }

    private void begin(FlightKey key, Run run, FetchCall call) {
        FetchCall copy = call.onAnotherThread();
        Runnable dropped = () -> {
            runs.remove(key, run);
            run.result.complete(null);
        };
        boolean taken;
        try {
            taken = threads.background().tryRun(() -> carryOut(key, run, copy), dropped);
        } catch (Throwable failure) {
            dropped.run();
            throw failure;
        }
        if (!taken) {
            carryOut(key, run, copy);
        }
    }

    private void carryOut(FlightKey key, Run run, FetchCall call) {
        run.owner = Thread.currentThread();
        try {
            Outcome outcome = next.fetch(call);
            outcome.whenKnown((known, failure) -> {
                runs.remove(key, run);
                run.end(known, failure);
            });
        } catch (Throwable failure) {
            runs.remove(key, run);
            run.end(null, failure);
        } finally {
            run.owner = null;
        }
    }

    private static void complete(
            CompletableFuture<Known> answer, @Nullable Known outcome, @Nullable Throwable failure) {
        if (failure != null) {
            answer.completeExceptionally(failure);
        } else {
            answer.complete(outcome);
        }
    }

    /** Returns how {@code run} ended, or what is served instead of waiting on; null where the caller must ask again. */
    private @Nullable Outcome await(Run run, boolean mine, FetchCall call, Optional<Patience> patience)
            throws Exception {
        if (!graph.enter(run)) {
            return alone.fetch(call);
        }
        try (Background.Aside aside = Background.stepAside()) {
            long left = patience.orElseGet(() -> Patience.toFollow(call)).left();
            Ended ended = run.result.get(left, TimeUnit.NANOSECONDS);
            return ended == null ? null : ended.of(call, mine);
        } catch (CancellationException e) {
            // A future throws this one as it is: the load was cancelled, which is for the one who began it alone.
            if (!mine) {
                return null;
            }
            throw e;
        } catch (ExecutionException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            if (!mine && Fallback.isNotShared(failure)) {
                return null;
            }
            throw Fallback.<RuntimeException>sneaky(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheInterruptedException(
                    call.entryKey().cache(), call.entryKey().id(), e);
        } catch (TimeoutException e) {
            graph.leave();
            return patience.isPresent() ? overdue(call, mine, patience.get().reason()) : next.fetch(call);
        } finally {
            graph.leave();
        }
    }

    /** Returns how {@code run} ends, or what is served instead once {@code patience} is over; no thread waits. */
    private CompletableFuture<Known> bounded(Run run, boolean mine, FetchCall call, Patience patience) {
        CompletableFuture<Known> answer = new CompletableFuture<>();
        Future<?> limit = threads.scheduler()
                .after(
                        () -> {
                            if (run.result.isDone()) {
                                return;
                            }
                            try {
                                answer.complete(overdue(call, mine, patience.reason()));
                            } catch (Throwable e) {
                                answer.completeExceptionally(e);
                            }
                        },
                        Duration.ofNanos(patience.left()));
        run.result.whenComplete((ended, failure) -> {
            limit.cancel(false);
            try {
                answer(call, mine, ended, failure, answer);
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private void answer(
            FetchCall call,
            boolean mine,
            @Nullable Ended ended,
            @Nullable Throwable failure,
            CompletableFuture<Known> answer) {
        if (answer.isDone()) {
            return;
        }
        Known outcome = ended == null ? null : ended.of(call, mine);
        if (outcome != null) {
            answer.complete(outcome);
        } else if (failure != null && (mine || !Fallback.isNotShared(failure))) {
            answer.completeExceptionally(failure);
        } else {
            askAgain(call, answer);
        }
    }

    private void askAgain(FetchCall call, CompletableFuture<Known> answer) {
        try {
            fetch(call).whenKnown((outcome, failure) -> complete(answer, outcome, failure));
        } catch (Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }

    private Known overdue(FetchCall call, boolean mine, Reason reason) {
        if (mine) {
            telemetry.refreshing();
        }
        Optional<Known> instead = fallback.instead(call, reason);
        return instead.orElseThrow(() -> new CacheTimeoutException(
                call.entryKey().cache(),
                call.entryKey().id(),
                Duration.ofNanos(System.nanoTime() - call.asked()),
                CacheTimeoutException.Limit.HARD_TIMEOUT));
    }

    /** Lets callers from now on start anew: what is under way for {@code entry} may carry an older value. */
    public void detach(EntryKey entry) {
        runs.detach(entry);
    }

    /** Lets callers from now on start anew, whatever they ask for. */
    public void detachAll() {
        runs.detachAll();
    }
}
