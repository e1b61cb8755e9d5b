// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.ErrorPolicy;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.EntryReader;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Finding;
import io.github.cachex.core.stage.Finding.Foreign;
import io.github.cachex.core.stage.Finding.Fresh;
import io.github.cachex.core.stage.Finding.Miss;
import io.github.cachex.core.stage.Finding.Missing;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.error.CacheBackendException;
import java.util.Optional;

/** Answers from the backend where it holds a fresh value: a hit is one plain read. */
public final class ReadStage implements FetchStage {
    private final EntryReader reader;
    private final Outbox outbox;
    private final LocalValues local;
    private final CacheTelemetry telemetry;
    private final FetchStage next;

    /** Asks {@code next} after a miss, also where the backend cannot be asked or trusted. */
    public ReadStage(EntryReader reader, Outbox outbox, LocalValues local, CacheTelemetry telemetry, FetchStage next) {
        this.reader = reader;
        this.outbox = outbox;
        this.local = local;
        this.telemetry = telemetry;
        this.next = next;
    }

    @Override
    public Outcome fetch(FetchCall call) throws Exception {
        if (call.isWithoutBackend() && !call.isWithoutThread() || outbox.isPending(call.entryKey())) {
            return withoutBackend(call);
        }
        Finding found;
        Optional<Known> kept;
        try {
            found = reader.read(call);
            kept = found instanceof Foreign entry ? local.beside(call, entry) : Optional.empty();
        } catch (CacheBackendException e) {
            telemetry.backendFailed(call.entryKey(), e.operation(), e);
            if (call.settings().backendErrors() == ErrorPolicy.THROW) {
                throw e;
            }
            return withoutBackend(call);
        }
        if (found instanceof Fresh hit) {
            telemetry.hit(call);
            return hit;
        }
        if (kept.isPresent()) {
            telemetry.nearHit(call);
            return kept.get();
        }
        telemetry.missed(call);
        return next.fetch(call.after((Miss) found));
    }

    /** Serves what is kept here; else loads with what is known here to stand in, should that take too long or fail. */
    private Outcome withoutBackend(FetchCall asked) throws Exception {
        FetchCall call = asked.withoutBackend().after(new Missing(local.watch(asked.entryKey())));
        Optional<Known> kept = local.withoutBackend(call);
        if (kept.isPresent()) {
            return kept.get();
        }
        telemetry.missed(call);
        return next.fetch(call.with(local.lastGood(call).orElse(null)));
    }
}
