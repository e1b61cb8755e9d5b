// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.core.stage.EntryLoader;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Outcome;
import java.util.Optional;
import java.util.OptionalLong;

/** Loads without a lease and without storing: for when the backend, or the cluster, is of no help. */
public final class AloneStage implements FetchStage {
    private final EntryLoader loader;
    private final LocalValues local;
    private final Fallback fallback;
    private final Journal journal;

    /** Creates the last stage. */
    public AloneStage(EntryLoader loader, LocalValues local, Fallback fallback, Journal journal) {
        this.loader = loader;
        this.local = local;
        this.fallback = fallback;
        this.journal = journal;
    }

    @Override
    public Outcome fetch(FetchCall call) throws Exception {
        if (call.isWithoutBackend()) {
            Optional<Outcome> kept = local.withoutBackend(call);
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        Loaded loaded;
        try {
            loaded = loader.load(call);
        } catch (Throwable failure) {
            return fallback.afterFailure(call, failure, OptionalLong.empty());
        }
        journal.notStored(call.entryKey(), "loaded without a lease");
        if (call.isWithoutBackend() && loader.isWorthStoring(call, loaded)) {
            local.keepUnstored(call, loaded.value(), loaded.lifetime().fresh());
        }
        return new Outcome(loaded.value(), loaded.began());
    }
}
