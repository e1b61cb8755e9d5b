// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.ErrorPolicy;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.EntryReader;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Finding;
import io.github.cachex.core.stage.Finding.Fresh;
import io.github.cachex.core.stage.Finding.Miss;
import io.github.cachex.core.stage.Finding.Missing;
import io.github.cachex.core.stage.Finding.Replaced;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.error.CacheBackendException;

/** Loads in the place of what the backend holds, whatever that is: a load may ask its source whether it has changed. */
public final class ReloadStage implements FetchStage {
    private final EntryReader reader;
    private final Outbox outbox;
    private final LocalValues local;
    private final CacheTelemetry telemetry;
    private final FetchStage next;

    /** Has {@code next} load, also where the backend cannot be asked or trusted. */
    public ReloadStage(
            EntryReader reader, Outbox outbox, LocalValues local, CacheTelemetry telemetry, FetchStage next) {
        this.reader = reader;
        this.outbox = outbox;
        this.local = local;
        this.telemetry = telemetry;
        this.next = next;
    }

    @Override
    public Outcome fetch(FetchCall call) throws Exception {
        return next.fetch(looked(call));
    }

    /**
     * Returns {@code call} after a look at what its load is to replace.
     *
     * @throws CacheBackendException when the backend failed and the call wants to hear of it
     */
    public FetchCall looked(FetchCall call) {
        Object watch = local.watch(call.entryKey());
        if (outbox.isPending(call.entryKey())) {
            return withoutBackend(call, watch);
        }
        try {
            Finding found = reader.read(call);
            return found instanceof Fresh fresh
                    ? call.after(new Replaced(watch, fresh.replaced()))
                    : call.after((Miss) found);
        } catch (CacheBackendException e) {
            telemetry.backendFailed(call.entryKey(), e.operation(), e);
            if (call.settings().backendErrors() == ErrorPolicy.THROW) {
                throw e;
            }
            return withoutBackend(call, watch);
        }
    }

    private FetchCall withoutBackend(FetchCall call, Object watch) {
        FetchCall alone = call.withoutBackend().after(new Missing(watch));
        return local.lastGood(alone)
                .map(old -> alone.after(new Replaced(watch, old)))
                .orElse(alone);
    }
}
