// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.backend.redis.ConnectGate.NotDialled;
import io.github.cachex.spi.CallBudget;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The call that the current thread is in, so that sockets deep below know what is left of its budget, and the caller
 * learns whether its command was sent.
 */
final class CallScope implements AutoCloseable {
    private static final ThreadLocal<@Nullable CallScope> CURRENT = new ThreadLocal<>();

    private final CallBudget budget;
    private boolean dialling;
    private boolean diallingNoMore;
    private boolean sent;
    private boolean wantingLive;
    private @Nullable LentConnection lent;
    /** Volatile, since a step may be run by another thread than the one that waits for it. */
    private volatile long over = System.nanoTime();

    private CallScope(CallBudget budget) {
        this.budget = budget;
    }

    /** Binds {@code budget} to the current thread until closed. */
    static CallScope bind(CallBudget budget) {
        CallScope call = new CallScope(budget);
        CURRENT.set(call);
        return call;
    }

    /** Runs {@code step} on the current thread for the thread that {@code call} is bound to and waits for it. */
    static <T> T runFor(@Nullable CallScope call, Supplier<T> step) {
        CURRENT.set(call);
        try {
            return step.get();
        } finally {
            CURRENT.remove();
        }
    }

    static @Nullable CallScope current() {
        return CURRENT.get();
    }

    /** Returns what is left of the current thread's budget in nanoseconds, at most {@code limit}. */
    static long nanosLeft(long limit) {
        CallScope call = current();
        return call == null ? limit : Math.min(limit, call.budget.remainingNanos());
    }

    /** Returns the milliseconds left, at most {@code limit} and at least 1 while anything is left. */
    static int millisLeft(long limit) {
        long nanos = nanosLeft(TimeUnit.MILLISECONDS.toNanos(limit));
        return (int) TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
    }

    /** Notes that what the current thread is about to send does nothing once {@code nanos} from now are over. */
    static void mayRunFor(long nanos) {
        CallScope call = current();
        if (call != null) {
            call.over = Math.max(call.over, System.nanoTime() + nanos);
        }
    }

    /** Returns whether a connection is lent to the call. */
    boolean isLent() {
        return lent != null;
    }

    /** Lends {@code connection} to the call, or none any more. */
    void lend(@Nullable LentConnection connection) {
        lent = connection;
    }

    /** Returns the connection that is lent to the current thread's call. */
    static LentConnection lent() {
        CallScope call = current();
        LentConnection lent = call == null ? null : call.lent;
        if (lent == null) {
            throw new IllegalStateException("no connection is lent to this thread");
        }
        return lent;
    }

    /** Returns when what was sent does nothing any more, by {@link System#nanoTime}; past where it has no deadline. */
    long over() {
        return over;
    }

    /** Notes that what is written until {@link #dialled} makes a connection ready, and is not the call's own command. */
    void dialling() {
        if (diallingNoMore) {
            throw new NotDialled("not dialled, since nobody waits for it");
        }
        dialling = true;
    }

    /** Sets whether {@link #dialling} is refused. */
    void dialNoMore(boolean refused) {
        diallingNoMore = refused;
    }

    void dialled() {
        dialling = false;
    }

    /** Sets that the command must not be sent in vain: to send it again would be wrong, or take the rest of the budget. */
    void wantLive() {
        wantingLive = true;
    }

    boolean wantsLive() {
        return wantingLive;
    }

    /** Notes that bytes are about to be written. */
    void writing() {
        sent |= !dialling;
    }

    /** Returns whether the server may have seen the call's command. */
    boolean wasSent() {
        return sent;
    }

    @Override
    public void close() {
        CURRENT.remove();
    }
}
