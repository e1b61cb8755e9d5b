// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryIds;
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
import io.github.cachex.core.stage.Renewal;
import io.github.cachex.core.stage.Stored;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.NewEntry;
import java.util.concurrent.Executor;

/** Loads and stores over a backend without leases: one load per JVM, and no fence against late stores. */
public final class UnfencedStage implements FetchStage, LoadEnding {
    private final CacheBackend backend;
    private final EntryLoader loader;
    private final LocalValues local;
    private final Executor executor;
    private final Fallback fallback;
    private final CacheTelemetry telemetry;

    /** Creates the last stage over {@code backend}. */
    public UnfencedStage(
            CacheBackend backend,
            EntryLoader loader,
            LocalValues local,
            Executor executor,
            Fallback fallback,
            CacheTelemetry telemetry) {
        this.backend = backend;
        this.loader = loader;
        this.local = local;
        this.executor = executor;
        this.fallback = fallback;
        this.telemetry = telemetry;
    }

    @Override
    public Outcome fetch(FetchCall call) throws Exception {
        return run(call, loader, executor);
    }

    /** Loads anew what is stored and still good: a failure of that leaves it as it is. */
    public Outcome renew(FetchCall call) throws Exception {
        return new Renewal(this).run(call, loader, executor);
    }

    @Override
    public Known failed(FetchCall call, Throwable failure) throws Exception {
        return fallback.afterFailure(call, failure);
    }

    @Override
    public Known loaded(FetchCall asked, Loaded loaded) {
        FetchCall call = asked.storing(loaded);
        long entryId = EntryIds.next();
        Encoded encoded = loader.prepare(call, loaded, entryId);
        Stored stored = null;
        if (encoded instanceof Encoded.Bytes fit) {
            long sentAt = System.nanoTime();
            if (store(call, new NewEntry(entryId, fit.bytes(), loaded.lifetime()))) {
                stored = new Stored(
                        entryId, loaded.stamp().tags(), loaded.lifetime().fresh(), sentAt);
                if (call.isReload()) {
                    local.replaced(call);
                }
            } else {
                local.keepUnstored(call, loaded.of(fit.value()), fit.bytes());
                fallback.settle(call, loaded);
            }
        } else {
            telemetry.notStored(call.entryKey(), ((Encoded.Unfit) encoded).reason());
            fallback.settle(call, loaded);
        }
        byte[] bytes = encoded.bytesOf(loaded.value());
        return new Outcome.Value(
                loaded.value(), loaded.began(), () -> local.sharing().together(call, loaded.value(), bytes), stored);
    }

    private boolean store(FetchCall call, NewEntry entry) {
        try {
            call.backendTime().spend(budget -> {
                backend.write(call.entryKey(), entry, budget);
                return true;
            });
            telemetry.stored(call.entryKey(), entry);
            return true;
        } catch (CacheBackendException e) {
            telemetry.backendFailed(call.entryKey(), e.operation(), e);
            return false;
        }
    }
}
