// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.flight.Overdue;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.freshness.Refresher;
import io.github.cachex.core.freshness.TendStage;
import io.github.cachex.core.freshness.TimedStage;
import io.github.cachex.core.lease.Leader;
import io.github.cachex.core.lease.LeaseStage;
import io.github.cachex.core.origin.AloneStage;
import io.github.cachex.core.origin.Origin;
import io.github.cachex.core.origin.ReadStage;
import io.github.cachex.core.origin.UnfencedStage;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.LoadEnding;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Refreshing;
import io.github.cachex.spi.LeaseStore;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The chain of stages of one cache, made once: flight, tend, read, timeouts, lease, origin.
 *
 * @param first where every fetch enters
 * @param timed holds loads that go on in the background
 * @param tend looks after entries that were read
 * @param refreshing loads again what is about to end
 * @param origin reads the backend and runs loaders
 * @param leader loads under leases, where the backend has them
 * @param alone ends loads that are not stored
 * @param unfenced ends loads where the backend has no leases
 */
record Pipeline(
        SingleFlight first,
        TimedStage timed,
        TendStage tend,
        Refreshing refreshing,
        Origin origin,
        Optional<Leader> leader,
        LoadEnding alone,
        Optional<LoadEnding> unfenced) {
    static Pipeline build(
            CacheEngine.Shared shared, Marks marks, LocalValues local, Journal journal, Consumer<FetchCall> outdated) {
        Origin origin = new Origin(shared.backend(), shared.codec(), marks, local, journal);
        Fallback fallback = new Fallback(journal, outdated);
        AloneStage alone = new AloneStage(origin, local, shared.loads(), fallback, journal);
        Optional<LeaseStore> leases = shared.backend().leases();
        Optional<Leader> leader = leases.map(store -> new Leader(
                store, origin, marks, local, fallback, shared.replay(), shared.scheduler(), shared.loads(), journal));
        FetchStage last;
        FetchStage attempt;
        Optional<LoadEnding> unfenced = Optional.empty();
        if (leases.isPresent() && leader.isPresent()) {
            LeaseStage lease = new LeaseStage(
                    leases.get(),
                    shared.board(),
                    shared.waits(),
                    origin,
                    leader.get(),
                    alone,
                    fallback,
                    shared.replay(),
                    journal);
            last = lease;
            attempt = lease::attempt;
        } else {
            UnfencedStage plain = new UnfencedStage(shared.backend(), origin, local, shared.loads(), fallback, journal);
            last = plain;
            attempt = plain;
            unfenced = Optional.of(plain);
        }
        // Another release's entry, while it is fresh, is neither replaced nor fought over.
        FetchStage load =
                call -> call.beside().isPresent() || call.isWithoutBackend() ? alone.fetch(call) : last.fetch(call);
        TimedStage timed =
                new TimedStage(load, alone, shared.waits(), shared.background(), shared.scheduler(), fallback, journal);
        FetchStage read = new ReadStage(origin, shared.replay(), local, journal, timed);
        Refreshing refreshing = new Refresher(attempt, local, shared.background(), journal);
        TendStage tend = new TendStage(read, shared.backend(), refreshing, journal);
        SingleFlight first = new SingleFlight(
                tend,
                alone,
                new Overdue(origin, fallback, journal),
                shared.waits(),
                shared.background(),
                shared.scheduler(),
                journal);
        return new Pipeline(first, timed, tend, refreshing, origin, leader, alone, unfenced);
    }
}
