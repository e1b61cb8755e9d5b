// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.transaction;

import io.github.cachex.BulkLoader;
import io.github.cachex.CacheKey;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.KeptFailure;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.operation.BulkLoads;
import io.github.cachex.core.operation.EntryReads;
import io.github.cachex.core.operation.NearReads;
import io.github.cachex.core.origin.ReloadStage;
import io.github.cachex.core.origin.UncachedStage;
import io.github.cachex.core.stage.EntryLoader;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Finding.Fresh;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.transaction.CacheInTransaction.Loading;
import io.github.cachex.core.transaction.Transactions.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fetches inside a transaction. What is cached is served as elsewhere. What is not is loaded on the caller's thread, the only
 * one that is in the transaction, and for this caller alone: what it reads may be its own and not committed, or of a snapshot
 * that is older than what others have seen. Thread-safe.
 */
public final class FetchInTransaction {
    private final CacheInTransaction cache;
    private final EntryReads reads;
    private final EntryLoader loader;
    private final UncachedStage alone;
    private final LocalValues local;
    private final NearReads near;

    /** Creates the fetches of {@code cache}; {@code alone} ends loads, none of which is stored. */
    public FetchInTransaction(
            CacheInTransaction cache,
            EntryReads reads,
            EntryLoader loader,
            UncachedStage alone,
            LocalValues local,
            NearReads near) {
        this.cache = cache;
        this.reads = reads;
        this.loader = loader;
        this.alone = alone;
        this.local = local;
        this.near = near;
    }

    /**
     * Returns the value of {@code call}, made in {@code current}.
     *
     * @param isMissed whether it is known that this JVM keeps nothing for it
     */
    public @Nullable Object fetch(Transaction current, FetchCall call, boolean isMissed) throws Exception {
        PendingChanges mine = cache.changes(current);
        if (mine != null && mine.isPending(call.entryKey())) {
            return load(call, Loading.UNKEPT);
        }
        Optional<Answer> known = known(mine, call, isMissed);
        if (known.isPresent()) {
            return known.get().value();
        }
        Map.Entry<FetchCall, Optional<Fresh>> read =
                reads.lookUp(List.of(call)).entrySet().iterator().next();
        Optional<Known> found = orKept(read.getKey(), read.getValue());
        return found.isPresent() ? found.get().value() : load(read.getKey(), loading(current, read.getKey()));
    }

    /**
     * Returns the value of {@code call}, loaded for this caller alone; what is stored expires if {@code current} is committed, so that it
     * is loaded once more when nothing of it is to come any more.
     */
    public @Nullable Object reload(Transaction current, FetchCall call, ReloadStage stored) throws Exception {
        PendingChanges mine = cache.changes(current);
        boolean pending = mine != null && mine.isPending(call.entryKey());
        Object value = load(pending ? call : stored.looked(call), Loading.UNKEPT);
        var unused = cache.invalidate(List.of(call.entryKey()), true, true);
        return value;
    }

    private Optional<Known> orKept(FetchCall call, Optional<Fresh> hit) {
        if (hit.isEmpty()) {
            call.answeredBy(null);
        }
        return hit.<Known>map(fresh -> fresh)
                .or(() -> call.isWithoutBackend() ? local.withoutBackend(call) : Optional.empty());
    }

    private Loading loading(Transaction current, FetchCall call) {
        return call.isWithoutBackend() ? Loading.UNKEPT : cache.loading(current, call.entryKey());
    }

    private Optional<Answer> known(@Nullable PendingChanges mine, FetchCall call, boolean isMissed) {
        Optional<Known> before =
                mine == null ? Optional.empty() : mine.loaded(call.key()).flatMap(value -> value.outcome(call.asked()));
        if (before.isPresent()) {
            call.answeredBy(null);
            return Optional.of(new Answer(before.get().value()));
        }
        NearHit kept = near.serve(call, isMissed ? null : near.find(call.nearKey()));
        return kept == null ? Optional.empty() : Optional.of(new Answer(kept.value()));
    }

    private @Nullable Object load(FetchCall call, Loading loading) throws Exception {
        call.answeredBy(null);
        Loaded loaded;
        try {
            loaded = loader.load(call);
        } catch (Throwable failure) {
            return alone.instead(call, failure).value();
        }
        if (loaded.value() instanceof KeptFailure failed) {
            // What it did not find may be there once others have committed.
            return alone.instead(call, failed.exception()).value();
        }
        ended(call, loaded, loading);
        return loaded.value();
    }

    private void ended(FetchCall call, Loaded loaded, Loading loading) {
        if (loading != Loading.UNKEPT && loader.isWorthStoring(call, loaded)) {
            loading.ended(call, local.sharing().together(call, loaded.value(), null), loaded);
        }
    }

    /** Returns the values of {@code calls} in their order; those that are nowhere are loaded together. */
    @SuppressWarnings("unchecked") // a key vouches for its type
    public <T, E extends Exception> Map<CacheKey<T>, T> fetchAll(
            Transaction current, Map<CacheKey<T>, FetchCall> calls, BulkLoader<T, E> many) throws Exception {
        PendingChanges mine = cache.changes(current);
        Map<FetchCall, Answer> answers = new LinkedHashMap<>();
        Map<FetchCall, Loading> missing = new LinkedHashMap<>();
        List<FetchCall> asked = new ArrayList<>();
        for (FetchCall call : calls.values()) {
            if (mine != null && mine.isPending(call.entryKey())) {
                missing.put(call, Loading.UNKEPT);
            } else {
                known(mine, call, false).ifPresentOrElse(answer -> answers.put(call, answer), () -> asked.add(call));
            }
        }
        reads.lookUp(asked).forEach((call, hit) -> {
            Optional<Known> found = orKept(call, hit);
            if (found.isPresent()) {
                answers.put(call, new Answer(found.get().value()));
            } else {
                missing.put(call, loading(current, call));
            }
        });
        if (!missing.isEmpty()) {
            load(missing, many, answers);
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
            Map<FetchCall, Loading> missing, BulkLoader<T, E> many, Map<FetchCall, Answer> answers) throws Exception {
        List<FetchCall> calls = List.copyOf(missing.keySet());
        calls.forEach(call -> call.answeredBy(null));
        Map<FetchCall, Loaded> loaded;
        try {
            loaded = loader.loadAll(calls, () -> BulkLoads.answers(calls, many));
        } catch (Throwable failure) {
            for (FetchCall call : calls) {
                answers.put(call, new Answer(alone.instead(call, failure).value()));
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
