// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.BulkLoader;
import io.github.cachex.CacheKey;
import io.github.cachex.core.engine.Transacted.Loading;
import io.github.cachex.core.entry.EntryCodec;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fetches inside a transaction. What is cached is served as elsewhere. What is not is loaded on the caller's thread, the only
 * one that is in the transaction, and for this caller alone: what it reads may be its own and not committed, or of a snapshot
 * that is older than what others have seen. Thread-safe.
 */
final class TransactedFetch {
    private final Transacted transacted;
    private final Lookups lookups;
    private final Origin origin;
    private final LoadEnding alone;
    private final LocalValues local;
    private final Function<FetchCall, @Nullable NearHit> near;
    private final Journal journal;

    /** Creates one that asks {@code near} for what this JVM keeps. */
    TransactedFetch(
            Transacted transacted,
            Lookups lookups,
            Pipeline pipeline,
            LocalValues local,
            Function<FetchCall, @Nullable NearHit> near,
            Journal journal) {
        this.transacted = transacted;
        this.lookups = lookups;
        this.origin = pipeline.origin();
        this.alone = pipeline.alone();
        this.local = local;
        this.near = near;
        this.journal = journal;
    }

    /** Returns the value of {@code call}. */
    @Nullable
    Object fetch(FetchCall call) throws Exception {
        DeferredChanges mine = transacted.changes();
        if (mine != null && mine.isPending(call.entryKey())) {
            return load(call, Loading.UNKEPT);
        }
        Optional<Answer> known = known(mine, call).or(() -> read(call));
        if (known.isPresent()) {
            return known.get().value();
        }
        return load(call, call.isWithoutBackend() ? Loading.UNKEPT : transacted.loading(call.entryKey()));
    }

    private Optional<Answer> known(@Nullable DeferredChanges mine, FetchCall call) {
        Optional<Outcome> before =
                mine == null ? Optional.empty() : mine.loaded(call.key()).flatMap(value -> value.outcome(call.asked()));
        if (before.isPresent()) {
            return Optional.of(new Answer(before.get().value()));
        }
        NearHit kept = near.apply(call);
        return kept == null ? Optional.empty() : Optional.of(new Answer(kept.value()));
    }

    private Optional<Answer> read(FetchCall call) {
        Optional<Outcome> found =
                Optional.ofNullable(lookups.lookUp(List.of(call)).get(call)).flatMap(hit -> hit);
        return found.or(() -> call.isWithoutBackend() ? local.withoutBackend(call) : Optional.empty())
                .map(outcome -> new Answer(outcome.value()));
    }

    private @Nullable Object load(FetchCall call, Loading loading) throws Exception {
        Loaded loaded;
        try {
            loaded = origin.load(call);
        } catch (Throwable failure) {
            return instead(call, failure);
        }
        ended(call, loaded, loading);
        return loaded.value();
    }

    private void ended(FetchCall call, Loaded loaded, Loading loading) {
        if (loading != Loading.UNKEPT && origin.isWorthStoring(call, loaded)) {
            loading.ended(call, local.sharing().together(call, loaded.value(), null), loaded);
        }
    }

    /** Returns what stands in where the loader failed: a stale value, or the caller's default value. */
    private @Nullable Object instead(FetchCall call, Throwable failure) throws Exception {
        try {
            return alone.failed(call, failure).value();
        } catch (Throwable left) {
            return Fallback.byDefault(call, left, journal).value();
        }
    }

    /** Returns the values of {@code calls} in their order; those that are nowhere are loaded together. */
    @SuppressWarnings("unchecked") // a key vouches for its type
    <T, E extends Exception> Map<CacheKey<T>, T> fetchAll(Map<CacheKey<T>, FetchCall> calls, BulkLoader<T, E> loader)
            throws Exception {
        DeferredChanges mine = transacted.changes();
        Map<FetchCall, Answer> answers = new LinkedHashMap<>();
        Map<FetchCall, Loading> missing = new LinkedHashMap<>();
        List<FetchCall> asked = new ArrayList<>();
        for (FetchCall call : calls.values()) {
            if (mine != null && mine.isPending(call.entryKey())) {
                missing.put(call, Loading.UNKEPT);
            } else {
                known(mine, call).ifPresentOrElse(answer -> answers.put(call, answer), () -> asked.add(call));
            }
        }
        lookups.lookUp(asked).forEach((call, hit) -> {
            Optional<Outcome> found =
                    hit.or(() -> call.isWithoutBackend() ? local.withoutBackend(call) : Optional.empty());
            if (found.isPresent()) {
                answers.put(call, new Answer(found.get().value()));
            } else {
                missing.put(call, call.isWithoutBackend() ? Loading.UNKEPT : transacted.loading(call.entryKey()));
            }
        });
        if (!missing.isEmpty()) {
            load(missing, loader, answers);
        }
        Map<CacheKey<T>, T> found = new LinkedHashMap<>();
        calls.forEach((key, call) -> {
            Answer answer = answers.get(call);
            if (answer != null && answer.value() != null && !EntryCodec.isNothing(answer.value())) {
                found.put(key, (T) answer.value());
            }
        });
        return found;
    }

    private <T, E extends Exception> void load(
            Map<FetchCall, Loading> missing, BulkLoader<T, E> loader, Map<FetchCall, Answer> answers) throws Exception {
        List<FetchCall> calls = List.copyOf(missing.keySet());
        Map<FetchCall, Loaded> loaded;
        try {
            loaded = origin.loadAll(calls, () -> BulkFetch.load(calls, loader));
        } catch (Throwable failure) {
            for (FetchCall call : calls) {
                answers.put(call, new Answer(instead(call, failure)));
            }
            return;
        }
        loaded.forEach((call, value) -> {
            Loading loading = missing.get(call);
            if (loading != null) {
                ended(call, value, loading);
            }
            answers.put(call, new Answer(value.value()));
        });
    }

    /** A value, which may be null. */
    private record Answer(@Nullable Object value) {}
}
