// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.AsyncBulkLoader;
import io.github.cachex.BulkLoader;
import io.github.cachex.CacheKey;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.lease.BulkLeases;
import io.github.cachex.core.stage.EntryLoader;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.LoadEnding;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.Outcome.Known;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Loads several keys by one call of their loader: under leases, as far as the backend has and grants them. Thread-safe. */
public final class BulkLoads {
    private final EntryLoader entries;
    private final LocalValues local;
    private final LoadEnding alone;
    private final Optional<LoadEnding> unfenced;
    private final Optional<BulkLeases> leases;
    private final CacheTelemetry telemetry;

    /** Creates one that ends loads by {@code leases}, by {@code unfenced} where the backend has none, or else {@code alone}. */
    public BulkLoads(
            EntryLoader entries,
            LocalValues local,
            LoadEnding alone,
            Optional<LoadEnding> unfenced,
            Optional<BulkLeases> leases,
            CacheTelemetry telemetry) {
        this.entries = entries;
        this.local = local;
        this.alone = alone;
        this.unfenced = unfenced;
        this.leases = leases;
        this.telemetry = telemetry;
    }

    /** Loads what {@code run} has claimed and nobody in the cluster loads. */
    <T, E extends Exception> void load(BulkRun run, BulkLoader<T, E> loader) throws Exception {
        List<FetchCall> askable =
                run.open().stream().filter(call -> !call.isWithoutBackend()).toList();
        if (leases.isPresent() && !askable.isEmpty()) {
            try (BulkLeases.Won won = leases.get().acquire(askable)) {
                load(run, Optional.of(won), loader);
            }
        } else {
            load(run, Optional.empty(), loader);
        }
    }

    private <T, E extends Exception> void load(BulkRun run, Optional<BulkLeases.Won> won, BulkLoader<T, E> loader)
            throws Exception {
        Map<FetchCall, LoadEnding> mine = begin(run, won);
        if (mine.isEmpty()) {
            return;
        }
        Map<FetchCall, Loaded> loaded;
        try {
            loaded = entries.loadAll(List.copyOf(mine.keySet()), () -> answers(mine.keySet(), loader));
        } catch (Throwable failure) {
            fail(run, mine, failure);
            return;
        }
        end(run, won, mine, loaded);
    }

    /**
     * Begins to load what {@code run} has claimed and nobody in the cluster loads; the load ends on {@code executor}. Never throws.
     *
     * @return a stage that is completed when {@code run} has its values
     */
    <T> CompletableFuture<@Nullable Void> loadLater(BulkRun run, AsyncBulkLoader<T> loader, Executor executor) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        try {
            List<FetchCall> askable =
                    run.open().stream().filter(call -> !call.isWithoutBackend()).toList();
            Optional<BulkLeases.Won> won =
                    askable.isEmpty() ? Optional.empty() : leases.map(store -> store.acquire(askable));
            done.whenComplete((end, failure) -> won.ifPresent(BulkLeases.Won::close));
            loadLater(run, won, loader, executor, done);
        } catch (Throwable failure) {
            done.completeExceptionally(failure);
        }
        return done;
    }

    private <T> void loadLater(
            BulkRun run,
            Optional<BulkLeases.Won> won,
            AsyncBulkLoader<T> loader,
            Executor executor,
            CompletableFuture<@Nullable Void> done) {
        Map<FetchCall, LoadEnding> mine = begin(run, won);
        if (mine.isEmpty()) {
            done.complete(null);
            return;
        }
        entries.loadAllLater(List.copyOf(mine.keySet()), () -> answersLater(mine.keySet(), loader))
                .whenCompleteAsync(
                        (loaded, failure) -> {
                            try {
                                if (loaded == null) {
                                    fail(run, mine, Outcome.unwrapped(Objects.requireNonNull(failure)));
                                } else {
                                    end(run, won, mine, loaded);
                                }
                                done.complete(null);
                            } catch (Throwable thrown) {
                                done.completeExceptionally(thrown);
                            }
                        },
                        executor);
    }

    /** Returns what is to be loaded of what {@code run} has claimed, and what ends each load. */
    private Map<FetchCall, LoadEnding> begin(BulkRun run, Optional<BulkLeases.Won> won) {
        Map<FetchCall, LoadEnding> mine = new LinkedHashMap<>();
        run.open().forEach(claimed -> {
            FetchCall call = won.flatMap(held -> held.free(claimed)).orElse(claimed);
            Optional<Known> kept = call.isWithoutBackend() ? local.withoutBackend(call) : Optional.empty();
            if (kept.isPresent()) {
                run.end(call, kept.get());
            } else {
                ending(call, won).ifPresent(ending -> mine.put(call, ending));
            }
        });
        if (!mine.isEmpty()) {
            run.together(List.copyOf(mine.keySet()));
        }
        return mine;
    }

    private static void end(
            BulkRun run, Optional<BulkLeases.Won> won, Map<FetchCall, LoadEnding> mine, Map<FetchCall, Loaded> loaded) {
        Map<FetchCall, Loaded> leased = new LinkedHashMap<>();
        mine.forEach((call, ending) -> {
            Loaded value = Objects.requireNonNull(loaded.get(call));
            if (won.isPresent() && won.get().holds(call)) {
                leased.put(call, value);
            } else {
                run.end(call, ending.loaded(call, value));
            }
        });
        won.ifPresent(held -> held.loaded(leased).forEach(run::end));
    }

    /** Returns what ends a load of {@code call}; empty where another loads it, or it has to ask for itself. */
    private Optional<LoadEnding> ending(FetchCall call, Optional<BulkLeases.Won> won) {
        if (call.isWithoutBackend() || won.isPresent() && won.get().free(call).isPresent()) {
            return Optional.of(alone);
        }
        return won.<LoadEnding>map(held -> held)
                .filter(held -> won.get().holds(call))
                .or(() -> unfenced);
    }

    /** Returns what {@code loader} answers for {@code calls}. */
    @SuppressWarnings("unchecked")
    public static <T, E extends Exception> Map<FetchCall, @Nullable Object> answers(
            Collection<FetchCall> calls, BulkLoader<T, E> loader) throws E {
        List<CacheKey<T>> keys =
                calls.stream().map(call -> (CacheKey<T>) call.key()).toList();
        Map<CacheKey<T>, ? extends T> loaded = Objects.requireNonNull(
                loader.load(keys), "the bulk loader answered null; return a map, without the keys that have no value");
        Map<FetchCall, @Nullable Object> values = new LinkedHashMap<>();
        calls.forEach(call -> values.put(call, loaded.get(call.key())));
        return values;
    }

    /** Returns what {@code loader} answers for {@code calls}. */
    @SuppressWarnings("unchecked")
    private static <T> CompletionStage<Map<FetchCall, @Nullable Object>> answersLater(
            Collection<FetchCall> calls, AsyncBulkLoader<T> loader) {
        List<CacheKey<T>> keys =
                calls.stream().map(call -> (CacheKey<T>) call.key()).toList();
        return AsyncBulkFetch.ask(keys, loader, loaded -> {
            Map<FetchCall, @Nullable Object> values = new LinkedHashMap<>();
            calls.forEach(call -> values.put(call, loaded.get(call.key())));
            return values;
        });
    }

    /** Serves what stands in where every key has something: a stale value, for this caller its default value. */
    private void fail(BulkRun run, Map<FetchCall, LoadEnding> mine, Throwable failure) throws Exception {
        Optional<Throwable> thrown = Optional.empty();
        for (Map.Entry<FetchCall, LoadEnding> load : mine.entrySet()) {
            FetchCall call = load.getKey();
            try {
                run.end(call, load.getValue().failed(call, failure));
            } catch (Throwable left) {
                run.fail(call, left);
                try {
                    run.own(call, Fallback.byDefault(call, left, telemetry));
                } catch (Throwable own) {
                    thrown = Optional.of(own);
                }
            }
        }
        if (thrown.isPresent()) {
            throw Fallback.<RuntimeException>sneaky(thrown.get());
        }
    }
}
