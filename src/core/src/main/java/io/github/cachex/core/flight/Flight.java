// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Outcome;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One fetch under way, which others wait for; equal to itself alone. */
final class Flight {
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

    /** Returns the thread that runs it; null before it begins, and while an asynchronous load keeps no thread. */
    @Nullable
    Thread owner() {
        return owner;
    }

    void owner(@Nullable Thread thread) {
        owner = thread;
    }
}
