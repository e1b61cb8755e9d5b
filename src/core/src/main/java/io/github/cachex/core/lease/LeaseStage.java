// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import io.github.cachex.ErrorPolicy;
import io.github.cachex.WaitPolicy;
import io.github.cachex.core.entry.EntryIds;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.fault.StackReserve;
import io.github.cachex.core.stage.EntryReader;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Finding;
import io.github.cachex.core.stage.Finding.Foreign;
import io.github.cachex.core.stage.Finding.Fresh;
import io.github.cachex.core.stage.Finding.Miss;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.stage.StaleValue;
import io.github.cachex.core.stage.WaitGraph;
import io.github.cachex.core.thread.Background;
import io.github.cachex.core.time.Jitter;
import io.github.cachex.core.time.Nanos;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheInterruptedException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.error.CachexException;
import io.github.cachex.event.CacheEvent.StaleServed.Reason;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.LeaseStore.ValueState;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets one JVM of the cluster load, and the others wait for what it stores.
 *
 * <p>Comes after a read that found nothing fresh. Asks for the lease; who wins leads the load; who does not waits to be
 * woken, looking again now and then in case the wake-up was lost, until {@code wait-timeout}.
 */
public final class LeaseStage implements FetchStage {
    private static final Duration POLL = Duration.ofMillis(250);
    /** Where nobody is woken: often enough to be no great wait, and seldom enough for a crowd. */
    private static final Duration POLL_UNWOKEN = Duration.ofMillis(50);

    private static final long SHORTEST_POLL = Duration.ofMillis(5).toNanos();
    private static final double POLL_SPREAD = 0.2;
    /** What an attempt comes to that another is ahead of. */
    private static final Outcome NOTHING = new Outcome.Default(null);
    // An entry that turns up fresh and is gone again each time we look: somebody invalidates faster than we read.
    private static final int MAX_CHASES = 5;

    private final Leader leader;
    private final WaitBoard board;
    private final WaitGraph graph;
    private final EntryReader reader;
    private final FetchStage alone;
    private final Fallback fallback;
    private final Leases leases;
    private final CacheTelemetry telemetry;

    /** Creates one whose wake-ups arrive at {@code board}; {@code alone} loads where waiting would not help. */
    public LeaseStage(
            Leader leader, WaitBoard board, WaitGraph graph, EntryReader reader, FetchStage alone, Fallback fallback) {
        this.leader = leader;
        this.board = board;
        this.graph = graph;
        this.reader = reader;
        this.alone = alone;
        this.fallback = fallback;
        this.leases = leader.leases();
        this.telemetry = leases.telemetry();
    }

    @Override
    public Outcome fetch(FetchCall call) throws Exception {
        StackReserve.check();
        long token = EntryIds.next();
        End end;
        try (WaitBoard.Seat seat = board.sit(call.entryKey().value())) {
            end = decide(call, token, seat);
        } catch (Throwable failure) {
            if (!(failure instanceof CachexException)) {
                // Perhaps the lease was won already.
                leases.abandon(call, token);
            }
            throw failure;
        }
        return end.end();
    }

    /** Loads if the lease is free, in place of the entry that {@code call} rejects; else does nothing and answers no value. */
    public Outcome attempt(FetchCall call) throws Exception {
        long token = EntryIds.next();
        try {
            if (leases.acquire(call, token).lease() != LeaseState.WON) {
                return NOTHING;
            }
        } catch (CacheBackendException e) {
            failed(call, token, e);
            return NOTHING;
        }
        telemetry.leaseWon(call.entryKey());
        return leader.renew(call, token);
    }

    /** What ends a call. */
    @FunctionalInterface
    private interface End {
        Outcome end() throws Exception;
    }

    private End alone(FetchCall call) {
        return () -> alone.fetch(call);
    }

    /**
     * Returns what ends the call, after waiting for others as long as that is of use. Loaders run afterwards: a failure of
     * the backend that they throw themselves must not be taken for one of ours.
     */
    private End decide(FetchCall begun, long token, WaitBoard.Seat seat) {
        FetchCall soFar = begun;
        for (int chases = 0; chases < MAX_CHASES; ) {
            try {
                LeaseAnswer answer = leases.acquire(soFar, token);
                FetchCall call = isOutdated(soFar, answer) ? soFar.with(null) : soFar;
                soFar = call;
                switch (answer.lease()) {
                    case WON -> {
                        telemetry.leaseWon(call.entryKey());
                        return () -> leader.lead(call, token);
                    }
                    case COOLDOWN -> {
                        return () -> afterCooldown(call);
                    }
                    case BUSY -> {
                        Turn turn = awaitTurn(call, seat, answer.left());
                        if (turn == Turn.CIRCLE) {
                            return alone(call);
                        }
                        if (turn == Turn.OVERDUE) {
                            return () -> overdue(call);
                        }
                        if (turn == Turn.ASK_AGAIN) {
                            call.backendTime().refill();
                            continue;
                        }
                    }
                    case NONE -> {
                        if (answer.value() != ValueState.FRESH) {
                            return alone(leases.refused(call, answer));
                        }
                        chases++;
                    }
                }
                if (leases.outbox().isPending(call.entryKey())) {
                    // What the backend holds is older than an invalidation that it has yet to get.
                    return alone(call.withoutBackend());
                }
                Finding found = reader.read(call);
                call.backendTime().refill();
                if (found instanceof Fresh hit) {
                    telemetry.hit(call);
                    return () -> hit;
                }
                soFar = call.after((Miss) found);
                if (found instanceof Foreign) {
                    return alone(soFar);
                }
            } catch (CacheBackendException e) {
                failed(soFar, token, e);
                if (soFar.settings().backendErrors() == ErrorPolicy.THROW) {
                    throw e;
                }
                return alone(soFar.withoutBackend());
            }
        }
        return alone(soFar);
    }

    private static boolean isOutdated(FetchCall call, LeaseAnswer answer) {
        StaleValue stale = call.stale();
        return stale != null
                && stale.entryId() != call.rejected()
                && (answer.value() != ValueState.STALE || answer.entryId() != stale.entryId());
    }

    private void failed(FetchCall call, long token, CacheBackendException e) {
        telemetry.backendFailed(call.entryKey(), e.operation(), e);
        if (e.perhapsApplied()) {
            // The lease may be ours, or become so at any time: after an invalidation that our load does not see. So
            // nothing
            // is stored under it, and it is given back, lest it keeps everybody waiting.
            leases.abandon(call, token);
        }
    }

    private Outcome afterCooldown(FetchCall call) throws Exception {
        Optional<Known> stale = call.stale() == null ? Optional.empty() : fallback.instead(call, Reason.COOLDOWN);
        return stale.isPresent() ? stale.get() : alone.fetch(call);
    }

    /** What a wait for the leader ends with. */
    private enum Turn {
        /** The leader woke the others: it stored a value, or gave up. */
        WOKEN,
        /** Nothing was heard: whether the lease is free tells what became of the leader. */
        ASK_AGAIN,
        /** The lease is held by a load of this JVM that would wait for the caller. */
        CIRCLE,
        /** The caller waited long enough. */
        OVERDUE
    }

    private Turn awaitTurn(FetchCall call, WaitBoard.Seat seat, Duration leaseLeft) {
        long start = System.nanoTime();
        long patience = Nanos.of(call.settings().waiting().waitTimeout()) - (start - call.asked());
        if (patience <= 0) {
            return Turn.OVERDUE;
        }
        long poll = Math.min(
                Nanos.of(leaseLeft),
                Jitter.around(leases.wakes() ? POLL : POLL_UNWOKEN, POLL_SPREAD).toNanos());
        ActiveLease ours = leader.held().of(call.entryKey());
        if (ours != null && (isOnItsCallersThread(call) || !graph.enter(ours))) {
            return Turn.CIRCLE;
        }
        boolean woken;
        try (Background.Aside aside = Background.stepAside()) {
            woken = seat.await(Math.min(patience, Math.max(SHORTEST_POLL, poll)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheInterruptedException(
                    call.entryKey().cache(), call.entryKey().id(), e);
        } finally {
            if (ours != null) {
                graph.leave();
            }
        }
        telemetry.waited(call.entryKey(), Duration.ofNanos(System.nanoTime() - start), true);
        return woken ? Turn.WOKEN : Turn.ASK_AGAIN;
    }

    /** For want of a thread: what the load under way waits for may be what that caller does next. */
    private static boolean isOnItsCallersThread(FetchCall call) {
        return call.isAsync() && !Background.isCurrent();
    }

    private Outcome overdue(FetchCall call) throws Exception {
        Duration waited = Duration.ofNanos(System.nanoTime() - call.asked());
        telemetry.waited(call.entryKey(), waited, false);
        Optional<Known> instead = fallback.instead(call, Reason.WAIT_TIMEOUT);
        if (instead.isPresent()) {
            return instead.get();
        }
        if (call.settings().waiting().onWaitTimeout() == WaitPolicy.THROW) {
            throw new CacheTimeoutException(
                    call.entryKey().cache(), call.entryKey().id(), waited);
        }
        return alone.fetch(call);
    }
}
