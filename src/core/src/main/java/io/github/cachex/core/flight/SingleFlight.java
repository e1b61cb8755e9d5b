// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import io.github.cachex.WaitPolicy;
import io.github.cachex.core.stage.EntryReader;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.time.Scheduler;
import io.github.cachex.error.CacheBackendException;
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
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets one caller per key and type fetch; the others wait for its result.
 *
 * <p>A follower takes only a result that cannot be older than its own question: one whose read or load began after it
 * asked, or that the backend confirmed when asked to after that. Otherwise it asks again; the flight that it then finds began after it asked.
 */
public final class SingleFlight implements FetchStage {
    private static final long WORTH_TELLING = Duration.ofMillis(1).toNanos();

    private final ConcurrentMap<FlightKey, Flight> flights = new ConcurrentHashMap<>();
    private final WaitGraph graph = new WaitGraph();
    private final FetchStage next;
    private final FetchStage alone;
    private final EntryReader reader;
    private final Fallback fallback;
    private final Journal journal;

    /** Asks {@code next} once per key; {@code alone} loads where waiting would not help. */
    public SingleFlight(FetchStage next, FetchStage alone, EntryReader reader, Fallback fallback, Journal journal) {
        this.next = next;
        this.alone = alone;
        this.reader = reader;
        this.fallback = fallback;
        this.journal = journal;
    }

    @Override
    public Outcome fetch(FetchCall call) throws Exception {
        try {
            return share(call);
        } catch (Throwable failure) {
            return Fallback.byDefault(call, failure);
        }
    }

    private Outcome share(FetchCall call) throws Exception {
        FlightKey key = new FlightKey(call.entryKey(), call.key().type());
        while (true) {
            Flight running = flights.get(key);
            if (running == null) {
                Flight mine = new Flight(call);
                running = flights.putIfAbsent(key, mine);
                if (running == null) {
                    return lead(key, mine, next);
                }
            }
            Outcome shared = follow(key, running, call);
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
        public void end(Outcome outcome) {
            flights.remove(key, flight);
            flight.result().complete(outcome);
        }

        /** Lets those who wait share {@code failure}; one of them asks again where it is no failure of the source. */
        public void fail(Throwable failure) {
            flights.remove(key, flight);
            flight.result().completeExceptionally(failure);
        }
    }

    /** Claims the fetch of {@code call}; empty if one is under way already. */
    public Optional<Claim> claim(FetchCall call) {
        FlightKey key = new FlightKey(call.entryKey(), call.key().type());
        Flight mine = new Flight(call);
        mine.owner(Thread.currentThread());
        return flights.putIfAbsent(key, mine) == null ? Optional.of(new Claim(key, mine)) : Optional.empty();
    }

    /** Lets callers from now on start anew: what is under way for {@code key} may carry an older value. */
    public void detach(EntryKey key) {
        flights.keySet().removeIf(flight -> flight.entry().equals(key));
    }

    /** Lets callers from now on start anew, whatever they ask for. */
    public void detachAll() {
        flights.clear();
    }

    private Outcome lead(FlightKey key, Flight mine, FetchStage stage) throws Exception {
        mine.owner(Thread.currentThread());
        try {
            Outcome outcome = stage.fetch(mine.call());
            mine.owner(null);
            // Gone before it is complete, so that nobody who asks again finds it once more.
            outcome.whenKnown((known, failure) -> {
                flights.remove(key, mine);
                end(mine.result(), known, failure);
            });
            return outcome;
        } catch (Throwable failure) {
            flights.remove(key, mine);
            mine.result().completeExceptionally(failure);
            throw failure;
        }
    }

    private static void end(CompletableFuture<Outcome> result, @Nullable Outcome outcome, @Nullable Throwable failure) {
        if (failure == null) {
            result.complete(outcome);
        } else {
            result.completeExceptionally(failure);
        }
    }

    /**
     * Returns what an asynchronous {@code call} will come to, keeping no thread waiting: its own fetch on a thread of
     * {@code executor}, or that of another caller if it is good for this one.
     */
    public CompletableFuture<Outcome> fetchLater(FetchCall call, Executor executor, Scheduler scheduler) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        shareLater(call, executor, scheduler, answer);
        return answer;
    }

    private void shareLater(FetchCall call, Executor executor, Scheduler scheduler, CompletableFuture<Outcome> answer) {
        FlightKey key = new FlightKey(call.entryKey(), call.key().type());
        Flight mine = new Flight(call);
        Flight running = flights.putIfAbsent(key, mine);
        if (running != null) {
            followLater(key, running, call, executor, scheduler, answer);
            return;
        }
        mine.result().whenComplete((outcome, failure) -> end(answer, outcome, failure));
        executor.execute(() -> leadLater(key, mine, next));
    }

    private void leadLater(FlightKey key, Flight mine, FetchStage stage) {
        try {
            lead(key, mine, stage);
        } catch (Throwable failure) {
            // The flight ended with it: whoever waits is told there.
            mine.owner(null);
        }
    }

    private void followLater(
            FlightKey key,
            Flight running,
            FetchCall call,
            Executor executor,
            Scheduler scheduler,
            CompletableFuture<Outcome> answer) {
        long start = System.nanoTime();
        Future<?> limit = scheduler.after(
                () -> {
                    Flight mine = new Flight(call);
                    if (!answer.isDone() && flights.replace(key, running, mine)) {
                        // As a blocking follower does, which waits twice its time for a leader of its own JVM.
                        mine.result().whenComplete((outcome, failure) -> end(answer, outcome, failure));
                        executor.execute(() -> leadLater(key, mine, alone));
                    }
                },
                call.settings().waitTimeout().multipliedBy(2));
        running.result().whenComplete((outcome, failure) -> {
            limit.cancel(false);
            if (failure != null ? Fallback.isPersonal(failure) : !outcome.isGoodFor(call.asked())) {
                executor.execute(() -> shareLater(call, executor, scheduler, answer));
                return;
            }
            tell(call, start, true);
            if (failure == null) {
                journal.hit(call.entryKey());
            }
            end(answer, outcome, failure);
        });
    }

    /** Returns the result of {@code running} if it is good for {@code call}, else null: ask again. */
    private @Nullable Outcome follow(FlightKey key, Flight running, FetchCall call) throws Exception {
        if (!graph.enter(running)) {
            return alone.fetch(call);
        }
        try {
            return await(key, running, call);
        } finally {
            graph.leave();
        }
    }

    private @Nullable Outcome await(FlightKey key, Flight running, FetchCall call) throws Exception {
        long start = System.nanoTime();
        Optional<Duration> hard = call.settings()
                .hardTimeout()
                .filter(time -> time.compareTo(call.settings().waitTimeout()) < 0);
        long patience = hard.orElse(call.settings().waitTimeout()).toNanos();
        for (boolean extended = false; ; extended = true) {
            long left = extended ? patience : patience - (start - call.asked());
            try {
                Outcome outcome = running.result().get(left, TimeUnit.NANOSECONDS);
                tell(call, start, true);
                if (!outcome.isGoodFor(call.asked())) {
                    return null;
                }
                journal.hit(call.entryKey());
                return outcome;
            } catch (ExecutionException e) {
                Throwable failure = e.getCause() == null ? e : e.getCause();
                if (Fallback.isPersonal(failure)) {
                    return null;
                }
                tell(call, start, true);
                throw Fallback.<RuntimeException>sneaky(failure);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CacheInterruptedException(
                        call.entryKey().cache(), call.entryKey().id(), e);
            } catch (TimeoutException e) {
                tell(call, start, false);
                Optional<Outcome> instead = overdue(call, hard.isPresent());
                if (instead.isPresent()) {
                    return instead.get();
                }
                if (extended) {
                    return takeOver(key, running, call);
                }
            }
        }
    }

    /**
     * Returns what to serve to a follower that waited long enough, if anything. Otherwise it waits as long once more: the
     * leader, which waited too, loads by now, and a second load beside it would begin from nothing.
     */
    private Optional<Outcome> overdue(FetchCall call, boolean hard) {
        Optional<Outcome> instead =
                lookAgain(call).or(() -> fallback.instead(call, hard ? Reason.HARD_TIMEOUT : Reason.WAIT_TIMEOUT));
        if (instead.isEmpty() && hard) {
            throw new CacheTimeoutException(
                    call.entryKey().cache(),
                    call.entryKey().id(),
                    Duration.ofNanos(System.nanoTime() - call.asked()),
                    CacheTimeoutException.Limit.HARD_TIMEOUT);
        }
        if (instead.isEmpty() && call.settings().onWaitTimeout() == WaitPolicy.THROW) {
            throw new CacheTimeoutException(
                    call.entryKey().cache(), call.entryKey().id(), Duration.ofNanos(System.nanoTime() - call.asked()));
        }
        return instead;
    }

    /** Loads in the leader's place, which may sit on a dead socket; one follower does, the others follow it. */
    private @Nullable Outcome takeOver(FlightKey key, Flight running, FetchCall call) throws Exception {
        Flight mine = new Flight(call);
        graph.leave();
        return flights.replace(key, running, mine) ? lead(key, mine, alone) : null;
    }

    /** Returns what is stored by now, after a wait in vain; notes a stale value on {@code call}. */
    private Optional<Outcome> lookAgain(FetchCall call) {
        try {
            return reader.read(call);
        } catch (CacheBackendException e) {
            journal.backendFailed(call.entryKey(), e.operation(), e);
            call.withoutBackend();
            return Optional.empty();
        }
    }

    private void tell(FetchCall call, long start, boolean answered) {
        long waited = System.nanoTime() - start;
        if (waited >= WORTH_TELLING) {
            journal.waited(call.entryKey(), Duration.ofNanos(waited), answered);
        }
    }

    private record FlightKey(EntryKey entry, Type type) {}
}
