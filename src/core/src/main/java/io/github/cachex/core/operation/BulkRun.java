// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.flight.SingleFlight.Claim;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Outcome.Known;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One load of several keys: the fetches that it claimed, and the values that it has come to. Used by one thread. */
final class BulkRun implements AutoCloseable {
    private final SingleFlight flights;
    private final Map<FetchCall, Claim> claims = new LinkedHashMap<>();
    private final Map<FetchCall, @Nullable Object> values = new LinkedHashMap<>();

    /** Claims what nobody fetches yet of {@code wanted}. */
    BulkRun(SingleFlight flights, List<FetchCall> wanted) {
        this.flights = flights;
        wanted.forEach(call -> flights.claim(call).ifPresent(claim -> claims.put(call, claim)));
    }

    /** Returns those claimed that have not ended. */
    List<FetchCall> open() {
        return List.copyOf(claims.keySet());
    }

    /** Notes that {@code calls} are loaded together. */
    void together(List<FetchCall> calls) {
        flights.together(calls);
    }

    /** Ends {@code call}, for those who wait for it as well. */
    void end(FetchCall call, Known outcome) {
        answered(call, outcome);
        Claim claim = claims.remove(call);
        if (claim != null) {
            claim.end(outcome);
        }
    }

    /** Ends {@code call} with {@code failure} for those who wait for it. */
    void fail(FetchCall call, Throwable failure) {
        Claim claim = claims.remove(call);
        if (claim != null) {
            claim.fail(failure);
        }
    }

    /** Notes what this caller alone is given for {@code call}. */
    void own(FetchCall call, Known outcome) {
        answered(call, outcome);
    }

    private void answered(FetchCall call, Known outcome) {
        call.answeredBy(outcome);
        values.put(call, outcome.value());
    }

    /** Returns what it has come to so far. */
    Map<FetchCall, @Nullable Object> values() {
        return values;
    }

    @Override
    public void close() {
        // Whoever waits for these asks again, as this caller does.
        claims.values().forEach(claim -> claim.fail(new CancellationException("fetched by itself")));
    }
}
