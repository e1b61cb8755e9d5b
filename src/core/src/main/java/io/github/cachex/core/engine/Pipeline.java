// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.flight.LateFollowers;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.freshness.RefreshStage;
import io.github.cachex.core.freshness.Refresher;
import io.github.cachex.core.freshness.TimedStage;
import io.github.cachex.core.lane.BackendLane;
import io.github.cachex.core.lease.Leader;
import io.github.cachex.core.lease.LeaseStage;
import io.github.cachex.core.lease.Leases;
import io.github.cachex.core.origin.Origin;
import io.github.cachex.core.origin.ReadStage;
import io.github.cachex.core.origin.ReloadStage;
import io.github.cachex.core.origin.UncachedStage;
import io.github.cachex.core.origin.UnfencedStage;
import io.github.cachex.core.stage.CacheSwitch;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.LoadEnding;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Refreshing;
import io.github.cachex.spi.LeaseStore;
import java.util.Optional;
import java.util.function.Consumer;

/** The chain of stages of one cache, made once: flight, tend, read, timeouts, lease, origin. */
final class Pipeline {
    private final SingleFlight first;
    private final SingleFlight reloads;
    private final ReloadStage reload;
    private final TimedStage timed;
    private final RefreshStage tend;
    private final Refreshing refreshing;
    private final Origin origin;
    private final Optional<Leader> leader;
    private final UncachedStage alone;
    private final Optional<LoadEnding> unfenced;

    /** Creates the chain; {@code outdated} invalidates the entry of a call whose source says that there is nothing any more. */
    Pipeline(
            CacheGround ground,
            Marks marks,
            LocalValues local,
            CacheSwitch power,
            CacheTelemetry telemetry,
            Consumer<FetchCall> outdated) {
        EngineServices services = ground.services();
        BackendLane lane = ground.lane();
        origin = new Origin(lane.backend(), ground.codec(), marks, local, power, telemetry);
        Fallback fallback = new Fallback(telemetry, outdated);
        alone = new UncachedStage(origin, local, lane.threads()::finish, fallback, telemetry);
        Optional<LeaseStore> leases = lane.backend().leases();
        leader = leases.map(store -> new Leader(
                new Leases(store, lane.replay(), telemetry), origin, marks, local, fallback, lane.threads()));
        FetchStage last;
        FetchStage attempt;
        if (leader.isPresent()) {
            LeaseStage lease = new LeaseStage(leader.get(), services.board, services.waits, origin, alone, fallback);
            last = lease;
            attempt = lease::attempt;
            unfenced = Optional.empty();
        } else {
            UnfencedStage plain =
                    new UnfencedStage(lane.backend(), origin, local, lane.threads()::finish, fallback, telemetry);
            last = plain;
            attempt = plain::renew;
            unfenced = Optional.of(plain);
        }
        // Another release's entry, while it is fresh, is neither replaced nor fought over.
        FetchStage load =
                call -> call.foreign().isPresent() || call.isWithoutBackend() ? alone.fetch(call) : last.fetch(call);
        timed = new TimedStage(load, alone, services.waits, lane.threads(), fallback, telemetry);
        FetchStage read = new ReadStage(origin, lane.replay(), local, telemetry, timed);
        refreshing = new Refresher(attempt, local, lane.threads().background(), telemetry);
        tend = new RefreshStage(read, lane.backend(), refreshing, telemetry);
        first = flights(tend, fallback, ground, telemetry);
        reload = new ReloadStage(origin, lane.replay(), local, telemetry, timed);
        reloads = flights(reload, fallback, ground, telemetry);
    }

    private SingleFlight flights(FetchStage next, Fallback fallback, CacheGround ground, CacheTelemetry telemetry) {
        LateFollowers overdue = new LateFollowers(origin, ground.lane().replay(), fallback, telemetry);
        return new SingleFlight(
                next, alone, overdue, ground.services().waits, ground.lane().threads(), telemetry);
    }

    /** Lets callers from now on start anew, and gives back the leases of loads under way, of which nothing is stored. */
    void detachAll() {
        first.detachAll();
        reloads.detachAll();
        timed.detachAll();
        leader.ifPresent(Leader::giveBack);
    }

    /** Returns where those enter who load whatever is stored. */
    SingleFlight reloads() {
        return reloads;
    }

    /** Returns what looks at what a load is to replace. */
    ReloadStage reload() {
        return reload;
    }

    /** Returns where every fetch enters. */
    SingleFlight first() {
        return first;
    }

    /** Returns what holds loads that go on in the background. */
    TimedStage timed() {
        return timed;
    }

    /** Returns what looks after entries that were read. */
    RefreshStage tend() {
        return tend;
    }

    /** Returns what loads again what is about to end. */
    Refreshing refreshing() {
        return refreshing;
    }

    /** Returns what reads the backend and runs loaders. */
    Origin origin() {
        return origin;
    }

    /** Returns what loads under leases, where the backend has them. */
    Optional<Leader> leader() {
        return leader;
    }

    /** Returns what ends loads that are not stored. */
    UncachedStage alone() {
        return alone;
    }

    /** Returns what ends loads where the backend has no leases. */
    Optional<LoadEnding> unfenced() {
        return unfenced;
    }
}
