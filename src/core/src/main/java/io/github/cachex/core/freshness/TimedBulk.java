// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.freshness;

import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.stage.WaitGraph;
import io.github.cachex.core.thread.Background;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.error.CacheInterruptedException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.event.CacheEvent.StaleServed.Reason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a caller wait no longer for a load of several keys than its timeouts say: the load goes on in the background. The hard timeout
 * holds for all keys together; the soft one where there is a stale value for each key, since otherwise the caller has to wait anyway.
 * Thread-safe.
 */
public final class TimedBulk {
    private final WaitGraph graph;
    private final Threads threads;
    private final Fallback fallback;
    private final CacheTelemetry telemetry;

    /** Creates one that loads on {@code threads} of the background where a timeout is set. */
    public TimedBulk(WaitGraph graph, Threads threads, Fallback fallback, CacheTelemetry telemetry) {
        this.graph = graph;
        this.threads = threads;
        this.fallback = fallback;
        this.telemetry = telemetry;
    }

    /** A load of several keys. */
    public interface Load {
        /** Returns the values of those of {@code calls} that it loaded. */
        Map<FetchCall, @Nullable Object> of(List<FetchCall> calls) throws Exception;
    }

    /** A load under way in the background; equal to itself alone. Its result is empty where it never began. */
    private static final class Run implements WaitGraph.Work {
        private final CompletableFuture<Map<FetchCall, @Nullable Object>> result = new CompletableFuture<>();
        private volatile @Nullable Thread owner;

        @Override
        public @Nullable Thread owner() {
            return owner;
        }
    }

    /** Returns what {@code load} makes of {@code calls}, of which there is one at least, or what is served instead of waiting on. */
    public Map<FetchCall, @Nullable Object> within(List<FetchCall> calls, Load load) throws Exception {
        Optional<Patience> patience = patience(calls);
        // A nested load stays on its thread: a full house of those would wait for itself.
        if (patience.isEmpty() || Background.isCurrent()) {
            return load.of(calls);
        }
        Run run = new Run();
        List<FetchCall> moved = calls.stream().map(FetchCall::onAnotherThread).toList();
        if (!threads.background().tryRun(() -> carryOut(run, moved, load), () -> run.result.complete(Map.of()))) {
            carryOut(run, moved, load);
        }
        return await(run, calls, patience.get());
    }

    /** A load of several asynchronous keys. */
    public interface LaterLoad {
        /** Returns what will be the values of those of {@code calls} that it loads. Never throws. */
        CompletableFuture<Map<FetchCall, @Nullable Object>> of(List<FetchCall> calls);
    }

    /** The same for asynchronous {@code calls}, which {@code load} begins on this thread. */
    public CompletableFuture<Map<FetchCall, @Nullable Object>> withinLater(List<FetchCall> calls, LaterLoad load) {
        Optional<Patience> patience = patience(calls);
        if (patience.isEmpty()) {
            return load.of(calls);
        }
        CompletableFuture<Map<FetchCall, @Nullable Object>> answer = new CompletableFuture<>();
        Future<?> limit = threads.scheduler()
                .after(
                        () -> {
                            if (answer.isDone()) {
                                return;
                            }
                            try {
                                answer.complete(overdue(calls, patience.get().reason()));
                            } catch (Throwable e) {
                                answer.completeExceptionally(e);
                            }
                        },
                        Duration.ofNanos(patience.get().left()));
        load.of(calls).whenComplete((values, failure) -> {
            limit.cancel(false);
            if (failure == null) {
                answer.complete(values);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private Optional<Patience> patience(List<FetchCall> calls) {
        if (threads.background().isInline()) {
            return Optional.empty();
        }
        // Without a stale value it is that of the hard timeout alone.
        FetchCall hardest =
                calls.stream().filter(call -> call.stale() == null).findFirst().orElse(calls.get(0));
        return Patience.of(hardest);
    }

    private static void carryOut(Run run, List<FetchCall> calls, Load load) {
        run.owner = Thread.currentThread();
        try {
            run.result.complete(load.of(calls));
        } catch (Throwable failure) {
            run.result.completeExceptionally(failure);
        } finally {
            run.owner = null;
        }
    }

    private Map<FetchCall, @Nullable Object> await(Run run, List<FetchCall> calls, Patience patience) throws Exception {
        if (!graph.enter(run)) {
            // It waits for this thread: each key is asked for by itself, which finds the circle.
            return Map.of();
        }
        try (Background.Aside aside = Background.stepAside()) {
            return run.result.get(patience.left(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw Fallback.<RuntimeException>sneaky(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            return overdue(calls, patience.reason());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            FetchCall first = calls.get(0);
            throw new CacheInterruptedException(
                    first.entryKey().cache(), first.entryKey().id(), e);
        } finally {
            graph.leave();
        }
    }

    private Map<FetchCall, @Nullable Object> overdue(Iterable<FetchCall> calls, Reason reason) {
        telemetry.refreshing();
        Map<FetchCall, @Nullable Object> values = new LinkedHashMap<>();
        for (FetchCall call : calls) {
            Known instead = fallback.instead(call, reason)
                    .orElseThrow(() -> new CacheTimeoutException(
                            call.entryKey().cache(),
                            call.entryKey().id(),
                            Duration.ofNanos(System.nanoTime() - call.asked()),
                            CacheTimeoutException.Limit.HARD_TIMEOUT));
            values.put(call, instead.value());
        }
        return values;
    }
}
