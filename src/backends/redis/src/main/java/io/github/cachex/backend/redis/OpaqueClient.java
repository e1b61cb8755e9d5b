// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.net.SocketTimeoutException;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The application's client that does not show its connections, as one over a provider of the application's own. Its steps run on
 * threads of ours, and who waits for one leaves when the budget is over: the step then goes on for as long as the client's own
 * time-outs last, and may reach Redis all the same.
 */
final class OpaqueClient extends HandedInClient {
    /** How Jedis begins its message; the failure of the socket is only suppressed in it. */
    private static final String NOT_CONNECTED = "Failed to connect to";

    private static final int THREADS = 32;
    /** For what is said outside of any call, as the link does. */
    private static final long SAY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Set on a thread that runs a step. */
    private final ThreadLocal<@Nullable Boolean> isRunning = new ThreadLocal<>();

    private final HelperThreads threads = new HelperThreads("cachex-redis-call", THREADS);

    OpaqueClient(UnifiedJedis jedis) {
        super(jedis);
    }

    @Override
    public <T> T run(Function<UnifiedJedis, T> step) {
        if (isRunning.get() != null) {
            return step.apply(jedis);
        }
        CallScope call = CallScope.current();
        AtomicBoolean begun = new AtomicBoolean();
        FutureTask<T> task = new FutureTask<>(() -> {
            begun.set(true);
            isRunning.set(true);
            try {
                return CallScope.runFor(call, () -> step.apply(jedis));
            } finally {
                isRunning.remove();
            }
        });
        threads.execute(task);
        try {
            return task.get(call == null ? SAY_NANOS : CallScope.nanosLeft(Long.MAX_VALUE), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } catch (TimeoutException e) {
            leave(task);
            if (!begun.get()) {
                throw new ConnectGate.NotDialled("all threads for the client that was handed in wait for Redis");
            }
            SocketTimeoutException late = new SocketTimeoutException("no whole answer in time");
            late.initCause(e);
            throw new JedisConnectionException("no whole answer in time", late);
        } catch (InterruptedException e) {
            leave(task);
            throw new JedisException("interrupted while waiting for an answer", e);
        }
    }

    /** Ends what can be interrupted, as the wait for a connection can. */
    private void leave(FutureTask<?> task) {
        task.cancel(true);
        threads.remove(task);
    }

    private static RuntimeException thrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new JedisException(cause);
    }

    @Override
    public long patienceNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public void dropIdle() {
        // Its connections are its own affair.
    }

    @Override
    public void giveUpIdle() {
        // Its connections are its own affair.
    }

    /** Without a look at its sockets, only what surely happened before sending counts as not sent. */
    @Override
    public boolean wasSent(CallScope call, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoSuchElementException
                    || cause instanceof ConnectGate.NotDialled
                    || String.valueOf(cause.getMessage()).startsWith(NOT_CONNECTED)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Subscriber subscriber() {
        return new OpaqueSubscriber(this, jedis);
    }

    @Override
    public void close() {
        // The client stays the application's.
        threads.stop();
    }
}
