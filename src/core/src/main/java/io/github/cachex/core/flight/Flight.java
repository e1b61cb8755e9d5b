// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.WaitGraph;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One fetch under way, which others wait for; equal to itself alone. */
final class Flight implements WaitGraph.Work {
    private final FetchCall call;
    private final CompletableFuture<Outcome> result = new CompletableFuture<>();
    private volatile @Nullable Thread owner;

    Flight(FetchCall call) {
        this.call = call;
    }

    /** Returns the call of the one who runs it. */
    FetchCall call() {
        return call;
    }

    /** Returns how it ended. */
    CompletableFuture<Outcome> result() {
        return result;
    }

    @Override
    public @Nullable Thread owner() {
        return owner;
    }

    void owner(@Nullable Thread thread) {
        owner = thread;
    }
}
