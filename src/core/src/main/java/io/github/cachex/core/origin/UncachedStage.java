// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.EntryLoader;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.LoadEnding;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.Outcome.Known;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Loads without a lease and without storing: for when the backend, or the cluster, is of no help, or keeps what another
 * release can read.
 */
public final class UncachedStage implements FetchStage, LoadEnding {
    private final EntryLoader loader;
    private final LocalValues local;
    private final Executor executor;
    private final Fallback fallback;
    private final CacheTelemetry telemetry;

    /** Creates the last stage, which ends asynchronous loads on {@code executor}. */
    public UncachedStage(
            EntryLoader loader, LocalValues local, Executor executor, Fallback fallback, CacheTelemetry telemetry) {
        this.loader = loader;
        this.local = local;
        this.executor = executor;
        this.fallback = fallback;
        this.telemetry = telemetry;
    }

    @Override
    public Outcome fetch(FetchCall call) throws Exception {
        if (call.isWithoutBackend() && !call.isReload()) {
            Optional<Known> kept = local.withoutBackend(call);
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        return run(call, loader, executor);
    }

    @Override
    public Known failed(FetchCall call, Throwable failure) throws Exception {
        boolean lacks = call.isWithoutBackend() && call.stale() == null && !call.isReload();
        return fallback.afterFailure(lacks ? call.with(local.lastGood(call).orElse(null)) : call, failure);
    }

    /** Returns what stands in for one caller alone where loading failed: a stale value, or its default value. */
    public Known instead(FetchCall call, Throwable failure) throws Exception {
        try {
            return failed(call, failure);
        } catch (Throwable left) {
            return Fallback.byDefault(call, left, telemetry);
        }
    }

    @Override
    public Known loaded(FetchCall asked, Loaded loaded) {
        FetchCall call = asked.storing(loaded);
        telemetry.notStored(
                call.entryKey(),
                call.foreign().isPresent() ? "another release's entry is still fresh" : "loaded without a lease");
        boolean kept = call.isWithoutBackend() || call.foreign().isPresent();
        if (kept) {
            loader.stored(call, loaded)
                    .ifPresent(stored -> call.foreign()
                            .ifPresentOrElse(
                                    entry -> local.keepBeside(call, entry, stored),
                                    () -> local.keepUnstored(call, stored, null)));
        }
        fallback.settle(call, loaded);
        return new Outcome.Value(
                loaded.value(), loaded.began(), () -> local.sharing().together(call, loaded.value(), null));
    }
}
