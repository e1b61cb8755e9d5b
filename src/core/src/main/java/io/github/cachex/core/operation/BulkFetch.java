// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.BulkLoader;
import io.github.cachex.CacheKey;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.fault.StackReserve;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.freshness.TimedBulk;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.spi.EntryCollector;
import io.github.cachex.spi.FetchScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fetches several keys at once: one look at the backend, one question for all leases, one call of the loader for what was won.
 * What was won is loaded and stored before anything is waited for, so that two callers with overlapping keys do not wait for
 * each other in a circle. Thread-safe.
 */
public final class BulkFetch {
    private final EntryReads reads;
    private final SingleFlight flights;
    private final TimedBulk timed;
    private final BulkLoads loads;

    /** Creates one that loads what {@code reads} does not find and {@code flights} are not under way for, within {@code timed} limits. */
    public BulkFetch(EntryReads reads, SingleFlight flights, TimedBulk timed, BulkLoads loads) {
        this.reads = reads;
        this.flights = flights;
        this.timed = timed;
        this.loads = loads;
    }

    /** Returns the values of {@code calls}, those that this JVM {@code kept} included, in their order. */
    @SuppressWarnings("unchecked")
    public <T, E extends Exception> Map<CacheKey<T>, T> fetch(
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
        reads.lookUp(asked).forEach((call, hit) -> {
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
        try (BulkRun run = new BulkRun(flights, missing)) {
            loads.load(run, loader);
            return run.values();
        }
    }

    /** Returns what {@code loader} makes of {@code keys} without any caching. */
    public static <T, E extends Exception> Map<CacheKey<T>, T> plain(
            Collection<CacheKey<T>> keys, BulkLoader<T, E> loader) throws E {
        Set<CacheKey<T>> asked = new LinkedHashSet<>(keys);
        Map<CacheKey<T>, ? extends T> loaded;
        if (!asked.isEmpty()) {
            EntryCollector.uncertainHere();
        }
        try (FetchScope scope = FetchScope.openPlain()) {
            loaded = asked.isEmpty() ? Map.of() : loader.load(List.copyOf(asked));
        }
        Map<CacheKey<T>, T> found = new LinkedHashMap<>();
        for (CacheKey<T> key : asked) {
            T value = loaded.get(key);
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }
}
