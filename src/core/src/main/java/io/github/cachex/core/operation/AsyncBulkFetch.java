// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.AsyncBulkLoader;
import io.github.cachex.CacheKey;
import io.github.cachex.ContextLoader;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.freshness.TimedBulk;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.spi.EntryCollector;
import io.github.cachex.spi.FetchScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fetches several keys at once as {@link BulkFetch} does, without keeping the caller waiting, nor any thread for the stage of the loader.
 * Thread-safe.
 */
public final class AsyncBulkFetch {
    private final EntryReads reads;
    private final SingleFlight flights;
    private final AsyncFetch single;
    private final TimedBulk timed;
    private final BulkLoads loads;
    private final Threads threads;

    /** Creates one that loads what {@code reads} does not find and {@code flights} are not under way for, within {@code timed} limits. */
    public AsyncBulkFetch(
            EntryReads reads,
            SingleFlight flights,
            AsyncFetch single,
            TimedBulk timed,
            BulkLoads loads,
            Threads threads) {
        this.reads = reads;
        this.flights = flights;
        this.single = single;
        this.timed = timed;
        this.loads = loads;
        this.threads = threads;
    }

    /**
     * Returns the values of {@code calls}, one at least, which are asynchronous.
     *
     * @param check throws where the cache is closed, which ends what has not begun
     */
    public <T> CompletableFuture<Map<FetchCall, @Nullable Object>> fetch(
            List<FetchCall> calls, AsyncBulkLoader<T> loader, Runnable check) {
        CompletableFuture<Map<FetchCall, @Nullable Object>> answer = new CompletableFuture<>();
        threads.later(
                        () -> readAndLoad(calls, loader),
                        () -> refuse(calls, loader, check),
                        () -> refuse(calls, loader, check))
                .whenComplete((begun, failure) -> {
                    if (begun == null) {
                        answer.completeExceptionally(Objects.requireNonNull(failure));
                    } else {
                        begun.whenComplete((values, later) -> end(answer, values, later));
                    }
                });
        return answer;
    }

    private <T> CompletableFuture<Map<FetchCall, @Nullable Object>> readAndLoad(
            List<FetchCall> calls, AsyncBulkLoader<T> loader) {
        Map<FetchCall, @Nullable Object> values = new LinkedHashMap<>();
        List<FetchCall> missing = new ArrayList<>();
        reads.lookUp(calls).forEach((call, hit) -> {
            if (hit.isPresent()) {
                values.put(call, hit.get().value());
            } else {
                missing.add(call);
            }
        });
        return load(missing, values, loader);
    }

    /** Loads without the backend, as where that fails, since no thread is there to ask it. */
    private <T> CompletableFuture<Map<FetchCall, @Nullable Object>> refuse(
            List<FetchCall> calls, AsyncBulkLoader<T> loader, Runnable check) {
        check.run();
        return load(reads.refuse(calls), new LinkedHashMap<>(), loader);
    }

    private <T> CompletableFuture<Map<FetchCall, @Nullable Object>> load(
            List<FetchCall> missing, Map<FetchCall, @Nullable Object> values, AsyncBulkLoader<T> loader) {
        CompletableFuture<Map<FetchCall, @Nullable Object>> together = missing.size() > 1
                ? timed.withinLater(missing, asked -> loadWhatIsFree(asked, loader))
                : CompletableFuture.completedFuture(Map.of());
        CompletableFuture<Map<FetchCall, @Nullable Object>> answer = new CompletableFuture<>();
        together.whenComplete((loaded, failure) -> {
            try {
                if (loaded == null) {
                    throw Objects.requireNonNull(failure);
                }
                values.putAll(loaded);
                eachByItself(
                        missing.stream()
                                .filter(call -> !values.containsKey(call))
                                .toList(),
                        values,
                        answer);
            } catch (Throwable thrown) {
                answer.completeExceptionally(Outcome.unwrapped(thrown));
            }
        });
        return answer;
    }

    /** Loads at once what nobody else loads and returns it; what is left is asked for, each by itself. */
    private <T> CompletableFuture<Map<FetchCall, @Nullable Object>> loadWhatIsFree(
            List<FetchCall> missing, AsyncBulkLoader<T> loader) {
        BulkRun run = new BulkRun(flights, missing);
        CompletableFuture<Map<FetchCall, @Nullable Object>> answer = new CompletableFuture<>();
        loads.loadLater(run, loader, threads::finish).whenComplete((done, failure) -> {
            run.close();
            end(answer, run.values(), failure);
        });
        return answer;
    }

    /** Completes {@code answer} with {@code values} and those of {@code left}, which are asked for all at once. */
    private void eachByItself(
            List<FetchCall> left,
            Map<FetchCall, @Nullable Object> values,
            CompletableFuture<Map<FetchCall, @Nullable Object>> answer) {
        List<CompletableFuture<Object>> each = new ArrayList<>();
        for (FetchCall call : left) {
            each.add(single.fetch(call.onAnotherThread()));
        }
        CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new)).whenComplete((done, failure) -> {
            if (failure == null) {
                for (int i = 0; i < left.size(); i++) {
                    values.put(left.get(i), each.get(i).join());
                }
            }
            end(answer, values, failure);
        });
    }

    private static <R> void end(CompletableFuture<R> answer, @Nullable R value, @Nullable Throwable failure) {
        if (failure == null) {
            answer.complete(value);
        } else {
            answer.completeExceptionally(Outcome.unwrapped(failure));
        }
    }

    /** Returns the loader of {@code key} alone, where another's load of it came to nothing. */
    public static <T> ContextLoader<CompletionStage<@Nullable T>, RuntimeException> single(
            CacheKey<T> key, AsyncBulkLoader<T> loader) {
        return context -> ask(List.of(key), loader, loaded -> loaded.get(key));
    }

    /** Returns {@code answer} of what {@code loader} answers for {@code keys}. */
    static <T, R> CompletionStage<R> ask(
            Collection<CacheKey<T>> keys,
            AsyncBulkLoader<T> loader,
            Function<Map<CacheKey<T>, ? extends T>, R> answer) {
        CompletionStage<? extends Map<CacheKey<T>, ? extends T>> stage = Objects.requireNonNull(
                loader.load(keys),
                "the asynchronous bulk loader answered no stage; return a CompletionStage, never null");
        return stage.thenApply(loaded -> answer.apply(Objects.requireNonNull(
                loaded,
                "the stage of the bulk loader answered null; answer a map, without the keys that have no value")));
    }

    /** Returns what {@code loader} makes of {@code keys} without any caching. */
    public static <T> CompletableFuture<Map<CacheKey<T>, T>> plain(
            Collection<CacheKey<T>> keys, AsyncBulkLoader<T> loader) {
        Set<CacheKey<T>> asked = new LinkedHashSet<>(keys);
        CompletableFuture<Map<CacheKey<T>, T>> answer = new CompletableFuture<>();
        if (asked.isEmpty()) {
            answer.complete(new LinkedHashMap<>());
            return answer;
        }
        EntryCollector.uncertainHere();
        try (FetchScope scope = FetchScope.openPlain()) {
            ask(List.copyOf(asked), loader, loaded -> present(asked, loaded))
                    .whenComplete((found, failure) -> end(answer, found, failure));
        } catch (Throwable failure) {
            answer.completeExceptionally(failure);
        }
        return answer;
    }

    private static <T> Map<CacheKey<T>, T> present(Set<CacheKey<T>> asked, Map<CacheKey<T>, ? extends T> loaded) {
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
