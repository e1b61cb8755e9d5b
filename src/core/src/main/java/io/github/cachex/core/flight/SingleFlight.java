// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.fault.StackReserve;
import io.github.cachex.core.flight.LateFollowers.Late;
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
import io.github.cachex.spi.EntryKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets one caller per key and type fetch; the others wait for its result.
 *
 * <p>A follower takes only a result that cannot be older than its own question: one whose read or load began after it
 * asked, or that the backend confirmed when asked to after that. Otherwise it asks again; the flight that it then finds
 * began after it asked.
 */
public final class SingleFlight implements FetchStage {
    private static final long WORTH_TELLING = Duration.ofMillis(1).toNanos();

    private final Underway<Flight> flights = new Underway<>();
    private final FetchStage next;
    private final FetchStage alone;
    private final LateFollowers overdue;
    private final WaitGraph graph;
    private final LaterSteps later;
    private final CacheTelemetry telemetry;

    /** Asks {@code next} once per key; {@code alone} loads where waiting would not help. */
    public SingleFlight(
            FetchStage next,
            FetchStage alone,
            LateFollowers overdue,
            WaitGraph graph,
            Threads threads,
            CacheTelemetry telemetry) {
        this.next = next;
        this.alone = alone;
        this.overdue = overdue;
        this.graph = graph;
        this.later = new LaterSteps(threads);
        this.telemetry = telemetry;
    }

    @Override
    public Known fetch(FetchCall call) throws Exception {
        Known known = null;
        try {
            known = orDefault(call);
            return known;
        } finally {
            call.answeredBy(known);
        }
    }

    private Known orDefault(FetchCall call) throws Exception {
        Known known;
        try {
            known = share(call).known();
        } catch (Throwable failure) {
            return Fallback.byDefault(call, failure, telemetry);
        }
        return Fallback.answered(call, known, telemetry);
    }

    private Outcome share(FetchCall call) throws Exception {
        StackReserve.check();
        FlightKey key = call.wanted();
        while (true) {
            Flight running = flights.get(key);
            if (running == null) {
                Flight mine = new Flight(call);
                running = flights.putIfAbsent(key, mine);
                if (running == null) {
                    graph.nest(call, call);
                    return lead(key, mine, next);
                }
            }
            Outcome shared = running.join() ? follow(running, call) : null;
            if (shared != null) {
                return shared;
            }
        }
    }

    /** A fetch that its caller runs by itself, while others wait for its end. */
    public final class Claim {
        private final FlightKey key;
        private final Flight flight;

        private Claim(FlightKey key, Flight flight) {
            this.key = key;
            this.flight = flight;
        }

        /** Gives those who wait {@code outcome}. */
        public void end(Known outcome) {
            flights.remove(key, flight);
            flight.end(outcome, null);
        }

        /** Lets those who wait share {@code failure}; one of them asks again where it is no failure of the source. */
        public void fail(Throwable failure) {
            flights.remove(key, flight);
            flight.end(null, failure);
        }
    }

    /** Claims the fetch of {@code call}; empty if one is under way already. */
    public Optional<Claim> claim(FetchCall call) {
        FlightKey key = call.wanted();
        Flight mine = new Flight(call);
        mine.owner(call.isAsync() ? null : Thread.currentThread());
        if (flights.putIfAbsent(key, mine) != null) {
            return Optional.empty();
        }
        graph.nest(call, call);
        return Optional.of(new Claim(key, mine));
    }

    /** Notes that {@code calls}, one at least, are loaded together. */
    public void together(List<FetchCall> calls) {
        graph.together(calls);
    }

    /** Lets callers from now on start anew: what is under way for {@code key} may carry an older value. */
    public void detach(EntryKey key) {
        flights.detach(key);
    }

    /** Lets callers from now on start anew, whatever they ask for. */
    public void detachAll() {
        flights.detachAll();
    }

    private Outcome lead(FlightKey key, Flight mine, FetchStage stage) throws Exception {
        mine.owner(Thread.currentThread());
        try {
            Outcome outcome = stage.fetch(mine.call());
            mine.owner(null);
            // Gone before it is complete, so that nobody who asks again finds it once more.
            outcome.whenKnown((known, failure) -> {
                // Before it is gone, so that who comes too late to take over finds one or the other.
                mine.endHanging(known);
                flights.remove(key, mine);
                mine.end(known, failure);
            });
            return outcome;
        } catch (Throwable failure) {
            fail(key, mine, failure);
            throw failure;
        }
    }

    /**
     * Returns what an asynchronous {@code call} will come to, keeping no thread waiting: its own fetch in the background, or
     * that of another caller if it is good for this one.
     */
    public CompletableFuture<Known> fetchLater(FetchCall call) {
        CompletableFuture<Known> answer = new CompletableFuture<>();
        shareLater(call, answer);
        return answer;
    }

    void shareLater(FetchCall call, CompletableFuture<Known> answer) {
        StackReserve.check();
        FlightKey key = call.wanted();
        Flight mine = new Flight(call, answer);
        while (true) {
            Flight running = flights.putIfAbsent(key, mine);
            if (running == null) {
                graph.nest(call, call);
                leadLater(key, mine, next);
                return;
            }
            if (!graph.nest(call, running.call())) {
                // Beside the one under way, which would wait for this one.
                leadLater(key, mine, alone);
                return;
            }
            if (running.join()) {
                new AsyncFollower(this, running, call, answer, overdue, later).follow();
                return;
            }
        }
    }

    /** Loads in the leader's place as {@link #takeOver} does; asks again where somebody else did, unless {@code running} has ended. */
    void takeOverLater(Flight running, FetchCall call, CompletableFuture<Known> answer) {
        FlightKey key = call.wanted();
        Flight mine = new Flight(call, answer, running);
        if (flights.replace(key, running, mine)) {
            leadLater(key, mine, alone);
        } else if (!running.result().isDone()) {
            shareLater(call, answer);
        }
    }

    private void leadLater(FlightKey key, Flight mine, FetchStage stage) {
        later.run(
                () -> attempt(key, mine, stage),
                () -> attempt(key, mine, call -> stage.fetch(call.withoutThread())),
                mine.call(),
                failure -> fail(key, mine, failure));
    }

    private void attempt(FlightKey key, Flight mine, FetchStage stage) {
        try {
            lead(key, mine, stage);
        } catch (Throwable failure) {
            // The flight ended with it: whoever waits is told there.
            mine.owner(null);
        }
    }

    private void fail(FlightKey key, Flight mine, Throwable failure) {
        flights.remove(key, mine);
        mine.end(null, failure);
    }

    /** Returns the result of {@code running} if it is good for {@code call}, else null: ask again. */
    private @Nullable Outcome follow(Flight running, FetchCall call) throws Exception {
        long start = System.nanoTime();
        Limit limit = Limit.first(call);
        FetchCall soFar = call;
        if (!graph.nest(call, running.call())) {
            return alone.fetch(call);
        }
        while (true) {
            if (!graph.enter(running)) {
                return alone.fetch(soFar);
            }
            try {
                return await(running, call, start, limit);
            } catch (TimeoutException e) {
                if (limit.left(running, call, start) > 0) {
                    continue;
                }
            } finally {
                graph.leave();
            }
            Late late = instead(limit, running, soFar, start);
            soFar = late.call();
            if (late.instead().isPresent()) {
                return late.instead().get();
            }
            if (limit == Limit.LOADING) {
                return takeOver(running, soFar, start);
            }
            limit = limit.next(call);
        }
    }

    private @Nullable Known await(Flight running, FetchCall call, long start, Limit limit) throws TimeoutException {
        long left = limit.left(running, call, start);
        try (Background.Aside aside = Background.stepAside()) {
            SharedOutcome outcome = running.result().get(left, TimeUnit.NANOSECONDS);
            tell(call, start, true);
            Optional<Known> mine = outcome.isGoodFor(call.asked()) ? outcome.forCaller() : Optional.empty();
            if (mine.isPresent()) {
                hit(call);
            }
            return mine.orElse(null);
        } catch (CancellationException e) {
            // A future throws this one as it is: the leader was cancelled, which says nothing of the source.
            return null;
        } catch (ExecutionException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            if (Fallback.isNotShared(failure)) {
                return null;
            }
            tell(call, start, true);
            throw Fallback.<RuntimeException>sneaky(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheInterruptedException(
                    call.entryKey().cache(), call.entryKey().id(), e);
        }
    }

    private Late instead(Limit limit, Flight running, FetchCall call, long start) {
        boolean waitsOn = false;
        try {
            Late late = overdue.at(limit, running, call);
            waitsOn = late.instead().isEmpty() && limit == Limit.SOFT;
            return late;
        } finally {
            if (!waitsOn) {
                tell(call, start, false);
            }
        }
    }

    /** Loads in the leader's place, which may sit on a dead socket; one follower does, the others follow it. */
    private @Nullable Outcome takeOver(Flight running, FetchCall call, long start) throws Exception {
        FlightKey key = call.wanted();
        Flight mine = new Flight(call, null, running);
        if (flights.replace(key, running, mine)) {
            return lead(key, mine, alone);
        }
        // Somebody else did, and may have come to its end already.
        return running.result().isDone() ? await(running, call, start, Limit.LOADING) : null;
    }

    void hit(FetchCall call) {
        telemetry.hit(call);
    }

    void tell(FetchCall call, long start, boolean answered) {
        long waited = System.nanoTime() - start;
        if (waited >= WORTH_TELLING) {
            telemetry.waited(call.entryKey(), Duration.ofNanos(waited), answered);
        }
    }
}
