// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.BulkLoader;
import io.github.cachex.CacheKey;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.fault.StackReserve;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.flight.SingleFlight.Claim;
import io.github.cachex.core.freshness.TimedBulk;
import io.github.cachex.core.lease.BulkLeases;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.origin.Origin;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.LoadEnding;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches several keys at once: one look at the backend, one question for all leases, one call of the loader for what was won.
 * What was won is loaded and stored before anything is waited for, so that two callers with overlapping keys do not wait for
 * each other in a circle. Thread-safe.
 */
final class BulkFetch {
    private final Lookups lookups;
    private final Origin origin;
    private final SingleFlight flights;
    private final TimedBulk timed;
    private final LocalValues local;
    private final LoadEnding alone;
    private final Optional<LoadEnding> unfenced;
    private final Optional<BulkLeases> leases;
    private final Journal journal;

    BulkFetch(CacheEngine.Shared shared, Pipeline pipeline, Lookups lookups, LocalValues local, Journal journal) {
        this.lookups = lookups;
        this.origin = pipeline.origin();
        this.flights = pipeline.first();
        this.timed = pipeline.timed().bulk();
        this.local = local;
        this.journal = journal;
        this.alone = pipeline.alone();
        this.unfenced = pipeline.unfenced();
        this.leases = shared.backend()
                .leases()
                .flatMap(store ->
                        pipeline.leader().map(leader -> new BulkLeases(store, leader, shared.replay(), journal)));
    }

    /** Returns the values of {@code calls}, those that this JVM {@code kept} included, in their order. */
    @SuppressWarnings("unchecked")
    <T, E extends Exception> Map<CacheKey<T>, T> fetch(
            Map<CacheKey<T>, FetchCall> calls, Map<CacheKey<T>, NearHit> kept, BulkLoader<T, E> loader)
            throws Exception {
        StackReserve.check();
        Map<FetchCall, @Nullable Object> values = new LinkedHashMap<>();
        List<FetchCall> missing = read(calls, kept, values);
        if (missing.size() > 1) {
            values.putAll(timed.within(missing, asked -> loadWhatIsFree(asked, loader)));
            missing.removeIf(values::containsKey);
        }
        for (FetchCall call : missing) {
            if (!call.backendTime().isSpent()) {
                call.backendTime().refill();
            }
            values.put(call, flights.fetch(call).value());
        }
        Map<CacheKey<T>, T> found = new LinkedHashMap<>();
        calls.forEach((key, call) -> {
            NearHit hit = kept.get(key);
            Object value = hit == null ? values.get(call) : hit.value();
            if (value != null && !EntryCodec.isNothing(value)) {
                found.put(key, (T) value);
            }
        });
        return found;
    }

    /** Fills in what the backend holds; returns what it does not. */
    private <T> List<FetchCall> read(
            Map<CacheKey<T>, FetchCall> calls,
            Map<CacheKey<T>, NearHit> kept,
            Map<FetchCall, @Nullable Object> values) {
        List<FetchCall> asked = new ArrayList<>();
        calls.forEach((key, call) -> {
            if (!kept.containsKey(key)) {
                asked.add(call);
            }
        });
        List<FetchCall> missing = new ArrayList<>();
        lookups.lookUp(asked).forEach((call, hit) -> {
            if (hit.isPresent()) {
                values.put(call, hit.get().value());
            } else {
                missing.add(call);
            }
        });
        return missing;
    }

    /** Loads at once what nobody else loads and returns it; what is left is asked for, each by itself. */
    private <T, E extends Exception> Map<FetchCall, @Nullable Object> loadWhatIsFree(
            List<FetchCall> missing, BulkLoader<T, E> loader) throws Exception {
        Map<FetchCall, @Nullable Object> values = new LinkedHashMap<>();
        Map<FetchCall, Claim> claims = new LinkedHashMap<>();
        missing.forEach(call -> flights.claim(call).ifPresent(claim -> claims.put(call, claim)));
        try {
            List<FetchCall> askable = claims.keySet().stream()
                    .filter(call -> !call.isWithoutBackend())
                    .toList();
            if (leases.isPresent() && !askable.isEmpty()) {
                try (BulkLeases.Won won = leases.get().acquire(askable)) {
                    load(Optional.of(won), claims, loader, values);
                }
            } else {
                load(Optional.empty(), claims, loader, values);
            }
        } finally {
            // Whoever waits for these asks again, as this caller does.
            claims.values().forEach(claim -> claim.fail(new CancellationException("fetched by itself")));
        }
        return values;
    }

    private <T, E extends Exception> void load(
            Optional<BulkLeases.Won> won,
            Map<FetchCall, Claim> claims,
            BulkLoader<T, E> loader,
            Map<FetchCall, @Nullable Object> values)
            throws Exception {
        Map<FetchCall, LoadEnding> mine = new LinkedHashMap<>();
        List.copyOf(claims.keySet()).forEach(call -> {
            Optional<Outcome> kept = call.isWithoutBackend() ? local.withoutBackend(call) : Optional.empty();
            if (kept.isPresent()) {
                end(claims, call, kept.get(), values);
            } else {
                ending(call, won).ifPresent(ending -> mine.put(call, ending));
            }
        });
        if (mine.isEmpty()) {
            return;
        }
        flights.together(List.copyOf(mine.keySet()));
        Map<FetchCall, Loaded> loaded;
        try {
            loaded = origin.loadAll(List.copyOf(mine.keySet()), () -> load(mine.keySet(), loader));
        } catch (Throwable failure) {
            fail(mine, claims, failure, values);
            return;
        }
        Map<FetchCall, Loaded> leased = new LinkedHashMap<>();
        mine.forEach((call, ending) -> {
            Loaded value = Objects.requireNonNull(loaded.get(call));
            if (won.isPresent() && won.get().holds(call)) {
                leased.put(call, value);
            } else {
                end(claims, call, ending.loaded(call, value), values);
            }
        });
        won.ifPresent(held -> held.loaded(leased).forEach((call, outcome) -> end(claims, call, outcome, values)));
    }

    /** Returns what ends a load of {@code call}; empty where another loads it, or it has to ask for itself. */
    private Optional<LoadEnding> ending(FetchCall call, Optional<BulkLeases.Won> won) {
        if (call.isWithoutBackend() || won.isPresent() && won.get().isFree(call)) {
            return Optional.of(alone);
        }
        return won.<LoadEnding>map(held -> held)
                .filter(held -> won.get().holds(call))
                .or(() -> unfenced);
    }

    @SuppressWarnings("unchecked")
    static <T, E extends Exception> Map<FetchCall, @Nullable Object> load(
            Collection<FetchCall> calls, BulkLoader<T, E> loader) throws E {
        List<CacheKey<T>> keys =
                calls.stream().map(call -> (CacheKey<T>) call.key()).toList();
        Map<CacheKey<T>, ? extends T> loaded = Objects.requireNonNull(
                loader.load(keys), "the bulk loader answered null; return a map, without the keys that have no value");
        Map<FetchCall, @Nullable Object> values = new LinkedHashMap<>();
        calls.forEach(call -> values.put(call, loaded.get(call.key())));
        return values;
    }

    /** Returns what {@code loader} makes of {@code keys} without any caching. */
    static <T, E extends Exception> Map<CacheKey<T>, T> plain(Collection<CacheKey<T>> keys, BulkLoader<T, E> loader)
            throws E {
        Set<CacheKey<T>> asked = new LinkedHashSet<>(keys);
        Map<CacheKey<T>, ? extends T> loaded = asked.isEmpty() ? Map.of() : loader.load(List.copyOf(asked));
        Map<CacheKey<T>, T> found = new LinkedHashMap<>();
        for (CacheKey<T> key : asked) {
            T value = loaded.get(key);
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }

    /** Serves what stands in where every key has something: a stale value, for this caller its default value. */
    private void fail(
            Map<FetchCall, LoadEnding> mine,
            Map<FetchCall, Claim> claims,
            Throwable failure,
            Map<FetchCall, @Nullable Object> values)
            throws Exception {
        Optional<Throwable> thrown = Optional.empty();
        for (Map.Entry<FetchCall, LoadEnding> load : mine.entrySet()) {
            FetchCall call = load.getKey();
            try {
                end(claims, call, load.getValue().failed(call, failure), values);
            } catch (Throwable left) {
                Claim claim = claims.remove(call);
                if (claim != null) {
                    claim.fail(left);
                }
                try {
                    values.put(call, Fallback.byDefault(call, left, journal).value());
                } catch (Throwable own) {
                    thrown = Optional.of(own);
                }
            }
        }
        if (thrown.isPresent()) {
            throw Fallback.<RuntimeException>sneaky(thrown.get());
        }
    }

    private static void end(
            Map<FetchCall, Claim> claims, FetchCall call, Outcome outcome, Map<FetchCall, @Nullable Object> values) {
        values.put(call, outcome.value());
        Claim claim = claims.remove(call);
        if (claim != null) {
            claim.end(outcome);
        }
    }
}
