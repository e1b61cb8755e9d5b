// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import io.github.cachex.core.flight.LateFollowers.Late;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.stage.SharedOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A caller that waits for a flight without a thread, and meets the same limits as one with a thread. */
final class AsyncFollower {
    private final SingleFlight flights;
    private final Flight running;
    private final FetchCall call;
    private final CompletableFuture<Known> answer;
    private final LateFollowers overdue;
    private final LaterSteps later;
    private final long start = System.nanoTime();
    private volatile @Nullable Future<?> timer;

    AsyncFollower(
            SingleFlight flights,
            Flight running,
            FetchCall call,
            CompletableFuture<Known> answer,
            LateFollowers overdue,
            LaterSteps later) {
        this.flights = flights;
        this.running = running;
        this.call = call;
        this.answer = answer;
        this.overdue = overdue;
        this.later = later;
    }

    void follow() {
        waitUntil(Limit.first(call), call);
        running.result().whenComplete(this::ended);
    }

    private void waitUntil(Limit limit, FetchCall soFar) {
        long left = Math.max(0, limit.left(running, call, start));
        // On a thread that may ask the backend; the scheduler's are needed by leases.
        timer = later.after(
                () -> run(() -> overdue(limit, soFar), () -> overdue(limit, soFar.withoutThread())),
                Duration.ofNanos(left));
        if (running.result().isDone()) {
            cancelTimer();
        }
    }

    private void run(Runnable step, Runnable alone) {
        later.run(step, alone, call, answer::completeExceptionally);
    }

    private void cancelTimer() {
        Future<?> set = timer;
        if (set != null) {
            set.cancel(false);
        }
    }

    private void overdue(Limit limit, FetchCall soFar) {
        if (answer.isDone() || running.result().isDone()) {
            return;
        }
        if (limit.left(running, call, start) > 0) {
            waitUntil(limit, soFar);
            return;
        }
        try {
            Late late = overdue.at(limit, running, soFar);
            if (late.instead().isPresent()) {
                flights.tell(call, start, false);
                answer.complete(late.instead().get());
            } else if (limit == Limit.LOADING) {
                flights.takeOverLater(running, late.call(), answer);
            } else {
                waitUntil(limit.next(call), late.call());
            }
        } catch (Throwable e) {
            flights.tell(call, start, false);
            answer.completeExceptionally(e);
        }
    }

    private void ended(@Nullable SharedOutcome outcome, @Nullable Throwable failure) {
        try {
            answer(outcome, failure);
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private void answer(@Nullable SharedOutcome outcome, @Nullable Throwable failure) {
        cancelTimer();
        if (answer.isDone()) {
            return;
        }
        if (failure != null && !Fallback.isNotShared(Outcome.unwrapped(failure))) {
            flights.tell(call, start, true);
            answer.completeExceptionally(Outcome.unwrapped(failure));
            return;
        }
        Optional<Known> mine =
                outcome == null || !outcome.isGoodFor(call.asked()) ? Optional.empty() : outcome.forCaller();
        if (mine.isPresent()) {
            flights.tell(call, start, true);
            flights.hit(call);
            answer.complete(mine.get());
        } else {
            Runnable again = () -> flights.shareLater(call, answer);
            run(again, again);
        }
    }
}
