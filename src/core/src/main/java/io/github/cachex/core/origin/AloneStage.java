// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.core.stage.EntryLoader;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.Outcome;
import java.util.OptionalLong;

/** Loads without a lease and without storing: for when the backend, or the cluster, is of no help. */
public final class AloneStage implements FetchStage {
    private final EntryLoader loader;
    private final Fallback fallback;
    private final Journal journal;

    /** Creates the last stage. */
    public AloneStage(EntryLoader loader, Fallback fallback, Journal journal) {
        this.loader = loader;
        this.fallback = fallback;
        this.journal = journal;
    }

    @Override
    public Outcome fetch(FetchCall call) throws Exception {
        Loaded loaded;
        try {
            loaded = loader.load(call);
        } catch (Throwable failure) {
            return fallback.afterFailure(call, failure, OptionalLong.empty());
        }
        journal.notStored(call.entryKey(), "loaded without a lease");
        return new Outcome(loaded.value(), loaded.began());
    }
}
