// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import java.util.concurrent.CompletableFuture;

/** Fetches without keeping the caller waiting. Thread-safe. */
public final class AsyncFetch {
    private final SingleFlight flights;
    private final CacheTelemetry telemetry;

    /** Creates one that shares {@code flights}. */
    public AsyncFetch(SingleFlight flights, CacheTelemetry telemetry) {
        this.flights = flights;
        this.telemetry = telemetry;
    }

    /**
     * Returns a future for the caller of {@code call}, which is asynchronous: what it does with it is not felt by others who
     * wait for the same load.
     */
    public CompletableFuture<Object> fetch(FetchCall call) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        flights.fetchLater(call).whenComplete((outcome, failure) -> {
            call.answeredBy(outcome);
            try {
                answer.complete((failure == null
                                ? Fallback.answered(call, outcome, telemetry)
                                : Fallback.byDefault(call, failure, telemetry))
                        .value());
            } catch (Throwable thrown) {
                answer.completeExceptionally(thrown);
            }
        });
        return answer;
    }
}
