// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import io.github.cachex.WaitPolicy;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.flight.Flight.Look;
import io.github.cachex.core.stage.EntryReader;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.SharedOutcome;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheInterruptedException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.event.CacheEvent.StaleServed.Reason;
import java.time.Duration;
import java.util.Optional;

/** Decides what a follower is given that waited for another's load as long as it was told to. Thread-safe. */
public final class LateFollowers {
    private final EntryReader reader;
    private final Fallback fallback;
    private final CacheTelemetry telemetry;

    /** Creates one that looks at the backend through {@code reader} once more. */
    public LateFollowers(EntryReader reader, Fallback fallback, CacheTelemetry telemetry) {
        this.reader = reader;
        this.fallback = fallback;
        this.telemetry = telemetry;
    }

    /**
     * Returns what to serve to {@code call} at {@code limit}, if anything; else it waits on.
     *
     * @throws CacheTimeoutException when it is to wait no longer
     * @throws CacheInterruptedException when the thread was interrupted
     */
    Optional<Outcome> at(Limit limit, Flight running, FetchCall call) {
        Optional<Outcome> fresh = lookAgain(running, call);
        if (fresh.isPresent()) {
            return fresh;
        }
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
                Optional<Outcome> instead = fallback.instead(call, Reason.WAIT_TIMEOUT);
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

    /** Returns what is stored by now, after a wait in vain; notes a stale value on {@code call}. */
    private Optional<Outcome> lookAgain(Flight running, FetchCall call) {
        try {
            Look look = running.look(() -> new Look(reader.read(call).map(Outcome::shared), call.stale()));
            call.stale(look.stale());
            return look.fresh().filter(found -> found.isGoodFor(call.asked())).flatMap(SharedOutcome::forCaller);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheInterruptedException(
                    call.entryKey().cache(), call.entryKey().id(), e);
        } catch (CacheBackendException e) {
            telemetry.backendFailed(call.entryKey(), e.operation(), e);
            call.withoutBackend();
            return Optional.empty();
        }
    }
}
