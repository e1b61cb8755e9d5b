// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Runs commands: within a budget, once more where a pooled connection turned out to be broken, on an interrupted thread
 * too, and with failures as Cachex's own. Thread-safe.
 */
final class Caller {
    static final String BACKEND = "redis";
    /** Deadlines are in whole milliseconds, and clocks drift a little before they are compared again. */
    private static final long CLOCK_ERROR_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Client client;
    private final boolean asking;
    private final AtomicBoolean closed;

    Caller(Client client) {
        this(client, false, new AtomicBoolean());
    }

    private Caller(Client client, boolean asking, AtomicBoolean closed) {
        this.client = client;
        this.asking = asking;
        this.closed = closed;
    }

    /** Returns one for keys that are about to come to this server, and are another's until then. */
    Caller asking() {
        return new Caller(client, true, closed);
    }

    <T> T call(String operation, String key, CallBudget budget, Function<UnifiedJedis, T> step) {
        return call(operation, key, budget, Repeat.AT_ONCE, step);
    }

    /** Runs {@code step}, and once more where a connection broke, as far as {@code repeat} allows. */
    <T> T call(String operation, String key, CallBudget budget, Repeat repeat, Function<UnifiedJedis, T> step) {
        if (closed.get() || budget.isSpent()) {
            String problem = closed.get() ? "the backend is closed" : "its budget is spent";
            throw new CacheConnectionException(BACKEND, operation, key, problem, false, null);
        }
        // An interrupted leader still has a lease to release; the budget bounds how long that can take.
        boolean interrupted = Thread.interrupted();
        try (CallScope call = CallScope.bind(budget)) {
            RuntimeException failure;
            long mark = client.watch().mark();
            if (repeat != Repeat.AT_ONCE) {
                call.wantLive();
            }
            try {
                return attempt(step);
            } catch (RuntimeException e) {
                failure = e;
                interrupted |= Thread.interrupted() || Failures.isInterruption(e);
            }
            boolean sent = client.wasSent(call, failure);
            boolean pending = sent && !Failures.isAnswer(failure);
            try {
                boolean again = repeat != Repeat.IF_UNSENT || !sent;
                boolean broken = again && Failures.isWorthAnotherTry(failure);
                if ((broken || isElsewhere(failure, mark)) && !budget.isSpent()) {
                    if (broken) {
                        client.dropIdle();
                    }
                    try {
                        return attempt(step);
                    } catch (RuntimeException e) {
                        failure = e;
                        interrupted |= Failures.isInterruption(e);
                        sent = client.wasSent(call, failure);
                        pending |= sent && !Failures.isAnswer(failure);
                    }
                }
                throw Failures.of(failure, operation, key, sent, client::isTelling);
            } finally {
                if (pending && repeat == Repeat.UNTIL_OVER) {
                    interrupted |= sleepUntil(call.over() + CLOCK_ERROR_NANOS);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns whether the answer was that of a server which is not the one to ask, and connections were made anew since. */
    private boolean isElsewhere(RuntimeException failure, long mark) {
        return Failures.isAnswer(failure) && isElsewhere(failure.getMessage(), mark);
    }

    /** Returns the same of an answer to what was sent after {@code mark}, which says of a part that it was refused. */
    boolean isElsewhere(@Nullable String refusal, long mark) {
        return ServerWatch.isOfTheServer(refusal) && client.watch().refused(String.valueOf(refusal), mark);
    }

    /** Returns the time now, for {@link #isElsewhere}. */
    long mark() {
        return client.watch().mark();
    }

    /** Notes that a write was taken. */
    void accepted() {
        client.watch().accepted();
    }

    /** Jedis makes room for what an answer claims, and reads lists of lists by calling itself. */
    private <T> T attempt(Function<UnifiedJedis, T> step) {
        try {
            return asking ? client.runAsking(step) : client.run(step);
        } catch (StackOverflowError | OutOfMemoryError | NegativeArraySizeException e) {
            client.giveUpIdle();
            throw new JedisConnectionException("not an answer of Redis: there is no room for it", e);
        }
    }

    /** Returns whether the thread was interrupted meanwhile. */
    private static boolean sleepUntil(long end) {
        boolean interrupted = false;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.sleep(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    void close() {
        closed.set(true);
        client.close();
    }
}
