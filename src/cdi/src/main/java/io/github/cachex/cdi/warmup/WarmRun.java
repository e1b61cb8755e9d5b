// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.FetchContext;
import io.github.cachex.WaitPolicy;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the warm-ups of one application, each on one node of the cluster.
 *
 * <p>That a warm-up ran is an entry like any other, in the cache {@code cachex-warm}, and to warm is to load that entry: so
 * one node has the lease and warms, a node that dies loses it to another, and who comes later finds the entry and is done.
 * A node that finds the lease taken does not wait for it but looks again later, since the one that has it may die.
 */
final class WarmRun implements Runnable {
    static final String CACHE = "cachex-warm";

    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** How long other nodes leave a warm-up alone that could not even say what to load. */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final CacheHandler markers;
    private final WarmSettings settings;
    private final Workers workers;
    private final List<Warming> pending;
    private final CountDownLatch awaited;
    private boolean outageTold;

    WarmRun(WarmHost host, List<Warming> warmings, Workers workers) {
        this.markers = host.cache(CACHE);
        this.settings = host.warmSettings();
        this.workers = workers;
        this.pending = new ArrayList<>(warmings);
        // Those that the start waits for come first.
        pending.sort((a, b) -> Boolean.compare(a.isAsync(), b.isAsync()));
        this.awaited = new CountDownLatch(
                (int) warmings.stream().filter(warming -> !warming.isAsync()).count());
    }

    /** Waits for those that are not asynchronous, as long as it is configured. */
    void await() {
        try {
            if (!awaited.await(settings.patience().toMillis(), TimeUnit.MILLISECONDS)
                    && !settings.patience().isZero()) {
                LOG.log(LogMessage.WARMING_WAIT_OVER.with());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        Duration pause = SHORTEST_PAUSE;
        while (!pending.isEmpty() && !workers.isStopped()) {
            int before = pending.size();
            Iterator<Warming> left = pending.iterator();
            while (left.hasNext() && !workers.isStopped()) {
                Warming warming = left.next();
                if (isSettled(warming)) {
                    left.remove();
                    if (!warming.isAsync()) {
                        awaited.countDown();
                    }
                }
            }
            pause = pending.size() < before ? SHORTEST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
            if (!pending.isEmpty() && workers.pause(pause)) {
                return;
            }
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Warms unless another does or did; returns whether there is nothing left to do for {@code warming}. */
    private boolean isSettled(Warming warming) {
        CacheKey<String> marker = CacheKey.of(warming.name() + "@" + settings.version(), String.class);
        CacheOptions options = CacheOptions.ttl(settings.markerTtl())
                .waitTimeout(LOOK)
                .onWaitTimeout(WaitPolicy.THROW)
                .backendErrors(ErrorPolicy.THROW);
        boolean[] ranHere = new boolean[1];
        try {
            String note = markers.<String, RuntimeException>fetchWith(marker, options, context -> {
                ranHere[0] = true;
                return warm(warming, context);
            });
            if (!ranHere[0]) {
                LOG.log(LogMessage.WARMING_DONE_ELSEWHERE.with(warming.name(), note));
            }
            return true;
        } catch (CacheTimeoutException e) {
            return false; // Another node is at it.
        } catch (CacheBackendException e) {
            if (!outageTold) {
                outageTold = true;
                LOG.log(LogMessage.WARMING_WAITS.with(warming.name(), String.valueOf(e.getMessage())));
            }
            return ranHere[0];
        } catch (CancellationException | CacheClosedException e) {
            return true; // The application ends.
        } catch (Throwable e) {
            LOG.log(
                    LogMessage.WARMING_GIVEN_UP.with(
                            warming.name(), e.getClass().getName()),
                    e);
            return true;
        } finally {
            workers.forgetInterrupt();
        }
    }

    /** Warms, and returns what is noted for the cluster. */
    private String warm(Warming warming, FetchContext context) {
        Progress progress = new Progress(warming.name());
        try (Stream<? extends Warming.Step> steps = workers.steps(warming)) {
            workers.run(steps, progress);
        } catch (Throwable e) {
            progress.failedToRead(e);
            progress.ended("ended early");
            // Noted all the same, for a short time: else every node would try in turn, and fail.
            context.ttl(AFTER_FAILURE);
            return "ended early, " + progress;
        }
        if (workers.isStopped()) {
            progress.ended("stopped with the application");
            // The lease goes to a node that is still there.
            throw new CancellationException("the application ends");
        }
        progress.ended("done");
        if (progress.hasLeftOut()) {
            // Another node may be one that caches these.
            context.doNotStore();
        }
        return "done, " + progress;
    }
}
