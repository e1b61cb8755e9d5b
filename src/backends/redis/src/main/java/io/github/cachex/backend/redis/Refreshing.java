// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks again who takes the writes: regularly, and when wanted, those who want it at the same time together. On one daemon thread, so
 * that nobody who waits for it does so beyond a budget. Thread-safe.
 */
final class Refreshing implements AutoCloseable {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");
    private static final long PERIOD_MILLIS = 5_000;
    /** Between two answers, so that a burst of failures does not ask all the time. */
    private static final long PAUSE_MILLIS = 100;

    private static final Duration BUDGET = Duration.ofSeconds(5);

    private final Consumer<CallBudget> refresh;
    private final ScheduledThreadPoolExecutor thread;
    private @Nullable CompletableFuture<Optional<CacheBackendException>> pending;
    private boolean watched;
    private boolean begun;
    private long ended = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);

    /** Creates one that asks by {@code refresh}, and if {@code watched} also regularly, from the first time on. */
    Refreshing(Consumer<CallBudget> refresh, boolean watched) {
        this.refresh = refresh;
        this.watched = watched;
        thread = new ScheduledThreadPoolExecutor(
                1, Daemons.named("cachex-redis-topology"), new ThreadPoolExecutor.DiscardPolicy());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Asks regularly from now on. */
    synchronized void watch() {
        watched = true;
    }

    /** Has it asked, and does not wait. */
    void soon() {
        // Whoever waits is told; nobody has to.
        Future<?> unused = ask();
    }

    /** Has it asked, waits for it as long as {@code budget} lasts, and returns why nothing is known, if so. */
    Optional<CacheBackendException> now(CallBudget budget) {
        CompletableFuture<Optional<CacheBackendException>> asked = ask();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return asked.get(Math.max(budget.remainingNanos(), 0), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            return Optional.of(failure("no server said in time who takes the writes", e));
        } catch (ExecutionException e) {
            return Optional.of(failure(String.valueOf(e.getMessage()), e));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static CacheBackendException failure(String problem, Throwable cause) {
        return new CacheConnectionException(Caller.BACKEND, "topology", "all slots", problem, false, cause);
    }

    private synchronized CompletableFuture<Optional<CacheBackendException>> ask() {
        CompletableFuture<Optional<CacheBackendException>> asked = pending;
        if (asked == null) {
            asked = new CompletableFuture<>();
            pending = asked;
            if (thread.isShutdown()) {
                asked.complete(Optional.of(failure("the backend is closed", new IllegalStateException("closed"))));
                return asked;
            }
            long ago = System.nanoTime() - ended;
            thread.schedule(this::run, TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS) - ago, TimeUnit.NANOSECONDS);
            if (!begun && watched) {
                begun = true;
                // It ends with its executor.
                Future<?> unused =
                        thread.scheduleWithFixedDelay(this::soon, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        return asked;
    }

    private void run() {
        CompletableFuture<Optional<CacheBackendException>> asked = taken();
        Optional<CacheBackendException> failure = Optional.empty();
        try {
            refresh.accept(CallBudget.of(BUDGET));
        } catch (CacheBackendException e) {
            LOG.debug("it is not known who takes the writes", e);
            failure = Optional.of(e);
        } catch (RuntimeException | Error e) {
            LOG.log(LogMessage.TOPOLOGY_UNKNOWN.with(), e);
            failure = Optional.of(failure("it cannot be told who takes the writes", e));
        }
        end();
        asked.complete(failure);
    }

    private synchronized void end() {
        ended = System.nanoTime();
    }

    /** Who asks from now on may know more than what is about to be asked. */
    private synchronized CompletableFuture<Optional<CacheBackendException>> taken() {
        CompletableFuture<Optional<CacheBackendException>> asked = pending;
        pending = null;
        return asked == null ? new CompletableFuture<>() : asked;
    }

    /** Runs {@code task} on the same thread after {@code millis}; never where it is closed before. */
    void later(Runnable task, long millis) {
        thread.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
