// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Outcome;
import java.util.concurrent.CompletableFuture;

/**
 * One fetch under way, which others wait for.
 *
 * @param owner the thread that runs it
 * @param call the owner's call
 * @param result how it ended
 */
record Flight(Thread owner, FetchCall call, CompletableFuture<Outcome> result) {
    static Flight of(FetchCall call) {
        return new Flight(Thread.currentThread(), call, new CompletableFuture<>());
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
