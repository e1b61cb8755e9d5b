// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.stage.Audience;
import io.github.cachex.core.stage.EntryReader;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Finding;
import io.github.cachex.core.stage.Finding.Fresh;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.stage.SharedOutcome;
import io.github.cachex.core.stage.WaitGraph;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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
    private final CompletableFuture<SharedOutcome> result = new CompletableFuture<>();
    /** What its own caller waits for, where that keeps no thread waiting. */
    private final @Nullable CompletableFuture<Known> own;
    /** The one in whose place it was begun; null where there is none. */
    private final @Nullable Flight hanging;

    private final Audience followers = new Audience();
    private volatile @Nullable Thread owner;

    Flight(FetchCall call) {
        this(call, null, null);
    }

    /** Creates one whose own caller is answered by {@code own}. */
    Flight(FetchCall call, CompletableFuture<Known> own) {
        this(call, own, null);
    }

    /** Creates one in the place of {@code hanging}, whose own caller is answered by {@code own}, if that is there. */
    Flight(FetchCall call, @Nullable CompletableFuture<Known> own, @Nullable Flight hanging) {
        this.call = call;
        this.own = own;
        this.hanging = hanging;
    }

    /** Lets one caller more follow it; false where it is over, so that the caller has to ask again. */
    boolean join() {
        return followers.join();
    }

    /** Gives those {@code outcome}, if that is there, who still wait for the one in whose place this was begun. */
    void endHanging(@Nullable Known outcome) {
        for (Flight older = hanging; older != null && outcome != null; older = older.hanging) {
            try {
                older.result.complete(outcome.shared());
            } catch (Throwable unshared) {
                // They begin one of their own when their time is over.
                Faults.keepInterrupt(unshared);
            }
        }
    }

    /**
     * Ends it, even where its outcome cannot be shared: first those who follow have theirs, since its own caller may change what it
     * is given.
     */
    void end(@Nullable Known outcome, @Nullable Throwable failure) {
        try {
            if (outcome != null) {
                result.complete(outcome.sharedWith(followers));
            }
        } catch (Throwable unshared) {
            // The one who ran it has its value; those who follow ask again.
            Faults.keepInterrupt(unshared);
        } finally {
            // Those who follow share a failure; one of them asks again where it is none of the source.
            result.completeExceptionally(
                    failure == null ? new CancellationException("not shared") : Outcome.unwrapped(failure));
            if (own != null) {
                complete(own, outcome, failure);
            }
        }
    }

    private static void complete(CompletableFuture<Known> own, @Nullable Known outcome, @Nullable Throwable failure) {
        if (failure == null) {
            own.complete(outcome);
        } else {
            own.completeExceptionally(Outcome.unwrapped(failure));
        }
    }

    /** Returns the call of the one who runs it. */
    FetchCall call() {
        return call;
    }

    /** Returns how it ended. */
    CompletableFuture<SharedOutcome> result() {
        return result;
    }

    /** Returns when it began, by {@link System#nanoTime}. */
    long began() {
        return began;
    }

    /** Returns when its loader began, by {@link System#nanoTime}; null where it did not yet. */
    @Nullable
    Long loadingSince() {
        return call.node().loadingSince();
    }

    /**
     * What the backend holds by now.
     *
     * @param sentAt when it was asked at the earliest, by {@link System#nanoTime}
     * @param found what was found
     * @param fresh the fresh value for all who look, if that was found
     */
    record Look(long sentAt, Finding found, Optional<SharedOutcome> fresh) {
        static Look of(EntryReader reader, FetchCall call) {
            long sentAt = System.nanoTime();
            Finding found = reader.read(call);
            return new Look(
                    sentAt, found, found instanceof Fresh fresh ? Optional.of(fresh.shared()) : Optional.empty());
        }

        /** Returns whether a caller that asked at {@code asked} may go by it: what was seen before may have been invalidated since. */
        boolean isGoodFor(long asked) {
            return sentAt - asked >= 0;
        }
    }

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
