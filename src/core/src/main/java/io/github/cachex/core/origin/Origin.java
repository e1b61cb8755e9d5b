// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.core.entry.Decoded;
import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.entry.KeptFailure;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.CacheSwitch;
import io.github.cachex.core.stage.EntryLoader;
import io.github.cachex.core.stage.EntryReader;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Finding;
import io.github.cachex.core.stage.Finding.Foreign;
import io.github.cachex.core.stage.Finding.Fresh;
import io.github.cachex.core.stage.Finding.Missing;
import io.github.cachex.core.stage.Finding.Rejected;
import io.github.cachex.core.stage.Finding.Stale;
import io.github.cachex.core.stage.Lifetimes;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.LocalValues.Kept;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.core.stage.NoThread;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.Outcome.Value;
import io.github.cachex.core.stage.SharedValue;
import io.github.cachex.core.stage.StaleValue;
import io.github.cachex.core.stage.StoreTerms;
import io.github.cachex.error.MessageText;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.FetchScope;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.LoadSpan;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads entries from the backend and runs loaders. */
public final class Origin implements EntryReader, EntryLoader {
    private final CacheBackend backend;
    private final EntryCodec codec;
    private final Marks marks;
    private final LocalValues local;
    private final CacheSwitch power;
    private final CacheTelemetry telemetry;
    private final FailedLoads failures;
    private final LoadedEntries entries;

    /** Creates one over {@code backend}; what is loaded while {@code power} is off, or was meanwhile, is not stored. */
    public Origin(
            CacheBackend backend,
            EntryCodec codec,
            Marks marks,
            LocalValues local,
            CacheSwitch power,
            CacheTelemetry telemetry) {
        this.backend = backend;
        this.codec = codec;
        this.marks = marks;
        this.local = local;
        this.power = power;
        this.telemetry = telemetry;
        this.failures = new FailedLoads(local, telemetry);
        this.entries = new LoadedEntries(backend, codec, power, telemetry);
    }

    @Override
    public Finding read(FetchCall call) {
        if (call.isWithoutThread()) {
            throw NoThread.failure(backend.type(), BackendOperation.READ, call.entryKey());
        }
        long sentAt = System.nanoTime();
        Object watch = local.watch(call.entryKey());
        Optional<StoredEntry> found = call.backendTime().spend(budget -> backend.read(call.entryKey(), budget));
        return found.isEmpty() ? new Missing(watch) : judge(call, watch, found.get(), sentAt);
    }

    @Override
    public Finding judge(FetchCall call, Object watch, StoredEntry entry, long sentAt) {
        if (entry.entryId() != StoredEntry.UNREADABLE && entry.entryId() == call.rejected()) {
            return new Missing(watch);
        }
        Decoded decoded = codec.decode(
                call.entryKey(), call.key().type(), entry, call.settings().sizes(), () -> time(call));
        if (decoded instanceof Decoded.Value value) {
            return FailedLoads.usable(call, value)
                    .map(mine -> judge(call, watch, entry, mine, sentAt))
                    .orElseGet(() -> new Rejected(watch, entry.entryId()));
        }
        Decoded.Unusable unusable = (Decoded.Unusable) decoded;
        telemetry.undecodable(call.entryKey(), unusable.reason());
        return unusable.foreign()
                        && entry.isFresh()
                        && !isInTheWay(call, entry)
                        && marks.hold(call.entryKey(), codec.head(entry.bytes()), sentAt, call.backendTime())
                ? new Foreign(watch, entry.entryId(), entry.freshLeft(), sentAt)
                : new Rejected(watch, entry.entryId());
    }

    private boolean isInTheWay(FetchCall call, StoredEntry entry) {
        return Durations.isForever(entry.freshLeft()) && local.hasOutlasted(call, entry.entryId());
    }

    private Finding judge(FetchCall call, Object watch, StoredEntry stored, Decoded.Value value, long sentAt) {
        StoredEntry entry = value.believed(stored);
        Verdict verdict = marks.judge(call.entryKey(), value.head().stamp(), sentAt, call.backendTime());
        // A failure is never stale.
        if (verdict == Verdict.INVALID
                || value.value() instanceof KeptFailure && (verdict != Verdict.HOLDS || !entry.isFresh())) {
            return new Rejected(watch, entry.entryId());
        }
        if (verdict == Verdict.HOLDS) {
            local.keep(call, watch, new Kept(value.value(), entry, sentAt, value.head()));
        }
        if (verdict == Verdict.HOLDS && entry.isFresh()) {
            Value read = new Value(
                    value.value(), sentAt, () -> local.sharing().together(call, value.value(), entry.bytes()));
            return new Fresh(read, entry.entryId(), entry.freshLeft(), value.head());
        }
        SharedValue stale = local.sharing().read(call, value.value(), entry.bytes());
        // Where the backend takes it for fresh, it would let nobody load.
        boolean rejected = verdict == Verdict.EXPIRED || stored.isFresh() && !entry.isFresh();
        return new Stale(watch, StaleValue.of(entry.entryId(), stale, sentAt, value.head()), rejected);
    }

    @Override
    public Loaded load(FetchCall call) throws Exception {
        Load load = begin(call);
        @Nullable Object value;
        try {
            value = load.run();
        } catch (Throwable failure) {
            load.failed(failure);
            return load.kept(failure).orElseThrow(() -> Fallback.<RuntimeException>sneaky(failure));
        }
        return load.ended(value);
    }

    @Override
    public CompletableFuture<Loaded> loadLater(FetchCall call) {
        CompletableFuture<Loaded> result = new CompletableFuture<>();
        Load load;
        try {
            load = begin(call);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
        try {
            if (!(load.run() instanceof CompletionStage<?> stage)) {
                throw new IllegalStateException("cache '" + call.entryKey().cache() + "': the asynchronous loader of '"
                        + MessageText.line(call.entryKey().id())
                        + "' answered no stage; return a CompletionStage, never null");
            }
            stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    // What comes after the load must not hang for what the value or a listener throws.
                    result.completeAsync(() -> load.ended(value), Runnable::run);
                } else {
                    Throwable cause = Outcome.unwrapped(failure);
                    load.failed(cause);
                    complete(result, load, cause);
                }
            });
        } catch (Throwable failure) {
            load.failed(failure);
            complete(result, load, failure);
        }
        return result;
    }

    private static void complete(CompletableFuture<Loaded> result, Load load, Throwable failure) {
        load.kept(failure).ifPresentOrElse(result::complete, () -> result.completeExceptionally(failure));
    }

    @Override
    public Map<FetchCall, Loaded> loadAll(List<FetchCall> calls, BulkLoad loader) throws Exception {
        List<Load> loads = calls.stream()
                .map(call -> begin(call, LoadContext.ofMany(call)))
                .toList();
        LoadContext shared = loads.get(0).context;
        calls.forEach(call -> call.node().loading());
        LoadSpan span = telemetry.trace(calls.get(0).entryKey());
        Map<FetchCall, @Nullable Object> values;
        try (FetchScope scope = FetchScope.open(shared)) {
            values = loader.load();
        } catch (Throwable failure) {
            span.end(failure);
            failed(loads, shared, failure);
            throw failure;
        } finally {
            span.leave();
        }
        span.end(null);
        return ended(loads, shared, values);
    }

    @Override
    public CompletableFuture<Map<FetchCall, Loaded>> loadAllLater(List<FetchCall> calls, LaterBulkLoad loader) {
        CompletableFuture<Map<FetchCall, Loaded>> result = new CompletableFuture<>();
        List<Load> loads = calls.stream()
                .map(call -> begin(call, LoadContext.ofMany(call)))
                .toList();
        LoadContext shared = loads.get(0).context;
        calls.forEach(call -> call.node().loading());
        LoadSpan span = telemetry.trace(calls.get(0).entryKey());
        try (FetchScope scope = FetchScope.open(shared)) {
            loader.load().whenComplete((values, failure) -> {
                span.end(failure == null ? null : Outcome.unwrapped(failure));
                if (values != null) {
                    // What comes after the load must not hang for what a value or a listener throws.
                    result.completeAsync(() -> ended(loads, shared, values), Runnable::run);
                } else {
                    Throwable cause = Outcome.unwrapped(Objects.requireNonNull(failure));
                    failed(loads, shared, cause);
                    result.completeExceptionally(cause);
                }
            });
        } catch (Throwable failure) {
            span.end(failure);
            failed(loads, shared, failure);
            result.completeExceptionally(failure);
        } finally {
            span.leave();
        }
        return result;
    }

    private static void failed(List<Load> loads, LoadContext shared, Throwable failure) {
        loads.forEach(load -> {
            load.context.follow(shared);
            load.failed(failure);
        });
    }

    private static Map<FetchCall, Loaded> ended(
            List<Load> loads, LoadContext shared, Map<FetchCall, @Nullable Object> values) {
        Map<FetchCall, Loaded> loaded = new LinkedHashMap<>();
        loads.forEach(load -> {
            load.context.follow(shared);
            loaded.put(load.call, load.ended(values.get(load.call)));
        });
        return loaded;
    }

    private Load begin(FetchCall call) {
        return begin(call, LoadContext.ofOne(call));
    }

    private Load begin(FetchCall call, LoadContext context) {
        // A call that does without the backend is not to wait for it here either.
        InvalidationStamp held =
                call.isWithoutBackend() && !marks.isKnown() ? InvalidationStamp.NONE : marks.held(call.backendTime());
        telemetry.loading(call.entryKey());
        return new Load(call, context, held, System.nanoTime());
    }

    /** One run of a loader. */
    private final class Load {
        private final FetchCall call;
        private final LoadContext context;
        private final InvalidationStamp held;
        private final long began;
        private final int edition = power.edition();
        private LoadSpan span = LoadSpan.NONE;

        Load(FetchCall call, LoadContext context, InvalidationStamp held, long began) {
            this.call = call;
            this.context = context;
            this.held = held;
            this.began = began;
        }

        @Nullable
        Object run() throws Exception {
            call.node().loading();
            span = telemetry.trace(call.entryKey());
            try (FetchScope scope = FetchScope.open(context)) {
                return call.loader().load(context);
            } finally {
                span.leave();
            }
        }

        void failed(Throwable failure) {
            span.end(failure);
            if (context.asksStaleFor(failure)) {
                call.node().asksStaleFor(failure);
            }
            telemetry.loadFailed(call, Duration.ofNanos(System.nanoTime() - began), failure);
        }

        /** Returns what is to be kept of {@code failure}; empty for nothing, so that it ends the load. */
        Optional<Loaded> kept(Throwable failure) {
            return failures.kept(call, failure, context.isVetoed())
                    .map(mine -> new Loaded(
                            mine,
                            began,
                            held.with(context.tags()),
                            new StoreTerms(Lifetimes.ofFailure(call.settings()), false)));
        }

        Loaded ended(@Nullable Object value) {
            span.end(null);
            telemetry.loaded(call, Duration.ofNanos(System.nanoTime() - began));
            try {
                StoreTerms terms = context.terms(EntryCodec.isNothing(value)).onlyIf(power.isOnSince(edition));
                return new Loaded(value, began, held.with(context.tags()), terms);
            } catch (Throwable e) {
                // What was loaded reaches its callers, whatever is wrong with what was to be stored beside it.
                telemetry.fault("a value of cache '" + call.entryKey().cache() + "' is not stored", e);
                return new Loaded(value, began, held, new StoreTerms(Lifetime.of(Duration.ofMillis(1)), true));
            }
        }
    }

    @Override
    public boolean isWorthStoring(FetchCall call, Loaded loaded) {
        return entries.refusal(call, loaded).isEmpty();
    }

    @Override
    public Optional<Loaded> stored(FetchCall asked, Loaded loaded) {
        FetchCall call = asked.storing(loaded);
        return entries.refusal(call, loaded).isEmpty() ? StoreFilter.stored(call, loaded, telemetry) : Optional.empty();
    }

    @Override
    public Encoded prepare(FetchCall call, Loaded loaded, long entryId) {
        return entries.prepare(call, loaded, entryId);
    }

    private long time(FetchCall call) {
        return call.backendTime().spend(budget -> backend.time(call.entryKey(), budget));
    }
}
