// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.StaleValue;
import io.github.cachex.core.stage.WaitGraph;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One fetch under way, which others wait for; equal to itself alone. */
final class Flight implements WaitGraph.Work {
    private final FetchCall call;
    private final long began = System.nanoTime();
    private final AtomicReference<@Nullable FutureTask<Look>> looking = new AtomicReference<>();
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

    /** Returns when its loader began, or it did where that is later, by {@link System#nanoTime}. */
    long busySince() {
        return began + Math.max(0, call.busySince() - began);
    }

    /**
     * What the backend holds by now.
     *
     * @param fresh a fresh value
     * @param stale one past its ttl
     */
    record Look(Optional<Outcome> fresh, @Nullable StaleValue stale) {}

    /**
     * Returns what {@code look} finds, or what another follower finds that looks right now: their patience ends together, and
     * a crowd that looks at once empties the pool of connections.
     */
    Look look(Supplier<Look> look) throws InterruptedException {
        FutureTask<Look> mine = new FutureTask<>(look::get);
        FutureTask<Look> running = looking.compareAndExchange(null, mine);
        if (running == null) {
            mine.run();
            looking.set(null);
        }
        try {
            return (running == null ? mine : running).get();
        } catch (ExecutionException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            if (running != null && Fallback.isNotShared(failure)) {
                return look.get();
            }
            throw Fallback.<RuntimeException>sneaky(failure);
        }
    }

    @Override
    public @Nullable Thread owner() {
        return owner;
    }

    void owner(@Nullable Thread thread) {
        owner = thread;
    }
}
