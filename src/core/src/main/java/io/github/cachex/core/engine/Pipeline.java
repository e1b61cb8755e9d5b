// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.lease.Leader;
import io.github.cachex.core.lease.LeaseStage;
import io.github.cachex.core.origin.AloneStage;
import io.github.cachex.core.origin.Origin;
import io.github.cachex.core.origin.ReadStage;
import io.github.cachex.core.origin.UnfencedStage;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Marks;

/**
 * The chain of stages of one cache, made once: flight, read, lease, origin.
 *
 * @param first where every fetch enters
 * @param origin reads the backend and runs loaders
 */
record Pipeline(SingleFlight first, Origin origin) {
    static Pipeline build(CacheEngine.Shared shared, Marks marks, LocalValues local, Journal journal) {
        Origin origin = new Origin(shared.backend(), shared.codec(), marks, local, journal);
        Fallback fallback = new Fallback(journal);
        FetchStage alone = new AloneStage(origin, local, fallback, journal);
        FetchStage last = shared.backend()
                .leases()
                .<FetchStage>map(leases -> new LeaseStage(
                        leases,
                        shared.board(),
                        origin,
                        new Leader(
                                leases, origin, marks, local, fallback, shared.replay(), shared.scheduler(), journal),
                        alone,
                        fallback,
                        shared.replay(),
                        journal))
                .orElseGet(() -> new UnfencedStage(shared.backend(), origin, local, fallback, journal));
        FetchStage read = new ReadStage(origin, shared.replay(), local, journal, last, alone);
        return new Pipeline(new SingleFlight(read, alone, origin, fallback, journal), origin);
    }
}
