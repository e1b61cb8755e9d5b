// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import io.github.cachex.WaitPolicy;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.flight.Flight.Look;
import io.github.cachex.core.stage.EntryReader;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Finding.Miss;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.stage.SharedOutcome;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheInterruptedException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.event.CacheEvent.StaleServed.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides what a follower is given that waited for another's load as long as it was told to. Thread-safe. */
public final class LateFollowers {
    private final EntryReader reader;
    private final Outbox outbox;
    private final Fallback fallback;
    private final CacheTelemetry telemetry;

    /** Creates one that looks at the backend through {@code reader} once more, unless {@code outbox} keeps an invalidation from it. */
    public LateFollowers(EntryReader reader, Outbox outbox, Fallback fallback, CacheTelemetry telemetry) {
        this.reader = reader;
        this.outbox = outbox;
        this.fallback = fallback;
        this.telemetry = telemetry;
    }

    /**
     * What became of a follower.
     *
     * @param call its call, after a look at the backend
     * @param instead what it is served, if anything; else it waits on
     */
    record Late(FetchCall call, Optional<Known> instead) {}

    /**
     * Returns what becomes of {@code call} at {@code limit}.
     *
     * @throws CacheTimeoutException when it is to wait no longer
     * @throws CacheInterruptedException when the thread was interrupted
     */
    Late at(Limit limit, Flight running, FetchCall call) {
        Late late = lookAgain(running, call);
        return late.instead.isPresent() ? late : new Late(late.call, instead(limit, late.call));
    }

    private Optional<Known> instead(Limit limit, FetchCall call) {
        return switch (limit) {
            case SOFT -> fallback.stale(call, Reason.SOFT_TIMEOUT);
            case HARD ->
                Optional.of(fallback.instead(call, Reason.HARD_TIMEOUT)
                        .orElseThrow(() -> new CacheTimeoutException(
                                call.entryKey().cache(),
                                call.entryKey().id(),
                                waited(call),
                                CacheTimeoutException.Limit.HARD_TIMEOUT)));
            case WAIT, LOADING -> {
                Optional<Known> instead = fallback.instead(call, Reason.WAIT_TIMEOUT);
                if (instead.isEmpty() && call.settings().waiting().onWaitTimeout() == WaitPolicy.THROW) {
                    throw new CacheTimeoutException(
                            call.entryKey().cache(), call.entryKey().id(), waited(call));
                }
                yield instead;
            }
        };
    }

    private static Duration waited(FetchCall call) {
        return Duration.ofNanos(System.nanoTime() - call.asked());
    }

    /** Returns what is stored by now, after a wait in vain. */
    private Late lookAgain(Flight running, FetchCall call) {
        if (outbox.isPending(call.entryKey())) {
            return new Late(call.withoutBackend(), Optional.empty());
        }
        try {
            Supplier<Look> own = () -> Look.of(reader, call);
            // Who has no thread is not to wait for another's look either.
            Look look = call.isWithoutThread() ? own.get() : running.look(own);
            if (!look.isGoodFor(call.asked())) {
                look = own.get();
            }
            return new Late(
                    look.found() instanceof Miss miss ? call.after(miss) : call,
                    look.fresh().filter(found -> found.isGoodFor(call.asked())).flatMap(SharedOutcome::forCaller));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheInterruptedException(
                    call.entryKey().cache(), call.entryKey().id(), e);
        } catch (CacheBackendException e) {
            telemetry.backendFailed(call.entryKey(), e.operation(), e);
            return new Late(call.withoutBackend(), Optional.empty());
        }
    }
}
