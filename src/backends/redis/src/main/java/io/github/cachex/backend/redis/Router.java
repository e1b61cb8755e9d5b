// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.backend.redis.Primary.Call;
import io.github.cachex.backend.redis.Primary.Step;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Has done what is for a key by the primary that takes the writes for its slot, and goes where that sends us: what a node refused so
 * was not done, and may be asked of another. Thread-safe.
 */
final class Router {
    /** After so many nodes that each name another, there is none. */
    private static final int MOST_HOPS = 5;
    /** What moves from one node to another is at neither for less than this. */
    private static final int MOST_RETRIES = 3;

    private static final long RETRY_MILLIS = 10;

    private final Topology topology;

    Router(Topology topology) {
        this.topology = topology;
    }

    Topology topology() {
        return topology;
    }

    <T> T call(String operation, String key, CallBudget budget, Step<T> step) {
        return call(new Call(operation, key, budget, Repeat.AT_ONCE), step);
    }

    /** Runs {@code step} for {@code call}. */
    <T> T call(Call call, Step<T> step) {
        Primary primary = primary(call);
        boolean asking = false;
        int retries = 0;
        for (int hops = 0; ; hops++) {
            CacheBackendException failure;
            try {
                return primary.call(call, asking, step);
            } catch (CacheBackendException e) {
                failure = e;
            }
            Optional<Redirect> redirect = Redirect.of(failure);
            if (redirect.isEmpty() || hops == MOST_HOPS || call.budget().isSpent()) {
                throw noted(failure);
            }
            asking = redirect.get().kind() == Redirect.Kind.ASK;
            switch (redirect.get().kind()) {
                case MOVED, ASK -> primary = elsewhere(primary, redirect.get(), failure);
                case TRYAGAIN -> {
                    if (retries++ == MOST_RETRIES) {
                        throw failure;
                    }
                    pause(retries * RETRY_MILLIS, call.budget());
                    primary = primary(call);
                }
                case CLUSTERDOWN -> {
                    topology.refresh(call.budget());
                    Primary other = primary(call);
                    if (other == primary && retries++ == 1) {
                        throw failure;
                    }
                    primary = other;
                }
            }
        }
    }

    private Primary primary(Call call) {
        return topology.primary(call.operation(), call.key(), call.budget());
    }

    private Primary elsewhere(Primary primary, Redirect redirect, CacheBackendException failure) {
        Place place = redirect.place();
        if (place.host().isEmpty()) {
            // The same host, by another port.
            place = new Place(topology.snapshot().place(primary).host(), place.port());
        }
        return topology.sentTo(place).orElseThrow(() -> noted(failure));
    }

    /** Takes note of a failure, and returns it with its remedy where there is one. */
    CacheBackendException noted(CacheBackendException failure) {
        if (failure instanceof CacheConnectionException || ServerWatch.isOfTheServer(failure.getMessage())) {
            topology.suspect();
        }
        return Redirect.of(failure)
                .filter(redirect -> redirect.kind() == Redirect.Kind.MOVED && !topology.isWatched())
                .<CacheBackendException>map(redirect -> new CacheBackendException(
                        Caller.BACKEND,
                        failure.operation(),
                        failure.key(),
                        "it is a node of a cluster, and other nodes hold some of the keys; " + Redirect.CLUSTER_REMEDY,
                        failure.getCause()))
                .orElse(failure);
    }

    private static void pause(long millis, CallBudget budget) {
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(TimeUnit.MILLISECONDS.toNanos(millis), budget.remainingNanos()));
        } catch (InterruptedException e) {
            // The budget bounds what is left to do, as on any interrupted thread.
            Thread.currentThread().interrupt();
        }
    }

    /** Runs {@code script} for {@code key}. */
    ScriptReply run(Script script, EntryKey key, CallBudget budget, byte[]... arguments) {
        return run(Scripts.Run.of(script, key, arguments), budget);
    }

    /** Runs {@code run} in one round trip. */
    ScriptReply run(Scripts.Run run, CallBudget budget) {
        Script script = run.script();
        Call call = new Call(script.operation(), run.names().get(0), budget, script.repeat());
        return Scripts.done(run, call(call, (jedis, scripts) -> scripts.inTime(jedis, run, budget)));
    }

    /** Returns the time of the clock by which the lifetime of {@code key} is measured, asking for it only where it is not known. */
    long time(EntryKey key, CallBudget budget) {
        OptionalLong known =
                topology.primary("time", key.value(), budget).scripts().knownTime();
        return known.isPresent()
                ? known.getAsLong()
                : call("time", key.value(), budget, (jedis, scripts) -> scripts.now(jedis, key));
    }
}
