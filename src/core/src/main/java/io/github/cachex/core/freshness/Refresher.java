// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.freshness;

import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Finding.Replaced;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.Refreshing;
import io.github.cachex.core.stage.StaleValue;
import io.github.cachex.core.thread.Background;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LineLogger;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Loads again in the background what is about to end. One node of the cluster does: the entry that is to be replaced counts as
 * absent to whoever asks for the lease with its id, and whoever finds the lease taken, or another entry, is done. Thread-safe.
 */
public final class Refresher implements Refreshing {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    private final Set<EntryKey> underWay = ConcurrentHashMap.newKeySet();
    private final FetchStage attempt;
    private final LocalValues local;
    private final Background background;
    private final CacheTelemetry telemetry;

    /** Creates one that loads by {@code attempt}, which waits for nobody. */
    public Refresher(FetchStage attempt, LocalValues local, Background background, CacheTelemetry telemetry) {
        this.attempt = attempt;
        this.local = local;
        this.background = background;
        this.telemetry = telemetry;
    }

    @Override
    public void refresh(FetchCall call, Supplier<StaleValue> replaced) {
        EntryKey key = call.entryKey();
        // Inline, what its stage comes to would be stored after the answer.
        if (background.isInline() && call.isAsync() || !underWay.add(key)) {
            return;
        }
        boolean taken = false;
        try {
            FetchCall copy = background.isInline() ? call : call.onAnotherThread();
            StaleValue old = replaced.get();
            taken = background.tryRun(() -> run(copy, old), () -> underWay.remove(key));
        } catch (Throwable e) {
            // The caller has its value; whoever reads it next tries again.
            telemetry.fault("a refresh in the background could not begin", e);
        } finally {
            if (!taken) {
                underWay.remove(key);
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private void run(FetchCall call, StaleValue old) {
        try {
            telemetry.refreshing();
            Outcome outcome = attempt.fetch(call.after(new Replaced(local.watch(call.entryKey()), old)));
            outcome.whenKnown((known, failure) -> underWay.remove(call.entryKey()));
        } catch (Throwable e) {
            // Whatever it is: the key must not count as under way for ever. Told to listeners already; the value stays.
            underWay.remove(call.entryKey());
            LOG.debug("refreshing failed", e);
        }
    }
}
